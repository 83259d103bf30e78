"""`danchu deadline` and `danchu workdays`: the law at the prompt, without a database."""

import argparse
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from danchu.law.calendar import Calendar, vietnamese_day
from danchu.law.deadlines import CountedDay, Deadline
from danchu.law.deadlines import deadline as promise
from danchu.law.hours import VIETNAM
from danchu.law.limits import LIMITS, Duty, Limit
from danchu.prompt import Prompt, a_day, refuse


def deadline(argv: list[str]) -> int:
    """`danchu deadline --duty tell_sender --from 2026-02-12 [--json]`; without a duty, the list of them."""
    parser = Prompt(
        prog="danchu deadline",
        description="Ngày hẹn theo luật: ngày đến hạn, điều luật, và từng ngày được tính hay bỏ qua vì sao. "
        "Đếm từ ngày kế tiếp; ngày cuối có tính. Không có --duty: liệt kê mọi nghĩa vụ.",
    )
    parser.add_argument("--duty", type=_duty, help="nghĩa vụ, ví dụ tell_sender (hoa, thường như nhau)")
    parser.add_argument("--from", dest="start", type=_moment, help="từ ngày 2026-02-12 hay 2026-02-12T16:00")
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    asked = parser.parse_args(argv)
    if asked.duty is None:
        _print_limits(asked.json)
        return 0
    if asked.start is None:
        parser.error("thiếu --from: cần ngày bắt đầu")
    return _answer(lambda: _print_deadline(promise(asked.duty, asked.start, Calendar.official()), asked.json))


def workdays(argv: list[str]) -> int:
    """`danchu workdays --from A --to B` counts; `danchu workdays --from A --add N` gives the day."""
    parser = Prompt(
        prog="danchu workdays",
        description="Đếm ngày làm việc từ ngày kế tiếp của --from đến hết --to (ngày đầu không tính, ngày "
        "cuối có tính; số âm khi --to sớm hơn), hoặc cho ngày làm việc thứ N sau --from. "
        "Nghỉ cuối tuần, lễ, nghỉ bù, nghỉ hoán đổi không tính; thứ Bảy làm bù có tính.",
    )
    parser.add_argument("--from", dest="start", type=a_day, required=True, help="ngày bắt đầu, không tính")
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument("--to", type=a_day, help="ngày cuối, có tính")
    goal.add_argument("--add", type=int, help="số ngày làm việc cộng thêm (số âm: lùi lại)")
    parser.add_argument("--json", action="store_true", help="trả lời bằng JSON")
    asked = parser.parse_args(argv)
    if asked.to:
        return _answer(lambda: _print_count(asked.start, asked.to, asked.json))
    return _answer(lambda: _print_sum(asked.start, asked.add, asked.json))


def _answer(tell: Callable[[], None]) -> int:
    """Run one answer; what the law or the calendar cannot say is one Vietnamese line and a failure."""
    try:
        tell()
    except (ValueError, LookupError) as error:
        return refuse(error)
    return 0


def _print_count(start: date, upto: date, as_json: bool) -> None:
    calendar = Calendar.official()
    count, provisional = calendar.working_days_between(start, upto), calendar.provisional(start, upto)
    if as_json:
        _print_json({"working_days": count, "provisional": provisional})
    else:
        print(f"{count} ngày làm việc{_tentative(provisional)}")


def _print_sum(start: date, days: int, as_json: bool) -> None:
    calendar = Calendar.official()
    due_on = calendar.add_working_days(start, days)
    provisional = calendar.provisional(start, due_on)
    if as_json:
        _print_json({"due_on": due_on.isoformat(), "provisional": provisional})
    else:
        print(f"{due_on.isoformat()} ({vietnamese_day(due_on)}){_tentative(provisional)}")


def _print_deadline(found: Deadline, as_json: bool) -> None:
    if as_json:
        _print_json(_deadline_as_json(found))
        return
    at = f" {found.due_at:%H:%M}" if found.due_at else ""
    print(f"{found.due_on.isoformat()}{at} ({vietnamese_day(found.due_on)}){_tentative(found.provisional)}")
    print(f"{found.limit.title}: {found.limit.told}, kể từ {vietnamese_day(found.start)}")
    print(f"{found.under} ({found.limit.sure.label})")
    for line in (found.limit.quote and f"“{found.limit.quote}”", found.limit.note):
        if line:
            print(line)
    print()
    for day in found.derivation:
        print(_derivation_line(day))


def _derivation_line(day: CountedDay) -> str:
    place = str(day.number) if day.number else "+" if day.counted else "-"
    return f"{place:>4}  {vietnamese_day(day.day):<20}  {day.reason}"


def _deadline_as_json(found: Deadline) -> dict[str, Any]:
    return {
        "duty": found.duty,
        "start": found.start.isoformat(),
        "due_on": found.due_on.isoformat(),
        "due_at": found.due_at.isoformat() if found.due_at else None,
        "provisional": found.provisional,
        "article": found.limit.article,
        "source": found.limit.source,
        "under": found.under,
        "sure": found.limit.sure,
        "amount": found.limit.amount,
        "unit": found.limit.unit,
        "derivation": [
            {"day": day.day.isoformat(), "counted": day.counted, "number": day.number, "reason": day.reason}
            for day in found.derivation
        ],
    }


def _print_limits(as_json: bool) -> None:
    if as_json:
        _print_json([_limit_as_json(limit) for limit in LIMITS])
        return
    for limit in LIMITS:
        until = f" đến {limit.in_force_to:%d/%m/%Y}" if limit.in_force_to else ""
        print(f"{limit.duty}  {limit.told}: {limit.title}")
        print(f"    {limit.under}; từ {limit.in_force_from:%d/%m/%Y}{until} ({limit.sure.label})")


def _limit_as_json(limit: Limit) -> dict[str, Any]:
    return {
        "duty": limit.duty,
        "title": limit.title,
        "amount": limit.amount,
        "unit": limit.unit,
        "way": limit.way,
        "article": limit.article,
        "source": limit.source,
        "sure": limit.sure,
        "in_force_from": limit.in_force_from.isoformat(),
        "in_force_to": limit.in_force_to.isoformat() if limit.in_force_to else None,
    }


def _print_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False))


def _tentative(provisional: bool) -> str:
    return " (tạm tính: lịch nghỉ chưa có thông báo chính thức)" if provisional else ""


def _duty(text: str) -> Duty:
    try:
        return Duty(text.strip().lower().replace("-", "_"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"không có nghĩa vụ “{text}”; bỏ --duty để xem danh sách") from None


def _moment(text: str) -> date | datetime:
    """A day, or a moment; a moment without a zone is on a Vietnamese clock."""
    if "T" not in text:
        return a_day(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải thời điểm, như 2026-02-12T16:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
