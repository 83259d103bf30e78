"""Every commune of the country, before and after, against the official tables (../shared/data)."""

import csv
import unicodedata
from collections import Counter, defaultdict
from datetime import date

import pytest

from danchu.ground.offices.resolving import resolve
from danchu.ground.offices.rules import Mode
from danchu.ground.offices.territories import the_map

TODAY = date(2026, 11, 22)
SHORT = {
    "Phường": "P.",
    "Xã": "X.",
    "Thị trấn": "TT.",
    "Đặc khu": "ĐK ",
    "Quận": "Q.",
    "Huyện": "H.",
    "Thị xã": "TX.",
    "Thành phố": "TP.",
    "Tỉnh": "T.",
}
# the official table of provinces calls old province 44 Quảng Trị and puts Cồn Cỏ there; it was
# Quảng Bình, and Cồn Cỏ belonged to 45 Quảng Trị, as the table of edges says
FAULTS_OF_THE_TRUTH = {"44", "471"}


@pytest.fixture(scope="module")
def truth(shared_data):
    def table(name):
        with (shared_data / "admin" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    return table


def without_marks(text):
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c)).lower()


def shape(row):
    return row["type"], row["name"]


def test_every_old_unit_is_there_with_its_name_type_and_parent(truth):
    m = the_map()
    for name, ours, parent in (
        ("provinces_2025-06-30", m.provinces_before, None),
        ("districts_2025-06-30", m.districts_before, "province_code"),
        ("communes_2025-06-30", m.communes_before, "district_code"),
    ):
        told = {row["code"]: (*shape(row), row[parent] if parent else "") for row in truth(name)}
        held = {code: (unit.type_name, unit.name, unit.parent) for code, unit in ours.items()}
        assert {
            code for code in told.keys() | held.keys() if told.get(code) != held.get(code)
        } <= FAULTS_OF_THE_TRUTH


def test_the_counts_of_the_three_old_levels_and_the_two_new_ones_are_right():
    m = the_map()
    assert [len(t) for t in (m.provinces_before, m.districts_before, m.communes_before)] == [63, 696, 10_035]
    assert [len(t) for t in (m.provinces, m.communes, m.edges)] == [34, 3_321, 10_571]


def test_every_unit_of_today_has_its_types_from_day_to_day(truth):
    m = the_map()
    for name, ours in (("provinces_current", m.provinces), ("communes_current", m.communes)):
        for row in truth(name):
            unit = ours[row["code"]]
            on = date.fromisoformat(row["valid_from"])
            assert (m.type_on(unit, on), unit.name) == shape(row)
            assert unit.parent == row.get("province_code", "")
        assert set(ours) == {row["code"] for row in truth(name)}


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2025, 7, 1), {"Xã": 2_621, "Phường": 687, "Đặc khu": 13}),
        (TODAY, {"Xã": 2_599, "Phường": 709, "Đặc khu": 13}),
    ],
)
def test_communes_wards_and_special_zones_are_counted_by_the_day(day, counts):
    m = the_map()
    assert Counter(m.type_on(unit, day) for unit in m.communes.values()) == counts


def test_every_edge_is_the_official_one_with_its_kind_and_part(truth):
    told = {
        (row["old_code"] or row["old_district_code"], row["new_code"], row["kind"], row["part"])
        for row in truth("mapping_2025")
    }
    assert {(edge.old, edge.new, edge.kind.value, edge.part.value) for edge in the_map().edges} == told


def test_every_old_province_has_its_heir(truth):
    assert the_map().province_heirs == {r["code"]: r["successor_code"] for r in truth("provinces_2025-06-30")}


FORMS = {
    "full": lambda unit: f"{unit.type_name} {unit.name}",
    "short": lambda unit: f"{SHORT[unit.type_name]}{unit.name}",
    "without marks": lambda unit: without_marks(f"{unit.type_name} {unit.name}"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_old_commune_leads_to_its_successors_and_no_other(truth, form):
    heirs = defaultdict(set)
    for row in truth("mapping_2025"):
        heirs[row["old_code"]].add(row["new_code"])
    m = the_map()
    written = defaultdict(set)  # without marks, two communes may be written the same
    for code, commune in m.communes_before.items():
        district = m.districts_before[commune.parent]
        above = (commune, district, m.provinces_before[district.parent])
        written[", ".join(FORMS[form](unit) for unit in above)] |= heirs[code]
    wrong = {text for text, codes in written.items() if set(resolve(text, TODAY).codes) != codes}
    # 7 pairs or so differ in nothing but one letter of spelling besides their marks
    assert all(set(resolve(text, TODAY).codes) > written[text] for text in wrong)
    assert len(wrong) <= (0 if form != "without marks" else 8)


@pytest.mark.parametrize("form", ["full", "short"])
def test_every_commune_of_today_is_unique_with_its_province(form):
    m = the_map()
    for code, commune in m.communes.items():
        text = ", ".join(FORMS[form](unit) for unit in (commune, m.provinces[commune.parent]))
        found = resolve(text, TODAY)
        assert (found.mode, found.codes) == (Mode.UNIQUE, [code]), text


def test_no_other_spelling_of_a_name_leads_astray(truth, shared_data):
    m = the_map()
    with (shared_data / "text" / "real_name_spelling_variants.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        variants = list(csv.DictReader(lines))
    understood = 0
    for row in variants:
        district = m.districts_before[m.communes_before[row["code"]].parent]
        province = m.provinces_before[district.parent]
        text = f"{row['list_2025-01-04']}, {district.full_name}, {province.full_name}"
        codes = set(resolve(text, TODAY).codes)
        assert codes in (set(), set(m.successors[row["code"]])), text
        understood += bool(codes)
    assert understood >= 220  # the rest had another name, not another spelling
