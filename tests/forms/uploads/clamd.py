"""A clamd that says what a test wants, on a real socket."""

import socket
import struct
import threading
from contextlib import contextmanager


def _read(line, size):
    got = b""
    while len(got) < size:
        piece = line.recv(size - len(got))
        if not piece:
            raise ConnectionError
        got += piece
    return got


def _stream(line):
    """What INSTREAM brings, as clamd would put it together."""
    assert _read(line, 10) == b"zINSTREAM\0"
    data = b""
    while size := struct.unpack("!I", _read(line, 4))[0]:
        data += _read(line, size)
    return data


class Clamd:
    """`says` is its answer to all; "" hangs up, None keeps silent. `asked` is what it was given."""

    def __init__(self, says, family, place):
        self.says, self.asked, self.over = says, [], threading.Event()
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.bind(place)
        self.socket.listen()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        while True:
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            with line:
                if self.says == "hang up at once":
                    continue
                self.asked.append(_stream(line))
                if self.says is None:
                    self.over.wait()
                elif self.says:
                    line.sendall(self.says.encode() + b"\0")

    def stop(self):
        self.over.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)


@contextmanager
def clamd(settings, says, path=None):
    """On a unix socket at `path`, else on a port; and the settings say where."""
    if path:
        server = Clamd(says, socket.AF_UNIX, str(path))
        settings.CLAMD = f"unix:{path}"
    else:
        server = Clamd(says, socket.AF_INET, ("127.0.0.1", 0))
        settings.CLAMD = f"tcp:127.0.0.1:{server.socket.getsockname()[1]}"
    try:
        yield server
    finally:
        server.stop()
