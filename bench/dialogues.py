"""`python -m bench.dialogues`: what pages of dialogues, promises and works cost, in processor time, in this process.

No server and no network: the whole of Django with its middlewares, asked as the server asks it. Filled once with a
dialogue of 2,000 questions and 20,000 promises.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.postgres import kept_postgres
from bench.volumes import KEPT, dialogued

LIST, CASE, QUEUE, REPORT = 2.0, 1.5, 3.0, 50.0  # ms, as in bench.pages
PAGES = (
    # name, address, whose session, ms it may take
    ("trang trống", "/trong/", "", 0),
    ("một cuộc đối thoại, 2.000 câu hỏi", "/doi-thoai/{dialogue}/", "", CASE),
    ("  câu chờ trả lời", "/doi-thoai/{dialogue}/?xem=cho", "", CASE),
    ("các cuộc đối thoại", "/doi-thoai/", "", LIST),
    ("một câu hỏi", "/cau-hoi/{question}/", "", CASE),
    ("lịch tiếp công dân", "/tiep-cong-dan/", "", LIST),
    ("một buổi tiếp công dân", "/tiep-cong-dan/{reception}/", "", CASE),
    ("cam kết", "/cam-ket/", "", LIST),
    ("một cam kết", "/cam-ket/{promise}/", "", CASE),
    ("bảng điểm giữ lời hứa", "/cam-ket/bang-diem/", "", LIST),
    ("việc chung", "/viec-chung/", "", LIST),
    ("một việc chung", "/viec-chung/{work}/", "", CASE),
    ("bàn làm việc, đối thoại", "/ban-lam-viec/doi-thoai/", "minh", QUEUE),
    ("bàn làm việc, một cuộc", "/ban-lam-viec/doi-thoai/{dialogue}/", "minh", QUEUE),
    ("bàn làm việc, một câu hỏi", "/ban-lam-viec/doi-thoai/{dialogue}/cau-hoi/{question}/", "minh", QUEUE),
    ("bàn làm việc, cam kết", "/ban-lam-viec/cam-ket/", "minh", QUEUE),
    ("bàn làm việc, một cam kết", "/ban-lam-viec/cam-ket/{promise}/", "minh", QUEUE),
    ("bàn làm việc, việc chung", "/ban-lam-viec/cam-ket/viec-chung/", "minh", QUEUE),
    ("bàn làm việc, một việc chung", "/ban-lam-viec/cam-ket/viec-chung/{work}/", "minh", QUEUE),
)
ROUNDS = 9


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.dialogues", description=__doc__)
    parser.add_argument("--questions", type=int, default=2_000, help="câu hỏi của cuộc đông nhất")
    parser.add_argument("--promises", type=int, default=20_000, help="cam kết")
    parser.add_argument("--times", type=int, default=40, help="số lần hỏi mỗi trang, mỗi vòng")
    parser.add_argument("--only", default="", help="chỉ đo trang có tên chứa chữ này")
    parser.add_argument("--postgres", action="store_true", help="đo trên PostgreSQL riêng, giữ lại giữa các lần")
    asked = parser.parse_args(argv)
    if not asked.postgres:
        return _measured(asked)
    with kept_postgres(KEPT / "postgres") as (url, _process):
        return _measured(asked, url)


def _measured(asked: argparse.Namespace, postgres: str = "") -> int:
    os.environ.update(dialogued(asked.questions, asked.promises, postgres))
    import warnings

    warnings.filterwarnings("ignore", "No directory at")  # no files were collected: none are asked for
    from bench.__main__ import _session
    from bench.wsgi import application

    facts = _facts()
    cookies = {"": "", "minh": _session("minh")}
    print("| trang | câu lệnh | ms xử lý, vòng yên nhất | mức | kB |\n|---|---|---|---|---|")
    for name, path, who, most in PAGES:
        if asked.only in name or not most:
            address = path.format(**facts)
            weight = len(_ask(application, address, cookies[who]))
            counted, cost = _statements(application, address, cookies[who]), _cost(
                lambda n, a=address, c=cookies[who]: _ask(application, f"{a}{'&' if '?' in a else '?'}lan={n}", c),
                asked.times)
            print(f"| {name} | {counted} | {cost:.2f} | {most or '–'} | {weight / 1000:.1f} |", flush=True)
    return 0


def _cost(ask: Callable[[int], Any], times: int) -> float:
    """Processor ms of one request in the quietest round; each address is new, so that no kept page answers."""
    ask(-1)
    rounds = []
    for r in range(ROUNDS):
        began = time.process_time()
        for n in range(times):
            ask(r * times + n)
        rounds.append((time.process_time() - began) / times * 1000)
    return min(rounds)


def _ask(application: Any, address: str, cookie: str) -> bytes:
    path, _mark, query = address.partition("?")
    said: list[str] = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1",
               "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000", "SERVER_PROTOCOL": "HTTP/1.1", "SCRIPT_NAME": "",
               "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
               "wsgi.url_scheme": "http", **({"HTTP_COOKIE": cookie} if cookie else {})}
    answer = application(environ, lambda status, headers, *more: said.append(status))
    whole = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    if said[0] != "200 OK":
        raise SystemExit(f"{address}: {said[0]}")
    return whole


def _statements(application: Any, address: str, cookie: str) -> int:
    from django.db import connection

    counted = 0

    def count(execute: Any, *asked: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        _ask(application, f"{address}{'&' if '?' in address else '?'}dem=1", cookie)
    return counted


def _facts() -> dict[str, str]:
    from django.db.models import Count

    from danchu.mechanisms.dialogues.models import Dialogue, Question, ReceptionDay
    from danchu.mechanisms.works.models import Commitment, CommunityWork

    d = Dialogue.objects.visible_to().annotate(n=Count("questions")).order_by("-n", "id")[0]
    listed = Question.objects.visible_to().filter(dialogue=d, state="answered").order_by("-backed")
    return {"dialogue": d.code, "question": listed[0].code, "reception": ReceptionDay.objects.visible_to()[0].code,
            "promise": Commitment.objects.filter(state="disputed").order_by("id")[0].code,
            "work": CommunityWork.objects.order_by("-entries_made")[0].code}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
