"""What documents are called, and how each family writes their names: one row a kind, with its source."""

from dataclasses import dataclass
from enum import StrEnum

from danchu.law.confidence import Sure


class Family(StrEnum):
    """Who issues a document: each family has a grammar of numbers and a layout of its own."""

    STATE = "state"  # cơ quan nhà nước
    PARTY = "party"  # cơ quan, tổ chức đảng
    FRONT = "front"  # Mặt trận Tổ quốc Việt Nam


class Kind(StrEnum):
    """What a document is. Which of them a family may issue: `KINDS`."""

    RESOLUTION = "resolution"  # nghị quyết
    JOINT_RESOLUTION = "joint_resolution"  # nghị quyết liên tịch
    ORDINANCE = "ordinance"  # pháp lệnh
    DECREE = "decree"  # nghị định
    CIRCULAR = "circular"  # thông tư
    DECISION = "decision"  # quyết định
    DIRECTIVE = "directive"  # chỉ thị
    CONCLUSION = "conclusion"  # kết luận
    STATUTE = "statute"  # quy chế
    REGULATION = "regulation"  # quy định
    NOTE = "note"  # thông tri
    COMMUNIQUE = "communique"  # thông cáo
    NOTICE = "notice"  # thông báo
    GUIDANCE = "guidance"  # hướng dẫn
    PROGRAMME = "programme"  # chương trình
    PLAN = "plan"  # kế hoạch
    OPTION = "option"  # phương án
    SCHEME = "scheme"  # đề án
    PROJECT = "project"  # dự án
    REPORT = "report"  # báo cáo
    MINUTES = "minutes"  # biên bản
    SUBMISSION = "submission"  # tờ trình
    CONTRACT = "contract"  # hợp đồng
    TELEGRAM = "telegram"  # công điện
    LETTER = "letter"  # công văn
    INVITATION = "invitation"  # giấy mời
    INTRODUCTION = "introduction"  # giấy giới thiệu
    TRANSFER_SLIP = "transfer_slip"  # phiếu chuyển

    @property
    def label(self) -> str:
        """In Vietnamese: "thông báo"."""
        return KINDS[self].title


DECREE_30 = "Phụ lục III, Nghị định 30/2020/NĐ-CP"
PARTY_36 = "Mục II, Hướng dẫn 36-HD/VPTW năm 2018"
PROMULGATION = "Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15"


@dataclass(frozen=True)
class Name:
    """How a kind is abbreviated in the State's symbols and in the Party's; empty where it issues none."""

    title: str
    state: str = ""
    party: str = ""
    normative: bool = False  # may carry its year: 01/2026/QĐ-UBND
    source: str = DECREE_30
    sure: Sure = Sure.SECOND


KINDS = {
    Kind.RESOLUTION: Name("nghị quyết", "NQ", "NQ", normative=True),
    Kind.JOINT_RESOLUTION: Name("nghị quyết liên tịch", "NQLT", normative=True, source=PROMULGATION),
    Kind.ORDINANCE: Name("pháp lệnh", "PL", normative=True, source=PROMULGATION),
    Kind.DECREE: Name("nghị định", "NĐ", normative=True, source=PROMULGATION),
    Kind.CIRCULAR: Name("thông tư", "TT", normative=True, source=PROMULGATION),
    Kind.DECISION: Name("quyết định", "QĐ", "QĐ", normative=True),
    Kind.DIRECTIVE: Name("chỉ thị", "CT", "CT"),
    Kind.CONCLUSION: Name("kết luận", "", "KL", source=PARTY_36),
    Kind.STATUTE: Name("quy chế", "QC", "QC"),
    Kind.REGULATION: Name("quy định", "QyĐ", "QĐi"),  # the Centre itself writes QĐ/TW as often
    Kind.NOTE: Name("thông tri", "", "TT", source=PARTY_36),
    Kind.COMMUNIQUE: Name("thông cáo", "TC", "TC"),
    Kind.NOTICE: Name("thông báo", "TB", "TB"),
    Kind.GUIDANCE: Name("hướng dẫn", "HD", "HD"),
    Kind.PROGRAMME: Name("chương trình", "CTr", "CTr"),
    Kind.PLAN: Name("kế hoạch", "KH", "KH"),
    Kind.OPTION: Name("phương án", "PA", "PA"),
    Kind.SCHEME: Name("đề án", "ĐA", "ĐA"),
    Kind.PROJECT: Name("dự án", "DA"),
    Kind.REPORT: Name("báo cáo", "BC", "BC"),
    Kind.MINUTES: Name("biên bản", "BB", "BB"),
    Kind.SUBMISSION: Name("tờ trình", "TTr", "TTr"),
    Kind.CONTRACT: Name("hợp đồng", "HĐ"),
    Kind.TELEGRAM: Name("công điện", "CĐ"),
    Kind.LETTER: Name("công văn", "", "CV", source=PARTY_36),  # the State writes none: 15/UBND-VX
    Kind.INVITATION: Name("giấy mời", "GM", "GM"),
    Kind.INTRODUCTION: Name("giấy giới thiệu", "GGT", "GGT"),
    Kind.TRANSFER_SLIP: Name("phiếu chuyển", "PC", "PC"),
}


