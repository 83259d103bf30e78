"""Two works the people of the ward do together, with their accounts, played through the real actions."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from danchu.demo import readers
from danchu.demo.acts import token_of
from danchu.demo.evidence import lane
from danchu.demo.ward import Ward
from danchu.ground.people.access import Standing, standing_of
from danchu.mechanisms.works import work_actions
from danchu.mechanisms.works.models import AccountEntry, CommunityWork, WorkNeed
from danchu.mechanisms.works.rules import Need, Side
from danchu.mechanisms.works.work_actions import Line, Proposal, Wanted

KEEPS = "minh"  # who keeps the accounts
P, R, S = Side.PLEDGED, Side.RECEIVED, Side.SPENT


@dataclass(frozen=True)
class Common:
    """One work: `begun` days ago; each act so many days after that."""

    key: str
    title: str
    place: str
    village: str
    begun: int
    detail: str
    decision: str
    needs: tuple[Wanted, ...]
    # after, need, side, amount, about, receipt, households
    lines: tuple[tuple[int, str, Side, int, str, str, int], ...]
    acts: tuple[tuple[int, str, str], ...]  # after, verb, words
    mistake: str = ""  # the receipt that was entered wrong and is reversed


WORKS = (
    Common(
        "be-tong-hem-12", "Bê tông hóa 180 m hẻm 12", "Hẻm 12, khu phố 1", "kp1", 95,
        "Mặt hẻm đất, mưa lầy, xe máy hay trượt. Bà con bàn đổ bê tông dày 15 cm, rộng 3 m, có rãnh thoát nước.",
        "Nghị quyết số 02/NQ-KP1 của hội nghị khu phố 1",
        (Wanted(Need.MONEY, "Tiền", 168_000_000), Wanted(Need.LABOUR, "Ngày công", 120),
         Wanted(Need.LAND, "Đất lùi hàng rào", 42), Wanted(Need.KIND, "Xi măng", 260, "bao")),
        (
            (22, "Tiền", P, 150_000_000, "Hứa góp tại hội nghị khu phố", "BB-01", 64),
            (22, "Ngày công", P, 120, "Hứa góp công tại hội nghị", "BB-01", 41),
            (25, "Tiền", R, 48_500_000, "Đóng góp đợt 1", "PT-01", 31),
            (30, "Đất lùi hàng rào", R, 38, "Các hộ đầu hẻm lùi hàng rào", "BB-02", 7),
            (33, "Tiền", R, 620_000_000, "Đóng góp đợt 2", "PT-02", 38),
            (36, "Tiền", R, 62_000_000, "Đóng góp đợt 2, ghi lại", "PT-02A", 38),
            (38, "Xi măng", R, 100, "Một cửa hàng vật liệu tặng", "BB-03", 0),
            (41, "Tiền", S, 31_200_000, "Đá dăm, cát", "PC-01", 0),
            (45, "Tiền", S, 18_700_000, "Xi măng đợt 1", "PC-02", 0),
            (52, "Ngày công", R, 56, "Đổ bê tông đoạn 1", "BC-01", 28),
            (60, "Tiền", R, 15_000_000, "Ủng hộ của doanh nghiệp trên địa bàn", "PT-03", 0),
            (66, "Tiền", S, 42_350_000, "Xi măng, thép rãnh thoát nước", "PC-03", 0),
            (74, "Ngày công", R, 38, "Đổ bê tông đoạn 2", "BC-02", 21),
            (85, "Tiền", S, 9_480_000, "Thuê máy đầm, máy trộn", "PC-04", 0),
        ),
        (
            (14, "agree", ""), (16, "collect", ""), (40, "build", ""),
            (55, "tell", "Đã đổ xong 70 m đầu, bảo dưỡng bê tông bảy ngày."),
            (78, "tell", "Đã đổ xong 130 m. Còn 50 m cuối chờ dời một trụ nước."),
        ), mistake="PT-02"),
    Common(
        "san-choi-kp6", "Sân chơi trẻ em khu phố 6", "Đất trống cạnh nhà văn hóa khu phố 6", "kp6", 300,
        "Dọn bãi đất trống thành sân chơi có bóng mát, ghế và nền cao su.",
        "Biên bản họp khu phố 6, được UBND phường công nhận",
        (Wanted(Need.MONEY, "Tiền", 96_000_000), Wanted(Need.LABOUR, "Ngày công", 60),
         Wanted(Need.KIND, "Cây bóng mát", 12, "cây")),
        (
            (20, "Tiền", P, 90_000_000, "Hứa góp tại họp khu phố", "BB-11", 83),
            (26, "Tiền", R, 54_300_000, "Đóng góp đợt 1", "PT-11", 60),
            (40, "Tiền", R, 27_700_000, "Đóng góp đợt 2", "PT-12", 23),
            (48, "Cây bóng mát", R, 12, "Đoàn Thanh niên tặng", "BB-12", 0),
            (55, "Tiền", S, 38_900_000, "Nền cao su", "PC-11", 0),
            (70, "Tiền", R, 16_000_000, "Ủng hộ của tiểu thương chợ", "PT-13", 0),
            (75, "Ngày công", R, 64, "San nền, trồng cây", "BC-11", 40),
            (90, "Tiền", S, 51_600_000, "Cầu trượt, xích đu, ghế", "PC-12", 0),
            (118, "Tiền", S, 2_150_000, "Sửa một xích đu", "PC-13", 0),
        ),
        (
            (10, "agree", ""), (12, "collect", ""), (50, "build", ""), (80, "tell", "Đã xong nền và trồng 12 cây."),
            (100, "deliver", "Bàn giao cho khu phố 6, biên bản ngày bàn giao có chữ ký Ban công tác Mặt trận."),
            (105, "maintain", "Chi hội Phụ nữ trông coi. Kiểm tra ốc vít mỗi tháng. Tiền sửa lấy ở số dư của sổ."),
        )),
)


@transaction.atomic
def play_works(ward: Ward, now: datetime) -> int:
    """Play what has not been played; how many are new. Nobody gets letters."""
    before, new = readers.last_entry(), 0
    for common in WORKS:
        if not CommunityWork.objects.filter(token=token_of(f"work:{common.key}")).exists():
            _play(common, ward, now)
            new += 1
    readers.step_over(readers.POSTMAN, before)
    return new


def _play(common: Common, ward: Ward, now: datetime) -> None:
    begun = timezone.localtime(now).date() - timedelta(days=common.begun)
    said = Proposal(common.title, common.place, ward.body, common.needs, common.detail, ward.units[common.village])
    work = work_actions.propose(said, token=token_of(f"work:{common.key}"), by=_by(ward, KEEPS, begun), now=_at(begun))
    happened = [(after, 0, n, act) for n, (after, *act) in enumerate(common.acts)]
    happened += [(after, 1, n, line) for n, (after, *line) in enumerate(common.lines)]  # type: ignore[misc]
    for after, is_line, n, what in sorted(happened, key=lambda h: h[:3]):
        day = begun + timedelta(days=after)
        if is_line:
            _enter(common, work, n, what, _by(ward, KEEPS, day), day)
        else:
            work = _act(common, work, what, _by(ward, KEEPS, day), day)


def _act(common: Common, work: CommunityWork, act: list[str], by: Standing, day: date) -> CommunityWork:
    verb, words = act
    work = CommunityWork.objects.select_related("body").get(pk=work.pk)
    known: dict[str, dict[str, Any]] = {
        "agree": {"decision": common.decision, "decided_on": day}, "maintain": {"care": words},
        "tell": {"text": words}, "deliver": {"text": words}}
    told = known.get(verb, {})
    if verb == "tell":
        reached = 72 if "130" in words else 40
        told |= {"papers": [lane(f"{common.key}-{day:%d-%m}", done=reached)], "papers_shown": True}
    return getattr(work_actions, verb)(work, **told, by=by, now=_at(day))


def _enter(common: Common, work: CommunityWork, n: int, line: list, by: Standing, day: date) -> None:
    what, side, amount, about, receipt, givers = line
    need = WorkNeed.objects.get(work=work, what=what)
    work = CommunityWork.objects.select_related("body").get(pk=work.pk)
    typed = Line(need, side, amount, about, receipt, day, givers)
    entry = work_actions.enter(work, line=typed, token=token_of(f"{common.key}:{n}"), by=by, now=_at(day))
    if receipt == common.mistake:
        _reverse(common, entry, by, day)


def _reverse(common: Common, entry: AccountEntry, by: Standing, day: date) -> None:
    work = CommunityWork.objects.select_related("body").get(pk=entry.work_id)
    work_actions.correct(work, entry=entry, why="Gõ thừa một số 0, phiếu thu ghi 62.000.000", by=by, now=_at(day),
                         token=token_of(f"{common.key}:{entry.receipt}:back"))


def _by(ward: Ward, short: str, day: date) -> Standing:
    return standing_of(ward.people[short], day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), tzinfo=timezone.get_default_timezone())
