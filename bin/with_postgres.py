"""
Run a command with DATABASE_URL pointing at a PostgreSQL server of its own, gone afterwards.

    bin/with_postgres.py COMMAND [ARGUMENT …]
    bin/with_postgres.py                        only say whether there is one

Needs PostgreSQL's programs on the machine, nothing running and nothing configured.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and pg_ctl are: Debian keeps them off the path, one folder a version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main() -> int:
    where = programs()
    if where is None:
        print("PostgreSQL is not installed (Debian, Ubuntu: sudo apt install postgresql).", file=sys.stderr)
        return 1
    if not sys.argv[1:]:
        return 0
    # PostgreSQL refuses to run as root; its package made an account for it.
    account = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    as_account = ["runuser", "-u", account, "--"] if os.geteuid() == 0 else []
    password, port = secrets.token_urlsafe(16), free_port()
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        data, secret = Path(folder, "data"), Path(folder, "password")
        secret.write_text(password)
        if as_account:
            shutil.chown(folder, account)
            shutil.chown(secret, account)

        def run(program, *arguments):
            subprocess.run(
                [*as_account, str(where / program), *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=folder,
            )

        run("initdb", "-D", str(data), "-U", "tests", "-A", "scram-sha-256", f"--pwfile={secret}", "-E",
            "UTF8",
            "--locale=C.UTF-8")  # fmt: skip
        # A throw-away server may forget: that halves the time of the tests.
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", str(data), "-w", "-l", str(Path(folder, "log")), "-o", options, "start")
        try:
            environment = os.environ | {
                "DATABASE_URL": f"postgres://tests:{password}@127.0.0.1:{port}/postgres"
            }
            return subprocess.run(sys.argv[1:], env=environment).returncode
        finally:
            run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")


if __name__ == "__main__":
    # Asked to end, it ends as after an error: the command is stopped, and then the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
