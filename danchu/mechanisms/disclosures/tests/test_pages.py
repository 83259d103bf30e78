"""What everybody reads: the list, the matrix with its reasons, the report as a file."""

import io
import zipfile

import pytest
from django.core.cache import cache

from danchu.ground.files.models import Attachment
from danchu.ground.journal.models import Audience
from danchu.ground.journal.reading import timeline
from danchu.mechanisms.disclosures import actions, boards, own_items, plain
from danchu.mechanisms.disclosures.desk import offices_of
from danchu.mechanisms.disclosures.kept import kept_with
from danchu.mechanisms.disclosures.models import Disclosure, Shelf
from danchu.mechanisms.disclosures.own_items import OwnItemText
from danchu.mechanisms.disclosures.rules import RUNNING
from danchu.mechanisms.disclosures.tests.conftest import (
    CALENDAR,
    MODEL,
    MONDAY,
    at,
    later,
    look,
    photo,
    photo_file,
    published,
    registered,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(settings, cast):
    settings.SITE = settings.SITE | {"body": cast.body.code}


def test_nobody_outside_reads_what_is_not_public_yet(client, cast):
    d = registered(cast)
    for page in (f"/cong-khai/{d.code}/", f"/cong-khai/{d.code}/ap-phich/"):
        assert client.get(page).status_code == 404
    for page in ("/cong-khai/", "/cong-khai/doi-chieu/", "/cong-khai/sap-toi/", "/cong-khai/bao-cao/"):
        assert d.title not in client.get(page).content.decode(), page
    assert "Một nội dung chưa công khai" in client.get("/cong-khai/doi-chieu/").content.decode()


def test_the_matrix_tells_why_and_is_never_green_by_itself(client, cast):
    page = client.get("/cong-khai/doi-chieu/").content.decode()
    assert "tính là chưa làm" in page and "<strong class=\"n\">0</strong>" in page
    d = look(look(published(cast), cast, later(1)), cast, later(9), up=False)
    page = client.get("/cong-khai/doi-chieu/").content.decode()
    assert d.title in page and "bị gián đoạn, phải niêm yết lại từ đầu" in page and "11/03/2026" in page


def test_what_was_taken_down_says_why_and_nothing_of_what_it_said(client, cast):
    d = published(cast)
    actions.withdraw(d, why="Sai số liệu", mistaken=False, by=cast.hoa, calendar=CALENDAR, now=at(later(3)))
    page = client.get(f"/cong-khai/{d.code}/").content.decode()
    assert "Sai số liệu" in page and d.summary not in page and d.title not in page


def test_the_report_is_a_word_file_that_names_what_is_wrong(client, cast):
    published(cast)
    file = client.get("/cong-khai/bao-cao/bao-cao-cong-khai.docx")
    assert file.status_code == 200 and "wordprocessingml" in file["Content-Type"]
    words = zipfile.ZipFile(io.BytesIO(file.content)).read("word/document.xml").decode()
    assert "Chưa làm đúng" in words and "Ngân sách" in words
    assert client.get("/cong-khai/bao-cao/bao-cao-cong-khai.exe").status_code == 404


def test_the_posting_officer_sends_a_photo_from_the_street(client, cast, fees):
    client.force_login(cast.tam.person, MODEL)
    where = f"/ban-lam-viec/cong-khai/{fees.code}/"
    assert client.get(where).status_code == 200
    typed = {"version": fees.version, "observe-form": "posting", "observe-place": "Trụ sở UBND phường",
             "observe-on": later(1).isoformat(), "observe-up": "yes", "observe-note": "", "observe-photo": photo_file()}
    assert client.post(where + "ghi-nhan/", typed).status_code == 302
    seen = fees.observations.get()
    assert seen.photo and seen.photo.audience == "internal"  # public only when somebody says it shows nobody
    client.logout()
    assert client.get(f"/tep/{seen.photo.pk}/{seen.photo.name}").status_code == 404


@pytest.mark.parametrize("page", ["/cong-khai/", "/cong-khai/?muc=12", "/cong-khai/?q=phi", "/cong-khai/doi-chieu/",
                                  "/cong-khai/sap-toi/", "/cong-khai/danh-sach-quy/"])
def test_pages_cost_six_statements_at_most_even_when_nothing_is_remembered(
        client, cast, fees, page, django_assert_max_num_queries):
    cache.clear()
    with django_assert_max_num_queries(6):
        assert client.get(page).status_code == 200


def test_a_disclosure_s_page_costs_six_however_often_it_was_looked_at(
        client, cast, fees, django_assert_max_num_queries):
    for n in range(1, 9):
        fees = look(fees, cast, later(n), photo=photo(), shown=True)
    with django_assert_max_num_queries(6):
        page = client.get(f"/cong-khai/{fees.code}/").content.decode()
    assert page.count('class="photos"') == 8


def test_a_report_reads_board_and_lines_together_and_says_the_same(client, cast, django_assert_num_queries):
    body, today = cast.body, later(30)
    fees = look(look(look(published(cast), cast, later(2)), cast, later(9)), cast, later(12), up=False)
    published(cast, item=14, places=(), on=later(3))
    published(cast, title="Của kỳ sau", on=later(25))
    apart = boards.boards([body], today, CALENDAR)[0], boards.lines_between(body, MONDAY, later(20))
    added = plain.added_to([body.pk])
    assert [vars(o)["name"] for o in plain.kept_by(body.pk)[0]] == [o.name for o in added]
    with django_assert_num_queries(2):
        assert boards.reported(body, added, MONDAY, later(20), today, CALENDAR) == apart
    line = next(line for line in apart[1] if line.disclosure.pk == fees.pk)
    assert len(apart[1]) == 2 and (line.first_on, line.last_on) == (later(1), later(9))


def test_the_desk_reads_all_that_is_kept_with_a_thing_at_once(client, cast, django_assert_num_queries):
    own_items.add_item(OwnItemText("Lịch tiếp công dân", "Ai tiếp.", "Quy chế"), body=cast.body, by=cast.minh,
                       now=at(MONDAY))
    d, other = registered(cast), look(look(published(cast), cast, later(9)), cast, later(2), photo=photo(), note="")
    actions.attach(d, papers=[photo()], by=cast.minh, now=at(MONDAY))
    before, after = kept_with(d, choices=True), kept_with(other, choices=False)
    assert before.offices == offices_of(cast.body) and before.own == own_items.owned_by(cast.body)
    assert before.files == list(Attachment.objects.filter(subject=d.code)) and not before.versions
    assert all(kept.lines == timeline(of.code, Audience.INTERNAL) for of, kept in ((d, before), (other, after)))
    assert after.looks == list(other.observations.order_by("on", "id")) and not (after.files or after.offices)
    assert [(o.on, o.up, o.note, bool(o.photo)) for o in after.looks] == [
        (later(2), True, "", True), (later(9), True, "Bà Sáu ký", False)]
    kept, version = other.versions.get(), after.versions[0]
    assert all(getattr(version, name) == getattr(kept, name) for name in (
        "n", "title", "summary", "decision", "decided_on", "at")) and version.approved_by.name == kept.approved_by.name
    client.force_login(cast.minh.person, MODEL)
    client.get(f"/ban-lam-viec/cong-khai/{d.code}/")
    with django_assert_num_queries(3):  # who asks, the thing, what is kept with it
        assert "Lịch tiếp công dân" in client.get(f"/ban-lam-viec/cong-khai/{d.code}/").content.decode()


def newest_by_hand(body, item):
    """Worked out from everything there is."""
    over = Disclosure.objects.filter(body=body, item=item, mistaken=False).exclude(state__in=RUNNING)
    return max(((d.decided_on, d.pk) for d in over), default=(None, None))[1]


def shelves_are_right():
    kept = [(s.body, s.item, s.newest_id) for s in Shelf.objects.select_related("body")]
    assert kept and all(newest == newest_by_hand(body, item) for body, item, newest in kept)
    return {(body.pk, item): newest for body, item, newest in kept}


def test_the_shelf_points_at_the_newest_thing_that_is_over_whatever_happens(cast):
    how = {"by": cast.minh, "calendar": CALENDAR}
    old, new = (published(cast, item=14, places=(), on=later(n)) for n in (1, 2))  # complete at once
    assert shelves_are_right()[cast.body.pk, 14] == new.pk
    actions.archive(new, **how, now=at(later(3)))
    assert shelves_are_right()[cast.body.pk, 14] == new.pk
    new.refresh_from_db()
    actions.withdraw(new, why="Ghi nhầm", mistaken=True, **how, now=at(later(4)))
    assert shelves_are_right()[cast.body.pk, 14] == old.pk
    old.refresh_from_db()
    actions.hand_over(old, to=cast.neighbours, on=later(5), by=cast.hoa, calendar=CALENDAR, now=at(later(5)))
    found = shelves_are_right()
    assert (found[cast.body.pk, 14], found[cast.neighbours.pk, 14]) == (None, old.pk)


def test_behind_a_cell_the_gravest_are_told_and_the_rest_are_a_link(client, cast):
    for n in range(10):
        published(cast, title=f"Mức thu {n}")
    page = client.get("/cong-khai/doi-chieu/").content.decode()
    assert page.count("<h4>") == 3 and f"muc=12&amp;dv={cast.body.pk}" in page and "và 7 nội dung khác" in page
