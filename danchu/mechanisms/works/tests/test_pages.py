"""What citizens and officials see: every page in six statements, forbidden like missing, nothing lost or doubled."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from danchu.conftest import _person, _unit
from danchu.ground.offices.models import Level, Succession, SuccessionKind
from danchu.ground.people.addresses import address
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.works import account, actions, work_actions
from danchu.mechanisms.works.models import AccountEntry, Commitment, CommunityWork, Statement
from danchu.mechanisms.works.rules import Need, Side, State
from danchu.mechanisms.works.tests.conftest import drains, drawn
from danchu.mechanisms.works.tests.test_accounts import money

MOST = 6


@pytest.fixture(autouse=True)
def asked_once(db):
    """Django asks SQLite once a process whether it knows JSON: no page's statement."""
    assert connection.features.supports_json_field


@pytest.fixture
def soon(cast, lookers):
    """A promise of today."""
    now = timezone.now()
    said = drains(cast, asker=cast.lan.person, due_on=timezone.localdate() + timedelta(days=30))
    return actions.promise(said, token=uuid4(), by=cast.hoa, now=now)


@pytest.fixture
def lane(cast, road):
    work_actions.enter(road, line=money(road, amount=80_000_000, givers=40), token=uuid4(), by=cast.minh,
                       now=timezone.now())
    return road


def page(client, route, *parts, **query):
    return client.get(reverse(f"works:{route}", args=parts), query)


@pytest.mark.parametrize("route", ["commitments", "board", "works", "feed"])
def test_a_public_page_asks_the_database_at_most_six_times(client, soon, lane, route, django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST):
        assert page(client, route).status_code == 200


def test_a_promise_and_a_work_do_so_too(client, soon, lane, django_assert_max_num_queries):
    for route, code in (("commitment", soon.code), ("commitment_feed", soon.code), ("work", lane.code)):
        with django_assert_max_num_queries(MOST):
            assert page(client, route, code).status_code == 200


def test_every_figure_of_the_board_opens_the_list_it_counts(client, cast, lookers, soon):
    other = actions.promise(drains(cast, title="Sửa đèn đường", due_on=soon.due_on), token=uuid4(), by=cast.hoa,
                            now=timezone.now())
    actions.report_done(other, text="Đã sửa.", by=cast.tam, now=timezone.now())
    actions.confirm(other, text="", by=lookers.sau, now=timezone.now())
    board = page(client, "board").content.decode()
    year = timezone.localdate().year
    link = f"?don-vi={cast.drains.pk}&amp;tu={year}-01-01&amp;den={year}-12-31&amp;ket-qua=kept"
    assert link in board and "1 trên 1" in board  # a share only of ten or more
    kept = client.get(reverse("works:commitments") + link.replace("&amp;", "&")).content.decode()
    assert "Sửa đèn đường" in kept and soon.title not in kept


def test_the_list_goes_on_by_key(client, cast, lookers):
    now, due = timezone.now(), timezone.localdate() + timedelta(days=9)
    for n in range(23):
        actions.promise(drains(cast, title=f"Việc số {n}", due_on=due), token=uuid4(), by=cast.hoa, now=now)
    first = page(client, "commitments").content.decode()
    assert "Việc số 22" in first and "Việc số 2<" not in first
    key = Commitment.objects.get(title="Việc số 3").pk
    later = page(client, "commitments", sau=key).content.decode()
    assert "Việc số 2<" in later and "Việc số 3<" not in later
    assert "Việc số 22" in page(client, "commitments", truoc=key).content.decode()


@pytest.mark.parametrize("query", [{"ket-qua": "hay"}, {"don-vi": "x"}, {"tu": "2026-99-99"}, {"sau": "9" * 40},
                                   {"tu": "20260101zz"}, {"co-quan": "999999"}, {"nguoi-dung-dau": "0"}])
def test_nonsense_in_an_address_is_left_out(client, soon, query):
    assert page(client, "commitments", **query).status_code == 200


@pytest.mark.parametrize("code", ["CK-26-222222", "KN-26-222222", "khong-co"])
def test_what_is_not_there_is_missing(client, db, code):
    assert page(client, "commitment", code).status_code == 404
    assert page(client, "work", code).status_code == 404


