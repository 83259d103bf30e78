"""The doors of `danchu serve | work | holiday | backup | restore`: words in, an exit code out."""

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from danchu.prompt import Prompt, a_day, a_number, file_trouble, refuse
from danchu.running import backing_up, bodies, holidays, restoring, serving, working
from danchu.running.refusal import Refused


def serve(argv: list[str]) -> int:
    """The web server, until it is told to stop."""
    words = _words("danchu serve", "Chạy máy chủ web.")
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=a_number(1, 65535), default=8000)
    words.add_argument("--workers", type=a_number(1, 1000), help="số tiến trình (SQLite: 1, PostgreSQL: số nhân máy)")
    words.add_argument("--threads", type=a_number(1, 1000), default=serving.THREADS, help="luồng mỗi tiến trình")
    chosen = words.parse_args(argv)
    return _or_one_line(
        lambda: serving.serve(chosen.host, chosen.port, chosen.workers, chosen.threads))


def work(argv: list[str]) -> int:
    """The postman, the clock and the index, until they are told to stop."""
    words = _words("danchu work", "Người đưa thư, đồng hồ và chỉ mục.")
    words.add_argument("--once", action="store_true", help="làm một lượt rồi thôi")
    chosen = words.parse_args(argv)
    return _or_one_line(working.once if chosen.once else working.until_told_to_stop)


def holiday(argv: list[str]) -> int:
    """A new day off (or a worked Saturday), and every open promise it moves; one added by mistake goes again."""
    words = _words("danchu holiday", "Ngày nghỉ thêm vào lịch; các hẹn đang mở được tính lại.")
    verbs = words.add_subparsers(dest="what", required=True, metavar="add | remove | list")
    adding = verbs.add_parser("add", help="thêm một ngày")
    removing = verbs.add_parser("remove", help="bỏ một ngày đã thêm nhầm")
    verbs.add_parser("list", help="những ngày đã thêm")
    for one in (adding, removing):
        one.add_argument("day", type=a_day, metavar="NĂM-THÁNG-NGÀY")
        one.add_argument("--unit", help="mã đơn vị (mặc định: cả nước)")
    adding.add_argument("--name", required=True, help="tên ngày nghỉ")
    adding.add_argument("--source", required=True, help="văn bản cho nghỉ: số, ký hiệu")
    adding.add_argument("--kind", default="holiday", choices=holidays.KINDS)
    chosen = words.parse_args(argv)
    if chosen.what == "list":
        return _or_one_line(lambda: holidays.listed(print))
    if chosen.what == "remove":
        return _or_one_line(lambda: holidays.remove(chosen.day, unit=chosen.unit, now=timezone.now(), say=print))
    return _or_one_line(lambda: holidays.add(
        chosen.day, kind=chosen.kind, name=chosen.name, source=chosen.source, unit=chosen.unit,
        now=timezone.now(), say=print))


def body(argv: list[str]) -> int:
    """A body that answers on this portal, or an office inside one."""
    words = _words("danchu body", "Thêm cơ quan trả lời trên cổng này, hoặc phòng, ban của cơ quan đó.")
    words.add_argument("what", choices=["add"], metavar="add")
    words.add_argument("code", metavar="MÃ", help="mã tự đặt, chữ thường, ví dụ vi-du.ubnd")
    words.add_argument("--type", required=True, help="loại, ví dụ “Ủy ban nhân dân”")
    words.add_argument("--name", required=True, help="tên, ví dụ “phường Ví Dụ”")
    words.add_argument("--serves", metavar="MÃ", help="mã xã, phường được phục vụ (danchu units resolve)")
    words.add_argument("--under", metavar="MÃ", help="mã cơ quan cấp trên; có thì đây là phòng, ban")
    words.add_argument("--family", default="state", choices=bodies.FAMILIES)
    chosen = words.parse_args(argv)
    return _or_one_line(lambda: bodies.add(
        chosen.code, type_name=chosen.type, name=chosen.name, serves=chosen.serves, under=chosen.under,
        family=chosen.family, today=timezone.localdate(), say=print))


def backup(argv: list[str]) -> int:
    """Database and files into one archive, while the server runs."""
    words = _words("danchu backup", "Sao lưu cơ sở dữ liệu và tệp vào một .tar.gz.")
    words.add_argument("file", metavar="TỆP", type=Path, help="tệp .tar.gz")
    chosen = words.parse_args(argv)
    return _or_one_line(lambda: backing_up.backup(chosen.file, now=timezone.now(), say=print))


def restore(argv: list[str]) -> int:
    """An archive into an empty, migrated database; checked against the journal, or not at all."""
    words = _words("danchu restore", "Phục hồi vào cơ sở dữ liệu trống vừa migrate.")
    words.add_argument("file", metavar="TỆP", type=Path, help="tệp .tar.gz")
    chosen = words.parse_args(argv)
    return _or_one_line(lambda: restoring.restore(chosen.file, say=print))


def _words(name: str, about: str) -> Prompt:
    return Prompt(name, description=about)


def _or_one_line(do: Callable[[], int]) -> int:
    try:
        return do()
    except Refused as reason:
        return refuse(reason)
    except OSError as problem:
        return refuse(file_trouble(problem))
