"""A mail server small enough to read: it keeps what it is given, and refuses what it is told to refuse."""

import re
import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage

REFUSES = {"gone": b"550 no such person\r\n", "later": b"451 come again\r\n"}


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            elif word == b"MAIL" and self.server.refuse_sender:
                self.wfile.write(b"553 not you\r\n")
            elif word == b"AUTH":
                self.wfile.write(b"535 wrong\r\n")
            elif word == b"EHLO":
                self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            else:
                name = re.match(rb"(?i)RCPT TO:<(\w+)", line)
                self.wfile.write(REFUSES.get(name[1].decode(), b"250 ok\r\n") if name else b"250 ok\r\n")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.SMTP))
        self.wfile.write(b"250 taken\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """`with MailServer() as server:` listens; `server.letters` is what came in."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.letters: list[EmailMessage] = []
        self.refuse_sender = False
        self.port = self.server_address[1]
        self.url = f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the trial."""
