"""A work and its account on the pages: to the đồng, no household named, entered and reversed at the desk."""

import re
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from danchu.mechanisms.works import account, actions, work_actions
from danchu.mechanisms.works.models import AccountEntry, CommunityWork
from danchu.mechanisms.works.rules import Need, Side
from danchu.mechanisms.works.tests.conftest import drawn
from danchu.mechanisms.works.tests.test_accounts import money
from danchu.mechanisms.works.tests.test_desk import desk
from danchu.mechanisms.works.tests.test_pages import asked_once as asked_once
from danchu.mechanisms.works.tests.test_pages import lane as lane
from danchu.mechanisms.works.tests.test_pages import page
from danchu.mechanisms.works.tests.test_pages import soon as soon

MOST = 6


def test_the_account_is_public_to_the_dong_and_names_no_household(client, lane):
    seen = page(client, "work", lane.code).content.decode()
    assert "80.000.000" in seen and "40 hộ" in seen and "PT-01" in seen
    for givers, words in ((9, "dưới 10 hộ"), (1, "dưới 10 hộ"), (10, "10 hộ"), (0, "")):
        entry = AccountEntry(about="Góp", givers=givers)
        assert account.about(entry) == " · ".join(filter(None, ["Góp", words]))


def test_the_whole_book_is_read_on_one_page_as_a_sheet_and_in_a_feed(client, cast, lane, django_assert_max_num_queries):
    by = {"by": cast.minh, "now": timezone.now()}
    for n in range(35):
        line = money(lane, Side.SPENT, 1000 + n, receipt=f"=PC-{n}", givers=3)
        work_actions.enter(lane, line=line, token=uuid4(), **by)
    assert "=PC-3<" not in page(client, "work", lane.code).content.decode()  # the newest thirty
    with django_assert_max_num_queries(MOST):
        whole = page(client, "account", lane.code).content.decode()
    assert all(f"=PC-{n}<" in whole for n in range(35)) and "3 hộ" not in whole
    with django_assert_max_num_queries(MOST):
        lines = b"".join(page(client, "account_sheet", lane.code, "csv")).decode().splitlines()
    assert len(lines) == 37 and "dưới 10" in lines[-1] and "'=PC-34" in lines[-1]  # no formula, no small number
    assert lines[-1].split(",")[8] == str(80_000_000 - sum(1000 + n for n in range(35)))
    assert "chứng từ PT-01" in page(client, "work_feed", lane.code).content.decode()
    assert lane.title in page(client, "works_feed").content.decode()
    assert page(client, "account", "VC-26-222222").status_code == 404
    assert page(client, "account_sheet", lane.code, "doc").status_code == 404


def test_photos_stand_by_the_step_they_show(client, cast, lookers, soon):
    now, more = timezone.now(), {"papers_shown": True}
    actions.progress(soon, text="Đã nạo 60 m.", shown=True, by=cast.tam, now=now,
                     papers=[drawn("da-nao")], **more)
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=now + timedelta(hours=1))
    actions.dispute(soon, text="Còn ngập.", by=lookers.sau, now=now + timedelta(hours=2),
                    papers=[drawn("con-ngap")], **more)
    actions.progress(soon, text="Đang làm lại.", shown=False, by=cast.tam, now=now + timedelta(hours=3),
                     papers=[drawn("dang-lam")], **more)
    seen = page(client, "commitment", soon.code).content.decode()
    assert re.search(r"Đã nạo 60 m\.</p>\s*<ul class=\"photos\">", seen)
    assert re.search(r"Còn ngập\..*?con-ngap.*?</section>", seen, re.S) and seen.count("<img") == 3
    assert "Đang làm lại" not in seen and seen.count("Còn ngập.") == 1


def test_a_line_is_entered_and_reversed_at_the_desk(client, cast, lane, django_assert_max_num_queries):
    client.force_login(cast.minh.person)
    need = lane.needs.get(need=Need.MONEY)
    form = {"entry-token": str(uuid4()), "entry-need": need.pk, "entry-side": Side.SPENT, "entry-amount": "5500000",
            "entry-about": "Mua xi măng", "entry-receipt": "PC-01", "entry-on": timezone.localdate().isoformat()}
    for _ in range(2):
        assert client.post(desk(client, "enter", lane.code), form).status_code == 302
    assert AccountEntry.objects.filter(side="spent").count() == 1
    back = {"correct-token": str(uuid4()), "correct-number": "2", "correct-why": "Ghi nhầm."}
    assert client.post(desk(client, "correct", lane.code), back).status_code == 302
    assert CommunityWork.objects.get(pk=lane.pk).balance == 80_000_000
    for path in (desk(client, "work", lane.code), desk(client, "works"), desk(client, "new_work")):
        with django_assert_max_num_queries(MOST):  # three of them say who is there; no more for a longer account
            assert client.get(path).status_code == 200


def test_a_work_is_put_before_the_people_and_agreed_at_the_desk(client, cast, lookers):
    client.force_login(cast.minh.person)
    form = {"token": str(uuid4()), "title": "Cầu nhỏ qua rạch", "place": "Rạch Cá", "body": cast.body.pk,
            "money": "30000000", "things": "Xi măng; 40; bao", "village": lookers.village.pk}
    for wrong in ("Xi măng", "Xi măng; 40; bao\nxi măng; 2; bao", "Tiền; 5; triệu", "Xi măng; -4; bao"):
        assert client.post(desk(client, "new_work"), form | {"things": wrong}).status_code == 422
    assert client.post(desk(client, "new_work"), form | {"village": cast.neighbours.pk}).status_code == 422
    assert client.post(desk(client, "new_work"), form).status_code == 302
    work = CommunityWork.objects.get()
    agreed = client.post(desk(client, "work_step", work.code, "quyet-dinh"), {
        "version": work.version, "agree-decision": "Nghị quyết 03/NQ-KP1", "agree-decided_on": "2026-01-05"})
    assert agreed.status_code == 302
    work.refresh_from_db()
    assert work.state == "agreed" and work.needs.count() == 2 and work.village == lookers.village


def test_whoever_only_looks_has_no_room_for_accounts(client, lookers, lane):
    client.force_login(lookers.sau.person)
    assert client.get(desk(client, "works")).status_code == 404
    assert client.get(desk(client, "new")).status_code == 404
