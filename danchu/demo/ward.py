"""The fictional ward: its territory, bodies, offices and residential groups, and who holds which post."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from danchu.ground.offices.models import Family, Level, Unit, UnitName, UnitParent
from danchu.ground.people import demo
from danchu.ground.people.models import Person, PostHeld
from danchu.ground.people.second_factor import set_totp
from danchu.ground.text.fold import fold
from danchu.law.roles import Role

WARD = "le-khoi"  # no official code looks like this: they are `C:`, `T:` or `X:` and digits
PROVINCE = "T:79"  # Thành phố Hồ Chí Minh of today
BORN_ON = date(2025, 7, 1)  # with the two-level system
MAIL = "lekhoi.example"

UNITS: tuple[tuple[str, Family, Level, str, str, str], ...] = (
    # code            family              level           type         name                      stands under
    ("", Family.TERRITORY, Level.COMMUNE, "Phường", "Lê Khôi", PROVINCE),
    ("ubnd", Family.STATE, Level.BODY, "Ủy ban nhân dân", "phường Lê Khôi", ""),
    ("vp", Family.STATE, Level.OFFICE, "Văn phòng", "HĐND và UBND", "ubnd"),
    ("kt", Family.STATE, Level.OFFICE, "Phòng", "Kinh tế, Hạ tầng và Đô thị", "ubnd"),
    ("vhxh", Family.STATE, Level.OFFICE, "Phòng", "Văn hóa – Xã hội", "ubnd"),
    ("tthcc", Family.STATE, Level.OFFICE, "Trung tâm", "Phục vụ hành chính công", "ubnd"),
    ("ttdt", Family.STATE, Level.OFFICE, "Đội", "Quản lý trật tự đô thị", "ubnd"),
    ("ca", Family.STATE, Level.BODY, "Công an", "phường Lê Khôi", ""),  # not the committee's; nobody signs in
    ("dang", Family.PARTY, Level.BODY, "Đảng ủy", "phường Lê Khôi", ""),
    ("mttq", Family.FRONT, Level.BODY, "Ủy ban Mặt trận Tổ quốc Việt Nam", "phường Lê Khôi", ""),
    *((f"kp{n}", Family.RESIDENTIAL, Level.BODY, "Khu phố", str(n), "ward") for n in range(1, 7)),
)

OFFICIALS: tuple[tuple[str, str, str, str, tuple[Role, ...], bool], ...] = (
    # sign-in  name                  holds a post in, called                            roles       head
    ("minh", "Nguyễn Minh", "ubnd", "Công chức tiếp công dân", (Role.RECEPTION,), False),
    ("hoa", "Trần Hoa", "ubnd", "Chủ tịch UBND phường", (Role.LEADER,), True),
    ("binh", "Hồ Thanh Bình", "ubnd", "Phó Chủ tịch UBND phường", (Role.LEADER,), False),
    ("tam", "Lê Tâm", "kt", "Chuyên viên phụ trách thoát nước", (Role.HANDLER,), False),
    ("duy", "Phan Quốc Duy", "kt", "Trưởng phòng", (Role.HANDLER,), True),
    ("hanh", "Bùi Ngọc Hạnh", "vhxh", "Trưởng phòng", (Role.HANDLER,), True),
    ("thao", "Đặng Mai Thảo", "tthcc", "Giám đốc Trung tâm", (Role.HANDLER,), True),
    ("phuc", "Trương Công Phúc", "ttdt", "Đội trưởng", (Role.HANDLER,), True),
    ("oanh", "Vũ Kim Oanh", "vp", "Chánh Văn phòng", (Role.HANDLER,), True),
    ("vu", "Lý Quang Vũ", "ubnd", "Quản trị hệ thống", (Role.ADMIN,), False),
    ("tuyet", "Phùng Thị Tuyết", "mttq", "Chủ tịch Ủy ban MTTQ phường", (Role.LEADER,), True),
    ("xuan", "Cung Thị Xuân", "mttq", "Ủy viên thường trực", (Role.RECEPTION, Role.HANDLER, Role.FRONT), False),
    ("sau", "Nhữ Văn Sáu", "kp1", "Ủy viên Ban Thanh tra nhân dân", (Role.INSPECTOR,), False),
)

CITIZENS = (  # they have an account; the other senders are only names in their cases
    ("lan", "Phạm Thị Lan", f"lan@{MAIL}"),
    ("bay", "Võ Thị Bảy", f"bay@{MAIL}"),
)


@dataclass(frozen=True)
class Ward:
    """Units and persons by short name: `units["kt"]`, `people["tam"]`; the ward itself is `units[""]`."""

    units: dict[str, Unit]
    people: dict[str, Person]

    @property
    def body(self) -> Unit:
        """The committee, which receives."""
        return self.units["ubnd"]


@dataclass(frozen=True)
class SignIn:
    """What a newcomer needs: citizens sign in by a code sent to them and have no password."""

    name: str
    title: str
    email: str
    password: str
    totp_secret: str


@transaction.atomic
def load_ward(now: datetime) -> Ward:
    """Create what is missing of the ward; what is there stays as it is."""
    units = {row[0]: _unit(*row) for row in UNITS}
    people = _officials(now) | {short: _citizen(name, email, now) for short, name, email in CITIZENS}
    for short, _, unit, title, roles, is_head in OFFICIALS:
        for role in roles:
            PostHeld.objects.get_or_create(
                person=people[short], unit=units[unit], role=role, held_from=BORN_ON,
                defaults={"title": title, "is_head": is_head})
    return Ward(units, people)


def sign_ins() -> list[SignIn]:
    """Everybody a newcomer may sign in as, in the order of the tables."""
    officials = [SignIn(name, title, f"{short}@{MAIL}", demo.PASSWORD, demo.TOTP_SECRET)
                 for short, name, _, title, _, _ in OFFICIALS]
    return [*officials, *(SignIn(name, "Người dân", email, "", "") for _, name, email in CITIZENS)]


def _code(short: str) -> str:
    return {"": WARD, "ward": WARD, PROVINCE: PROVINCE}.get(short, f"{WARD}.{short}")


def _unit(short: str, family: Family, level: Level, type_name: str, name: str, under: str) -> Unit:
    full_name = f"{type_name} {name}"
    unit, new = Unit.objects.get_or_create(code=_code(short), defaults={
        "family": family, "level": level, "name": name, "type_name": type_name, "full_name": full_name,
        "folded": fold(full_name), "valid_from": BORN_ON,
        "serves": Unit.objects.get(code=WARD) if short else None})
    if new:
        UnitName.objects.create(unit=unit, name=name, type_name=type_name, full_name=full_name,
                                valid_from=BORN_ON)
    if new and under:
        UnitParent.objects.create(unit=unit, parent=Unit.objects.get(code=_code(under)), valid_from=BORN_ON)
    return unit


def _officials(now: datetime) -> dict[str, Person]:
    people, hashed = {}, ""
    for short, name, *_ in OFFICIALS:
        people[short], new = Person.objects.get_or_create(email=f"{short}@{MAIL}", defaults={
            "name": name, "is_official": True, "joined_at": now, "password": hashed})
        if new and hashed:
            set_totp(people[short], demo.TOTP_SECRET)
        elif new:
            demo.open_doors(people[short])
            hashed = people[short].password  # hashing is slow on purpose; all share the one printed password
    return people


def _citizen(name: str, email: str, now: datetime) -> Person:
    person, new = Person.objects.get_or_create(email=email, defaults={
        "name": name, "verified_by": "email", "joined_at": now})
    if new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    return person
