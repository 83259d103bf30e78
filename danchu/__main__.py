"""The `danchu` command: a table of what it can do. Pure commands never start Django."""

import os
import sys
from importlib import import_module

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
    from django.core.management import execute_from_command_line

    execute_from_command_line(["danchu manage", *argv])
    return 0


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
        print(f"Không có lệnh “{name}”.\n\n{usage()}", file=sys.stderr)
        return 2
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
    except BrokenPipeError:  # whoever reads us (head, less) has seen enough: that is no fault
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor is what Python flushes at the end
        return PIPE_CLOSED
    return code


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
