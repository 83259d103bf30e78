"""A virus scanner, where there is one: a small one that speaks clamd's language over a real socket."""

import socketserver
import threading
from pathlib import Path

import pytest

from danchu.ground.files.cleaning import Refused, clean_upload
from danchu.ground.files.tests import making
from danchu.ground.files.tests.making import upload

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        heard = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            heard += self.rfile.read(size)
            if len(heard) > self.server.most:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.heard.append(heard)
        found = b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR in heard else b"stream: OK"
        self.wfile.write((self.server.says or found) + b"\0")


class Daemon(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    most, says = 1_000_000, b""

    def __init__(self, place: Path) -> None:
        super().__init__(str(place), _Talk)
        self.heard: list[bytes] = []


@pytest.fixture
def clamd(tmp_path, settings):
    with Daemon(tmp_path / "clamd.ctl") as daemon:
        settings.CLAMD = f"unix:{tmp_path}/clamd.ctl"
        threading.Thread(target=daemon.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield daemon
        daemon.shutdown()


def test_a_clean_file_is_shown_whole_and_taken(clamd):
    photo = making.photo_with_place(size=(900, 700))
    assert clean_upload(upload("a.jpg", photo)).content
    assert clamd.heard == [photo]


def test_an_infected_file_is_refused_in_plain_words(clamd):
    with pytest.raises(Refused, match="Tệp có mã độc"):
        clean_upload(upload("don.pdf", making.pdf(about=b"/Note(" + EICAR + b")")))


def test_what_is_too_large_for_the_scanner_is_told(clamd):
    clamd.most = 1000
    with pytest.raises(Refused, match="quá lớn để kiểm tra"):
        clean_upload(upload("a.png", making.picture((900, 700), "PNG") + bytes(300_000)))


@pytest.mark.parametrize("says", [b"stream: engine not loaded ERROR", b"???"])
def test_an_answer_that_is_no_yes_takes_nothing(clamd, says):
    clamd.says = says
    with pytest.raises(Refused, match="chưa kiểm tra được"):
        clean_upload(upload("a.jpg", making.picture()))


@pytest.mark.parametrize("at", ["unix:/nowhere/clamd.ctl", "127.0.0.1:1", "nonsense"])
def test_a_scanner_that_is_away_takes_nothing_and_says_what_to_do(settings, at):
    settings.CLAMD = at
    with pytest.raises(Refused, match="gửi không kèm tệp"):
        clean_upload(upload("a.jpg", making.picture()))


def test_without_a_scanner_files_are_taken_as_before(settings):
    settings.CLAMD = ""
    assert clean_upload(upload("a.jpg", making.picture())).content
