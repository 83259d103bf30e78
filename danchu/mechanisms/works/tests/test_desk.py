"""The desk of promises: six statements, forbidden like missing, nothing typed lost or done twice."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from danchu.conftest import _person, _unit
from danchu.ground.offices.models import Level, Succession, SuccessionKind
from danchu.ground.text.codes import new_code
from danchu.law.roles import Role
from danchu.mechanisms.works import actions
from danchu.mechanisms.works.models import Commitment, Statement
from danchu.mechanisms.works.rules import State
from danchu.mechanisms.works.tests.conftest import drains
from danchu.mechanisms.works.tests.test_pages import asked_once as asked_once
from danchu.mechanisms.works.tests.test_pages import lane as lane
from danchu.mechanisms.works.tests.test_pages import page
from danchu.mechanisms.works.tests.test_pages import soon as soon

MOST = 6


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


def test_an_official_of_two_houses_is_not_offered_what_is_their_own(client, cast, lookers, soon):
    actions.report_done(soon, text="Đã xong.", by=cast.tam, now=timezone.now())
    both = _person("Hồ Hai Vai", (Role.HANDLER, cast.culture, "Chuyên viên"),
                   (Role.INSPECTOR, lookers.village, "Ủy viên"))
    client.force_login(both.person)
    seen = client.get(desk(client, "queue") + "?viec=cho-xac-nhan").content.decode()
    assert soon.title not in seen
