"""The `danchu` command: a table of what it can do. Pure commands never start Django."""

import os
import sys
from importlib import import_module

from danchu.prompt import Prompt, file_trouble, refuse

PURE = {
    "deadline": ("danchu.law.commands:deadline", "ngày hẹn theo luật, điều luật và cách đếm từng ngày"),
    "workdays": ("danchu.law.commands:workdays", "đếm ngày làm việc"),
    "text": ("danchu.ground.text.commands:text", "bỏ dấu, sắp xếp, tìm dữ liệu cá nhân trên từng dòng"),
    "document": ("danchu.ground.drafts.commands:document", "chia dự thảo thành điều, khoản, điểm; so hai bản"),
    "units": ("danchu.ground.offices.commands:units", "tra đơn vị hành chính hôm nay, nạp bản đồ"),
    "consultation": ("danchu.mechanisms.consultations.commands:consultation",
                     "kiểm bảng tổng hợp ý kiến: consultation check TỆP"),
}
WITH_DATABASE = {
    "holiday": ("danchu.running.commands:holiday", "thêm, bỏ ngày nghỉ; các hẹn đang mở được tính lại"),
    "mail": ("danchu.ground.post.commands:mail", "thử gửi thư (mail check)"),
    "work": ("danchu.running.commands:work", "người đưa thư, đồng hồ và chỉ mục, chạy nền"),
    "demo": ("danchu.demo.commands:demo", "nạp phường mẫu; --petitions N tạo dữ liệu lớn"),
    "import": ("danchu.mechanisms.petitions.commands:import_cases", "nạp đơn cũ từ CSV/XLSX; --dry-run báo dòng hỏng"),
    "news": ("danchu.mechanisms.news.commands:news", "nạp bài của cổng cũ (news import): WordPress, CSV; đi tiếp được"),
    "serve": ("danchu.running.commands:serve", "chạy máy chủ web"),
    "backup": ("danchu.running.commands:backup", "sao lưu cơ sở dữ liệu và tệp"),
    "restore": ("danchu.running.commands:restore", "phục hồi vào cơ sở dữ liệu trống, đối chiếu nhật ký"),
    "body": ("danchu.running.commands:body", "thêm cơ quan trả lời trên cổng, hoặc phòng, ban"),
    "official": ("danchu.running.officials:official", "tạo tài khoản cán bộ và giao chức vụ"),
    "manage": ("danchu.__main__:manage", "lệnh quản trị của Django (migrate, collectstatic…)"),
}


def manage(argv: list[str]) -> int:
    """Any management command of Django: `danchu manage migrate`."""
    from django.core.management import execute_from_command_line, get_commands
    from django.core.management.base import CommandParser

    name = argv[0] if argv else "help"
    if name not in {*get_commands(), "help", "--help", "-h", "--version"}:
        return refuse(f"Không có lệnh quản trị “{name}”. Xem  danchu manage help  (unknown command)")
    CommandParser.error = Prompt.error  # type: ignore[assignment]  # Django's own commands are asked wrongly too
    try:
        execute_from_command_line(["danchu manage", *argv])
    except SystemExit as ended:
        if ended.code == NOT_DONE:
            return refuse(f"Lệnh quản trị này chưa xong: xem dòng trên, hoặc  danchu manage {name} --help  (not done)")
        raise
    return 0


NO_TABLES = ("no such table", "does not exist")
NOT_DONE = 1  # as Django ends a command that cannot be done
STOPPED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE, as a shell says it


def usage() -> str:
    """The list of commands, one a line."""
    lines = [f"  {name:<12} {about}" for name, (_, about) in {**PURE, **WITH_DATABASE}.items()]
    return "Dùng: danchu LỆNH [tùy chọn]\n\n" + "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is its answer."""
    name, *rest = (sys.argv[1:] if argv is None else argv) or ["--help"]
    if name in ("-h", "--help"):
        print(usage())
        return 0
    if name not in PURE and name not in WITH_DATABASE:
        return refuse(f"Không có lệnh “{name}”. Xem  danchu --help  (unknown command)")
    module, _, function = (PURE.get(name) or WITH_DATABASE[name])[0].partition(":")
    try:
        if name in WITH_DATABASE:
            _start_django()
        code = int(getattr(import_module(module), function)(rest))
        sys.stdout.flush()
    except ModuleNotFoundError as missing:
        if not missing.name or missing.name.split(".")[0] == "danchu":
            raise  # ours: a fault, and its trace is wanted
        sys.exit(f"Thiếu gói {missing.name}: môi trường .venv hỏng. Xóa thư mục .venv rồi chạy lại  python3 run.py")
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:  # whoever reads us (head, less) has seen enough: that is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor is what Python flushes at the end
        return PIPE_CLOSED
    except OSError as problem:
        return refuse(file_trouble(problem))
    except Exception as problem:
        told = _of_the_database(problem)
        if not told:
            raise
        return refuse(told)
    return code


def _of_the_database(problem: Exception) -> str:
    """What to do about a database that is dead, empty or another's; nothing where that is not what went wrong."""
    if "django.db" not in sys.modules:
        return ""
    from django.db import DatabaseError, InterfaceError, OperationalError

    why = " ".join(str(problem).split())
    if isinstance(problem, DatabaseError | InterfaceError) and any(words in why for words in NO_TABLES):
        return f"Cơ sở dữ liệu chưa có bảng: chạy  danchu manage migrate  rồi thử lại. ({why})"
    if isinstance(problem, OperationalError | InterfaceError):
        return f"Không dùng được cơ sở dữ liệu: xem DATABASE_URL, và máy chủ dữ liệu có đang chạy không. ({why})"
    return ""


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        sys.exit(f"Không khởi động được: {problem}")


if __name__ == "__main__":
    sys.exit(main())
