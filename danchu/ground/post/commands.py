"""`danchu mail …`: try the mail server, see what waits, send again."""

import smtplib
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from danchu.ground.post.carriers import AddressGone, CarrierDown, Parcel, TryLater
from danchu.ground.post.envelopes import sealed
from danchu.ground.post.mail import FolderMail, Server
from danchu.ground.post.models import Channel, Delivery, State
from danchu.ground.post.sorting import resend
from danchu.prompt import Prompt, a_number

# what went wrong → what to do; the first that fits
CURES: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "Không tìm thấy máy chủ “{host}” (DNS): xem lại tên máy trong DANCHU_SMTP."),
    (
        ConnectionRefusedError,
        "Máy chủ {host} không nhận kết nối ở cổng {port}: xem lại cổng (587 hoặc 465), tường lửa.",
    ),
    (
        TimeoutError,
        "Máy chủ {host} cổng {port} không trả lời: xem lại cổng, tường lửa; smtps:// dùng cổng 465.",
    ),
    (
        ssl.SSLCertVerificationError,
        "Chứng thư TLS của {host} không hợp lệ: dùng đúng tên máy trên chứng thư, "
        "hoặc đặt SSL_CERT_FILE tới chứng thư của đơn vị.",
    ),
    (ssl.SSLError, "Không bắt tay TLS được với {host}: cổng 465 dùng smtps://, cổng 587 dùng smtp://."),
    (
        smtplib.SMTPAuthenticationError,
        "Máy chủ không nhận tài khoản “{user}”: xem lại tên và mật khẩu "
        "(ký tự đặc biệt phải viết dạng %XX; có nơi đòi mật khẩu ứng dụng).",
    ),
    (
        smtplib.SMTPNotSupportedError,
        "Máy chủ không mã hóa đường truyền hoặc không cho đăng nhập: "
        "mật khẩu không được gửi trần, hãy dùng smtps:// hoặc cổng có STARTTLS.",
    ),
    (
        smtplib.SMTPSenderRefused,
        "Máy chủ không cho gửi với địa chỉ “{sender}”: sửa DANCHU_MAIL_FROM cho khớp tài khoản.",
    ),
    (
        smtplib.SMTPRecipientsRefused,
        "Máy chủ không nhận thư tới “{to}”: xem lại địa chỉ, hoặc quyền gửi ra ngoài.",
    ),
    (
        smtplib.SMTPServerDisconnected,
        "Máy chủ {host} ngắt giữa chừng: cổng 465 dùng smtps://, cổng 587 dùng smtp://.",
    ),
    (smtplib.SMTPException, "Máy chủ {host} trả lời lỗi."),
    (OSError, "Không nối được tới {host} cổng {port}: xem mạng của máy này."),
)


def mail(argv: list[str]) -> int:
    """Exit code 0: all well; 1: letters are stuck (`waiting`) or nothing to resend; 2: the server cannot be
    used.
    """
    parser = Prompt(prog="danchu mail", description="Thư và tin nhắn của cổng.")
    acts = parser.add_subparsers(dest="act", required=True, metavar="việc")
    check = acts.add_parser("check", help="thử máy chủ thư, nói rõ hỏng ở đâu")
    check.add_argument("--to", default="", help="gửi một thư thử tới địa chỉ này")
    acts.add_parser("waiting", help="thư đang chờ, thư không gửi được")
    again = acts.add_parser("resend", help="viết và gửi lại mọi thư của một dòng nhật ký")
    again.add_argument("entry", type=a_number(1), help="số của dòng nhật ký")
    found = parser.parse_args(argv)
    deeds: dict[str, Callable[[], int]] = {
        "check": lambda: _check(found.to),
        "waiting": _waiting,
        "resend": lambda: _resend(found.entry),
    }
    return deeds[found.act]()


def _check(to: str) -> int:
    if not settings.SMTP_URL:
        return _check_folder(to)
    try:
        server = Server.from_url(settings.SMTP_URL)
    except ValueError as fault:
        return _fail(str(fault))
    try:
        with server.connect() as line:
            _try_sender(line)
            if to:
                line.send_message(sealed(_trial(to), timezone.now()))
    except AddressGone:
        return _fail(f"“{to or settings.DEFAULT_FROM_EMAIL}” không phải địa chỉ thư.")
    except (OSError, smtplib.SMTPException) as fault:
        return _fail(_cure(fault, server, to))
    print(
        f"Máy chủ thư {server.host}:{server.port} dùng được." + (f" Đã gửi thư thử tới {to}." if to else "")
    )
    return 0


def _try_sender(line: smtplib.SMTP) -> None:
    """Ask whether we may send at all, then take it back."""
    message = sealed(_trial("khong-gui@example.invalid"), timezone.now())
    address = message["From"].addresses[0].addr_spec
    code, said = line.mail(address)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, address)
    line.rset()


def _trial(to: str) -> Parcel:
    return Parcel("thu", to, "Thư thử", f"Cổng {settings.SITE['name']} gửi được thư tới địa chỉ này.")


def _check_folder(to: str) -> int:
    folder = Path(settings.VAR) / "letters"
    try:
        with FolderMail(folder) as carrier:
            carrier.send(_trial(to or "thu@example.vn"))
    except (CarrierDown, AddressGone, TryLater) as fault:
        return _fail(f"Không ghi được thư vào {folder}: {fault}")
    print(f"Chưa đặt DANCHU_SMTP: thư được ghi thành tệp trong {folder}, không gửi ra ngoài.")
    return 0


def _cure(fault: BaseException, server: Server, to: str) -> str:
    cure = next(words for kind, words in CURES if isinstance(fault, kind))
    words = cure.format(
        host=server.host, port=server.port, user=server.user, to=to, sender=settings.DEFAULT_FROM_EMAIL
    )
    return f"{words} [{type(fault).__name__}: {' '.join(str(fault).split())[:200]}]"


def _fail(words: str) -> int:
    print(words, file=sys.stderr)
    return 2


def _waiting() -> int:
    rows = Delivery.objects.exclude(state=State.SENT).select_related("entry").order_by("id")
    for row in rows[:200]:
        where = row.to if row.channel == Channel.EMAIL else row.to[-4:].rjust(len(row.to), "•")
        print(
            f"{row.entry_id}\t{row.entry.subject}\t{row.get_channel_display()}\t{where}\t"
            f"{row.get_state_display()}\t{row.attempts} lần\t{row.last_error}"
        )
    total = rows.count()
    print(f"{total} thư chưa tới." if total else "Không có thư nào chờ.")
    return 1 if total else 0


def _resend(entry: int) -> int:
    count = resend(entry, timezone.now())
    if not count:
        print(f"Dòng nhật ký {entry} không có thư nào.", file=sys.stderr)
        return 1
    print(f"{count} thư sẽ được gửi lại.")
    return 0
