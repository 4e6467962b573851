"""Exits with 0 when a server could listen on HOST PORT, with 1 when not."""

import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
with socket.socket(family, socket.SOCK_STREAM) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
    try:
        probe.bind((host, port))
    except OSError:
        sys.exit(1)
