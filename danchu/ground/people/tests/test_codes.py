"""One-use codes: they work once, for ten minutes, five guesses, and only where they were sent."""

from datetime import timedelta

import pytest

from danchu.ground.people import codes
from danchu.ground.people.addresses import Address, Kind, address
from danchu.ground.people.models import Person, SignInCode, UrgentLetter
from danchu.ground.people.tests.conftest import letters

LAN = Address(Kind.EMAIL, "lan@vidu.vn")
pytestmark = pytest.mark.django_db


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_code_signs_in_once(noon):
    sent = codes.send(LAN, noon)
    assert codes.redeem(sent.row, LAN, sent.code, noon)
    assert not codes.redeem(sent.row, LAN, sent.code, noon)


def test_a_code_dies_after_ten_minutes(noon):
    first, second = codes.send(LAN, noon), codes.send(LAN, noon)
    assert codes.redeem(first.row, LAN, first.code, noon + timedelta(minutes=9, seconds=59))
    assert not codes.redeem(second.row, LAN, second.code, noon + timedelta(minutes=10))


def test_the_fifth_guess_still_counts_and_the_sixth_does_not(noon):
    for wrongs, opens in ((4, True), (5, False)):
        sent = codes.send(LAN, noon)
        for _ in range(wrongs):
            assert not codes.redeem(sent.row, LAN, wrong(sent.code), noon)
        assert codes.redeem(sent.row, LAN, sent.code, noon) is opens


def test_a_code_opens_no_other_address(noon):
    sent = codes.send(LAN, noon)
    assert not codes.redeem(sent.row, Address(Kind.EMAIL, "bay@vidu.vn"), sent.code, noon)


def test_neither_the_code_nor_the_address_can_be_read_back(noon):
    sent = codes.send(LAN, noon)
    row = SignInCode.objects.get(pk=sent.row)
    kept = f"{row.address_mac} {row.code_mac}"
    assert sent.code not in kept and "lan" not in kept


def test_the_letter_carries_the_code_in_vietnamese_and_lies_sealed_until_carried(noon):
    sent = codes.send(LAN, noon)
    (letter,) = letters()
    assert sent.code not in (kept := UrgentLetter.objects.get().sealed) and "lan" not in kept
    assert letter.to == "lan@vidu.vn" and sent.code in letter.subject and sent.code in letter.body
    assert "Mã dùng một lần, trong 10 phút" in letter.body


def test_a_letter_sealed_with_another_key_is_nobodys(noon, settings):
    codes.send(LAN, noon)
    settings.SECRET_KEY = "another"
    assert letters() == []


def test_an_officials_address_gets_no_code_that_works(hoa, noon):
    to = Address(Kind.EMAIL, hoa.email)
    sent = codes.send(to, noon)
    assert sent.code == "" and "/dang-nhap/can-bo/" in letters()[0].body
    assert not any(codes.redeem(sent.row, to, typed, noon) for typed in ("", "000000"))


def test_the_first_sign_in_makes_the_person_and_the_next_finds_them(noon):
    first = codes.person_at(LAN, noon)
    assert (first.verified_by, first.is_official, first.has_usable_password()) == ("email", False, False)
    assert codes.person_at(LAN, noon) == first and Person.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("84912345678", "0912345678"),
        ("(091) 234-5678", "0912345678"),
        ("０９１２３４５６７８", "0912345678"),
        (" Lan@ViDu.VN ", "lan@vidu.vn"),
        ("024 3825 1234", None),
        ("091234567", None),
        ("lan@", None),
        ("", None),
        ("lan@vidu.vn\x00", None),
        ("a" * 300 + "@vidu.vn", None),
        ("٠٩١٢٣٤٥٦٧٨", None),
    ],
)
def test_an_address_is_read_as_people_type_it(typed, read):
    found = address(typed)
    assert (found.value if found else None) == read
