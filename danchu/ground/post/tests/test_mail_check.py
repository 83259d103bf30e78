"""`danchu mail check` says what is wrong and what to do about it."""

import pytest

from danchu.ground.post.commands import mail
from danchu.ground.post.tests.server import MailServer


@pytest.fixture
def server():
    with MailServer() as running:
        yield running


def test_a_good_server_is_said_to_be_good(settings, server, capsys):
    settings.SMTP_URL = server.url
    assert mail(["check", "--to", "lan@example.vn"]) == 0
    assert "dùng được" in capsys.readouterr().out and server.letters[0]["To"] == "lan@example.vn"


@pytest.mark.parametrize(
    ("url", "to", "says"),
    [
        ("smtp://khong-co-may-nay.invalid", "", "Không tìm thấy máy chủ"),
        ("smtp://127.0.0.1:1", "", "không nhận kết nối"),
        ("smtps://127.0.0.1:{port}", "", "TLS"),
        ("smtp://lan:sai@127.0.0.1:{port}", "", "không nhận tài khoản “lan”"),
        ("smtp://127.0.0.1:{port}", "gone@example.vn", "không nhận thư tới “gone@example.vn”"),
        ("smtp://127.0.0.1:{port}", "khong phai dia chi", "không phải địa chỉ thư"),
        ("http://a", "", "DANCHU_SMTP phải có dạng"),
    ],
)
def test_what_is_wrong_is_said_with_its_cure(settings, server, capsys, url, to, says):
    settings.SMTP_URL = url.format(port=server.port)
    assert mail(["check", "--to", to] if to else ["check"]) == 2
    said = capsys.readouterr().err
    assert says in said and said.count("\n") == 1


def test_a_refused_sender_is_named(settings, server, capsys):
    settings.SMTP_URL, server.refuse_sender, settings.DEFAULT_FROM_EMAIL = server.url, True, "ai@example.vn"
    assert mail(["check"]) == 2
    assert "không cho gửi với địa chỉ “ai@example.vn”" in capsys.readouterr().err


def test_without_a_server_the_folder_is_tried(settings, tmp_path, capsys):
    settings.SMTP_URL, settings.VAR = "", tmp_path
    assert mail(["check"]) == 0 and "Chưa đặt DANCHU_SMTP" in capsys.readouterr().out
    settings.VAR = "/proc/no-such-place"
    assert mail(["check"]) == 2 and "Không ghi được" in capsys.readouterr().err