# --- whoever asked for it ----------------------------------------------------------------------

def test_whoever_asked_disputes_and_then_confirms_on_the_page(client, cast, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    where = reverse("works:commitment", args=[soon.code])
    assert "Việc này do ông/bà nêu" not in client.get(where).content.decode()
    client.force_login(cast.lan.person)
    assert "Việc này do ông/bà nêu" in client.get(where).content.decode()
    assert client.post(where + "chua-xong/", {"dispute-text": ""}).status_code == 422
    assert client.post(where + "chua-xong/", {"dispute-text": "Nhà tôi còn ngập, 0912345678"}).status_code == 302
    seen = client.get(where).content.decode()
    assert "Còn tranh cãi" in seen and "0912345678" not in seen and "đang được che" in seen
    soon.refresh_from_db()
    actions.report_done(soon, text="Đã làm lại.", by=cast.tam, now=timezone.now())
    assert client.post(where + "xac-nhan/", {"confirm-text": ""}).status_code == 302
    soon.refresh_from_db()
    assert soon.state == State.CONFIRMED


def test_pressed_twice_it_is_said_once_and_what_came_too_late_is_still_there(client, cast, lookers, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    client.force_login(cast.lan.person)
    where = reverse("works:commitment", args=[soon.code])
    for _press in range(2):
        assert client.post(where + "chua-xong/", {"dispute-text": "Còn ngập."}).status_code == 302
    assert Statement.objects.filter(step="dispute").count() == 1
    late = client.post(where + "chua-xong/", {"dispute-text": "Nhà bên cũng ngập."})
    assert late.status_code == 422 and "Nhà bên cũng ngập." in late.content.decode()
    soon.refresh_from_db()
    actions.report_done(soon, text="Đã làm lại.", by=cast.tam, now=timezone.now())
    for _press in range(2):
        assert client.post(where + "xac-nhan/", {"confirm-text": ""}).status_code == 302


def test_an_asker_named_by_whoever_promised_is_called_so(client, cast, lookers):
    due = timezone.localdate() + timedelta(days=9)
    c = actions.promise(drains(cast, reach=address("chi.ba@hopthu.example"), due_on=due), token=uuid4(), by=cast.hoa,
                        now=timezone.now())
    actions.report_done(c, text="Đã xong.", by=cast.tam, now=timezone.now())
    client.force_login(c.asker)
    assert client.post(reverse("works:confirm", args=[c.code]), {"confirm-text": ""}).status_code == 302
    assert "do nơi hứa ghi địa chỉ" in page(client, "commitment", c.code).content.decode()


def test_whoever_did_not_ask_finds_no_such_button_and_no_such_address(client, cast, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    where = reverse("works:confirm", args=[soon.code])
    assert client.post(where).status_code == 404
    for who in (cast.bay, cast.tam, cast.hoa):
        client.force_login(who.person)
        assert client.post(where, {"confirm-text": ""}).status_code == 404
    soon.refresh_from_db()
    assert soon.state == State.REPORTED


def test_the_page_of_whoever_asked_takes_six_statements_too(client, cast, soon, django_assert_max_num_queries):
    client.force_login(cast.lan.person)
    with django_assert_max_num_queries(MOST):
        page(client, "commitment", soon.code)


# --- at the desk -------------------------------------------------------------------------------

def desk(client, route, *parts):
    return reverse(f"works_desk:{route}", args=parts)


@pytest.mark.parametrize("who", ["hoa", "tam", "minh"])
def test_the_desk_takes_six_statements(client, cast, soon, who, django_assert_max_num_queries):
    client.force_login(getattr(cast, who).person)
    client.get(desk(client, "queue"))  # the first look of the day also keeps the session awake
    for path in (desk(client, "queue"), desk(client, "case", soon.code), desk(client, "new")):
        with django_assert_max_num_queries(MOST):
            assert client.get(path).status_code == 200


def test_a_code_opens_its_promise_and_the_lists_go_on_by_key(client, cast, lookers, soon):
    for n in range(31):
        actions.promise(drains(cast, title=f"Việc số {n}", due_on=soon.due_on + timedelta(days=1 + n)), token=uuid4(),
                        by=cast.hoa, now=timezone.now())
    client.force_login(cast.minh.person)
    first = client.get(desk(client, "queue")).content.decode()
    assert soon.title in first and "Việc số 30<" not in first and '<span class="n">32</span>' in first
    later = re.search(r'href="(\?viec=cua-don-vi&amp;sau=[^"]+)"', first)[1].replace("&amp;", "&")
    assert "Việc số 30<" in client.get(desk(client, "queue") + later).content.decode()
    found = client.get(desk(client, "queue"), {"q": soon.code.lower()})
    assert found.status_code == 302 and soon.code in found["Location"]
    assert "không phải một mã" in client.get(desk(client, "queue"), {"q": "thoát nước"}).content.decode()
    for nonsense in ("2026-01-01.x", "x.1", "9" * 90, "2026-01-01." + "9" * 40):
        assert client.get(desk(client, "queue"), {"sau": nonsense}).status_code == 200


def test_the_board_finds_what_waits_for_it_and_nothing_of_the_inside(client, cast, lookers, soon):
    actions.progress(soon, text="Nhà thầu xin tăng giá.", shown=False, by=cast.tam, now=timezone.now())
    actions.report_done(soon, text="Đã nạo vét.", by=cast.tam, now=timezone.now())
    client.force_login(lookers.sau.person)
    assert soon.title in client.get(desk(client, "queue")).content.decode()
    case = client.get(desk(client, "case", soon.code)).content.decode()
    assert "Xác nhận đã xong" in case and "tăng giá" not in case
    client.force_login(cast.tam.person)
    assert "tăng giá" in client.get(desk(client, "case", soon.code)).content.decode()
    assert "Xác nhận đã xong" not in client.get(desk(client, "case", soon.code)).content.decode()


@pytest.mark.parametrize("who", ["lan", "stranger"])
def test_to_anybody_else_the_desk_of_a_promise_is_not_there(client, cast, soon, lane, who):
    client.force_login(getattr(cast, who).person)
    for path in (desk(client, "case", soon.code), desk(client, "work", lane.code)):
        assert client.get(path).status_code == 404
    assert client.post(desk(client, "step", soon.code, "bao-xong"), {"report_done-text": "Xong"}).status_code == 404
    assert Statement.objects.count() == 0


def test_the_owner_posting_a_confirmation_is_told_there_is_nothing(client, cast, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    for who in (cast.tam, cast.hoa, cast.minh):
        client.force_login(who.person)
        answer = client.post(desk(client, "step", soon.code, "xac-nhan"), {"version": soon.version, "confirm-text": ""})
        assert answer.status_code == 404
    soon.refresh_from_db()
    assert soon.state == State.REPORTED


def test_a_promise_is_written_at_the_desk_once_however_often_it_is_pressed(client, cast, lookers):
    client.force_login(cast.minh.person)
    form = {"token": str(uuid4()), "title": "Thay đèn hẻm 9", "for_whom": "Khu phố 1", "measure": "Sáng suốt đêm",
            "owner": cast.drains.pk, "due_on": (timezone.localdate() + timedelta(days=20)).isoformat(),
            "origin": "plan", "reach": "chi.ba@hopthu.example"}
    for _ in range(2):
        assert client.post(desk(client, "new"), form).status_code == 302
    made = Commitment.objects.get()
    assert made.asker.email == "chi.ba@hopthu.example" and made.promised_by == cast.drains


def test_what_looks_like_personal_data_is_shown_before_it_is_public(client, cast, lookers):
    client.force_login(cast.minh.person)
    form = {"token": str(uuid4()), "title": "Sửa cống nhà ông Tư, 0912345678", "for_whom": "KP1", "measure": "Hết ngập",
            "owner": cast.drains.pk, "due_on": (timezone.localdate() + timedelta(days=20)).isoformat(),
            "origin": "plan"}
    answer = client.post(desk(client, "new"), form)
    assert answer.status_code == 422 and "0912345678" in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_new_promise_opened_from_a_case_knows_where_it_comes_from(client, cast, lookers):
    client.force_login(cast.minh.person)
    code = new_code("KN", 2026, b"12345678")
    seen = client.get(f"{desk(client, 'new')}?tu={code}").content.decode()
    assert re.search(r'value="petition"[^>]*selected', seen) and code in seen


def test_a_second_save_is_told_who_changed_what_and_loses_nothing(client, cast, soon):
    opened = soon.version
    actions.progress(soon, text="Đã ký.", shown=True, by=cast.hoa, now=timezone.now())
    client.force_login(cast.tam.person)
    answer = client.post(desk(client, "step", soon.code, "bao-xong"), {
        "version": opened, "report_done-text": "Đã nạo vét xong hết."})
    assert answer.status_code == 409
    assert "Trần Hoa" in answer.content.decode() and "Đã nạo vét xong hết." in answer.content.decode()


def test_the_same_button_pressed_twice_is_one_step(client, cast, soon):
    client.force_login(cast.tam.person)
    said = {"version": soon.version, "report_done-text": "Đã nạo vét xong."}
    for _ in range(2):
        assert client.post(desk(client, "step", soon.code, "bao-xong"), said).status_code == 302
    assert Statement.objects.count() == 1


def test_a_leader_of_an_heir_finds_what_waits_and_takes_it_over(client, cast, lookers, soon):
    heir = _unit("tan-vinh.dt", "Phòng Đô thị Tân Vĩnh", Level.OFFICE)
    for after in (heir, cast.culture):
        Succession.objects.create(predecessor=cast.drains, successor=after, kind=SuccessionKind.SPLIT,
                                  effective_on=timezone.localdate())
    actions.progress(soon, text="Nhà thầu xin tăng giá.", shown=False, by=cast.tam, now=timezone.now())
    client.force_login(_person("Võ Trưởng", (Role.LEADER, heir, "Trưởng phòng")).person)
    assert soon.title in client.get(desk(client, "queue") + "?viec=cho-nhan").content.decode()
    seen = client.get(desk(client, "case", soon.code)).content.decode()
    assert "Nhận bàn giao" in seen and "Lùi ngày" not in seen and "tăng giá" not in seen
    where, said = desk(client, "step", soon.code, "nhan-ban-giao"), {"version": soon.version, "hand_over-to": heir.pk}
    assert client.post(where, said).status_code == 422
    assert client.post(where, said | {"hand_over-to": cast.culture.pk, "hand_over-reason": "Có"}).status_code == 422
    for _press in range(2):
        assert client.post(where, said | {"hand_over-reason": "Hẻm 47 về phường Tân Vĩnh."}).status_code == 302
    soon.refresh_from_db()
    assert soon.owner == heir
    assert "Hẻm 47 về phường Tân Vĩnh." in page(client, "commitment", soon.code).content.decode()


def test_published_words_are_hidden_at_the_desk(client, cast, lookers, soon):
    now = timezone.now()
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=now)
    actions.dispute(soon, text="Cạnh nhà chị Ba vẫn ngập.", by=lookers.sau, now=now)
    assert "chị Ba" in page(client, "commitment", soon.code).content.decode()
    client.force_login(cast.minh.person)
    assert client.post(desk(client, "step", soon.code, "che-lai-loi"), {
        "version": soon.version, "hide_words-statement": Statement.objects.get(step="dispute").pk,
        "hide_words-reason": "Có tên người dân."}).status_code == 302
    client.logout()
    seen = page(client, "commitment", soon.code).content.decode()
    assert "chị Ba" not in seen and "Có tên người dân." in seen and "Còn tranh cãi" in seen


# --- the account -------------------------------------------------------------------------------

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


def test_an_official_of_two_houses_is_not_offered_what_is_their_own(client, cast, lookers, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    both = _person("Hồ Hai Vai", (Role.HANDLER, cast.culture, "Chuyên viên"),
                   (Role.INSPECTOR, lookers.village, "Ủy viên"))
    client.force_login(both.person)
    seen = client.get(desk(client, "queue") + "?viec=cho-xac-nhan").content.decode()
    assert soon.title not in seen
