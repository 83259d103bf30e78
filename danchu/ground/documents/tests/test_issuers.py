"""A unit at the top of its papers: as it was called that day, under whom it stood."""

from dataclasses import astuple
from datetime import date

from danchu.ground.documents.issuers import issuer
from danchu.ground.offices.models import Family, Level, Unit, UnitName, UnitParent
from danchu.law import papers

DAY = date(2026, 2, 12)
STATE, PARTY, FRONT = papers.Family


def unit(code, name, level=Level.BODY, family=Family.STATE, parent=None, serves=None):
    made = Unit.objects.create(code=code, name=name, full_name=name, folded=name, level=level, family=family,
                               serves=serves)
    if parent:
        UnitParent.objects.create(unit=made, parent=parent)
    return made


def test_a_committee_stands_alone_and_its_office_under_it(cast):
    UnitParent.objects.create(unit=cast.culture, parent=cast.body)
    Unit.objects.filter(pk=cast.ward.pk).update(name="Lê Khôi")
    body, office = (Unit.objects.get(pk=each.pk) for each in (cast.body, cast.culture))
    assert astuple(issuer(body, DAY)) == (STATE, "Ủy ban nhân dân phường Lê Khôi", "UBND", "Lê Khôi", "")
    assert astuple(issuer(office, DAY)) == (STATE, "Phòng Văn hóa – Xã hội", "VHXH", "Lê Khôi",
                                            "Ủy ban nhân dân phường Lê Khôi")
    assert issuer(office, DAY, symbol="PVHXH").symbol == "PVHXH"


def test_a_party_committee_stands_under_the_organisation_above(cast):
    above = unit("tu", "Thành ủy Lam Sơn", family=Family.PARTY)
    committee = unit("du", "Đảng ủy phường Lê Khôi", family=Family.PARTY, parent=above, serves=cast.ward)
    board = unit("ban", "Ban Xây dựng Đảng", Level.OFFICE, Family.PARTY, parent=committee)
    assert issuer(committee, DAY).parent == "Đảng bộ thành phố Lam Sơn"
    assert (issuer(committee, DAY).family, issuer(committee, DAY).symbol) == (PARTY, "ĐU")
    assert (issuer(board, DAY).symbol, issuer(board, DAY).place) == ("BXDĐĐU", cast.ward.name)


def test_the_front_writes_its_standing_board(cast):
    front = unit("mt", "Ủy ban Mặt trận Tổ quốc Việt Nam phường Lê Khôi", family=Family.FRONT, serves=cast.ward)
    assert (issuer(front, DAY).family, issuer(front, DAY).symbol) == (FRONT, "MTTQ-BTT")


def test_a_paper_bears_the_name_of_its_day(cast):
    UnitName.objects.create(unit=cast.body, name="x", full_name="Ủy ban nhân dân xã Lê Khôi",
                            valid_to=date(2025, 7, 1))
    UnitName.objects.create(unit=cast.body, name="x", full_name=cast.body.full_name, valid_from=date(2025, 7, 1))
    assert issuer(cast.body, date(2025, 6, 30)).name == "Ủy ban nhân dân xã Lê Khôi"
    assert issuer(cast.body, DAY).name == "Ủy ban nhân dân phường Lê Khôi"


def test_it_costs_four_statements_at_most(cast, django_assert_max_num_queries):
    UnitParent.objects.create(unit=cast.culture, parent=cast.body)
    office = Unit.objects.get(pk=cast.culture.pk)
    with django_assert_max_num_queries(4):
        issuer(office, DAY)