class Authority(StrEnum):
    """In whose right a document is signed."""

    ON_BEHALF = "on_behalf"  # thay mặt (TM., T/M)
    IN_PLACE = "in_place"  # ký thay cấp trưởng (KT., K/T)
    BY_ORDER = "by_order"  # thừa lệnh (TL., T/L)
    BY_MANDATE = "by_mandate"  # thừa ủy quyền (TUQ., T/UQ)
    ACTING = "acting"  # quyền cấp trưởng (Q.)

    def written(self, family: Family) -> str:
        """ "KT." in the State and the Front, "K/T" in the Party."""
        return AUTHORITIES[self][family is Family.PARTY]


AUTHORITIES = {
    Authority.ON_BEHALF: ("TM.", "T/M"),
    Authority.IN_PLACE: ("KT.", "K/T"),
    Authority.BY_ORDER: ("TL.", "T/L"),
    Authority.BY_MANDATE: ("TUQ.", "T/UQ"),
    Authority.ACTING: ("Q.", "Q."),
}
# Bodies that decide together: their head signs on behalf of this (Decree 30/2020/NĐ-CP, Appendix I, II.7; Guidance
# 36-HD/VPTW, 2018). Every other body's head signs as themselves.
COLLECTIVE = {
    "Ủy ban nhân dân": "Ủy ban nhân dân",
    "Hội đồng nhân dân": "Hội đồng nhân dân",
    "Ủy ban Mặt trận Tổ quốc Việt Nam": "Ban Thường trực",
    "Đảng ủy": "Đảng ủy",
    "Tỉnh ủy": "Tỉnh ủy",
    "Thành ủy": "Thành ủy",
}


def signs_for(name: str) -> str:
    """On whose behalf the head of a body of this name signs; empty: as themselves."""
    return next((whom for body, whom in COLLECTIVE.items() if name.startswith(body)), "")


POINTS = "a b c d đ e g h i k l m n o p q r s t u v x y".split()  # the order of points: no f, j, w, z


def point(number: int) -> str:
    """The letter of a point, from 1; past y it goes on doubled: aa, ab…"""
    rounds, at = divmod(number - 1, len(POINTS))
    return (POINTS[rounds - 1] if rounds else "") + POINTS[at]


def may_issue(family: Family, kind: Kind) -> bool:
    """Does that family know such a document? A State's letter has no abbreviation and exists all the same."""
    row = KINDS[kind]
    return bool(row.party) if family is Family.PARTY else bool(row.state) or kind is Kind.LETTER


# What issuing bodies are called, longest first wins; empty: the body takes the place's or its parent's own symbol.
BODIES = {
    "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân": "VP",
    "Văn phòng HĐND và UBND": "VP",
    "Ủy ban nhân dân": "UBND",
    "Hội đồng nhân dân": "HĐND",
    "Thường trực Hội đồng nhân dân": "TTHĐND",
    "Ủy ban Mặt trận Tổ quốc Việt Nam": "MTTQ-BTT",  # its Standing Board signs
    "Ban Tuyên giáo và Dân vận": "BTGDV",
    "Ban Dân vận": "BDV",
    "Ban Tổ chức": "BTC",
    "Ban Xây dựng Đảng": "BXDĐ",
    "Ủy ban Kiểm tra": "UBKT",
    "Văn phòng": "VP",
    "Tỉnh ủy": "TU",
    "Thành ủy": "TU",
    "Huyện ủy": "HU",
    "Quận ủy": "QU",
    "Đảng ủy": "ĐU",
    "Chi bộ": "CB",
}
KINDS_OF_OFFICE = ("Phòng", "Trung tâm", "Ban", "Đội", "Sở", "Tổ")  # left out of an office's initials
SMALL_WORDS = {"và", "của", "về"}


_PARTY_ABOVE = {"Tỉnh ủy": "Đảng bộ tỉnh", "Thành ủy": "Đảng bộ thành phố"}


def party_above(name: str) -> str:
    """How a Party body above stands over the issuing one: the organisation, not its committee ("Đảng bộ tỉnh Huế")."""
    return next((said + name.removeprefix(body) for body, said in _PARTY_ABOVE.items() if name.startswith(body)), name)


def symbol_of(name: str, family: Family, parent: str = "") -> str:
    """How a body stands in a symbol: `UBND`, `VHXH`, `BDVTU` (a Party body repeats its committee's). A proposal:
    a body that has its own rule of initials says so itself."""
    own = next((BODIES[b] for b in sorted(BODIES, key=len, reverse=True) if name.startswith(b)), "") or _initials(name)
    committee = symbol_of(parent, family) if parent and family is Family.PARTY else ""
    return own + committee


def _initials(name: str) -> str:
    words = [w for w in name.replace(",", " ").replace("–", " ").replace("-", " ").split() if w not in SMALL_WORDS]
    kind = next((k for k in KINDS_OF_OFFICE if name.startswith(f"{k} ")), "")
    return "".join(word[0].upper() for word in words[len(kind.split()):])
