"""Does a text read like a denunciation (tố cáo)? Caught before sending, so the sender can take the sealed
way: the identity of a denouncer is secret by law (Law on Denunciations 25/2018, art. 9, 56)."""

import re
from dataclasses import dataclass

from danchu.ground.text.plain import Plain, view


@dataclass(frozen=True)
class Reason:
    """The words that gave it away, as the sender wrote them."""

    words: tuple[str, ...]


_SOMEONE = (
    r"(?:ong|ba|anh|chi|can bo|cong chuc|vien chuc|lanh dao|chu tich|pho chu tich|bi thu|truong thon"
    r"|truong ap"
    r"|truong khu pho|to truong|cong an|dia chinh|ke toan|hieu truong|giam doc|nguoi co ten|doi tuong"
    r"|hanh vi|viec|xa|phuong)"
)
# plain on purpose: (pattern without diacritics, the words with them where they could be read otherwise)
_SIGNS = [
    # saying so
    r"don to cao|to cao (?:vi|ve) |to cao " + _SOMEONE + r"(?![a-z])",
    r"(?:toi|em|chau|minh|chung toi|gia dinh toi|ba con|nguoi dan|xin|muon|can|dung ten|lam don|viet"
    r" don|nay) (?:xin |lam don |viet don |duoc |muon |xin duoc )?to cao",
    r"to giac (?:toi pham|" + _SOMEONE[3:],
    # corruption
    r"(?:nhan|doi|dua|an|an tien) hoi lo|hoi lo (?:can bo|cong an|ong|ba|chu tich)|an hoi lo|nhan tien"
    r" hoi lo",
    r"tham o|bien thu|tham nhung|an chan|rut ruot|chia chac",
    r"(?:nhan|doi|an|dua) (?:tien )?(?:lot tay|lai qua|boi tron|hoa hong ngam|phong bi)|voi vinh|vong"
    r" tien|nhung nhieu|doi tien chay|chay an|chay chuc",
    r"chiem doat|lam (?:quyen|dung chuc vu)|loi dung chuc (?:vu|quyen)|loi dung quyen han|vu loi|truc"
    r" loi|khai khong|lap khong|ke khong|lam gia ho so|lap ho so gia",
    r"bao ke|ket ben keo canh|cuong ep|du doa nhan vien|quay roi tinh duc",
]
_SIGN = re.compile("(?<![a-z0-9])(?:" + "|".join(_SIGNS) + ")(?![a-z0-9])")
_MARKED = {  # where diacritics are written they must be these
    "to cao": "tố cáo",
    "hoi lo": "hối lộ",
    "tham o": "tham ô",
    "bien thu": "biển thủ",
    "an chan": "ăn chặn",
    "bao ke": "bảo kê",
    "to giac": "tố giác",
    "vu loi": "vụ lợi",
    "khai khong": "khai khống",
    "lap khong": "lập khống",
    "ke khong": "kê khống",
    "chay an": "chạy án",
    "phong bi": "phong bì",
}
# just before: no denunciation, or talk about the law
_NOT_MEANT = re.compile(
    r"(?:khong(?: phai(?: la)?| muon| he| dinh| co y| dam| can| duoc)?|chua|chang|dung|luat|ve luat"
    r"|phong chong|phong, chong|phong ngua|chong"
    r"|khieu nai,? ?(?:va |hay |hoac )?|giai quyet|quyen|tuyen truyen(?: ve)?|quy dinh(?: ve)?|nguoi"
    r"|bao ve nguoi|tiep nhan|hoi ve"
    r"|thu tuc|mau|mau don|toi danh|toi|hinh thuc|co phai|hoi|bai giang ve|hoc tap ve|phong trao|cong tac) $"
)
_LAW_AFTER = re.compile(r" ?(?:la gi|nhu the nao|o dau thi|so \d+/\d{4}|2018|cua cong dan)")


def looks_like_denunciation(text: str) -> Reason | None:
    """The words that make it read so, or None; with or without diacritics, in one pass.

    A question to the sender, never a verdict: plain words only, and about the law of denunciation is not one.
    """
    plain = view(text)
    words = [plain.seen[a:b] for a, b in _found(plain)]
    return Reason(tuple(dict.fromkeys(words))) if words else None


def _found(plain: Plain) -> list[tuple[int, int]]:
    return [found.span() for found in _SIGN.finditer(plain.low) if _meant(found, plain)]


def _meant(found: re.Match[str], plain: Plain) -> bool:
    before = plain.low[max(0, found.start() - 24) : found.start()]
    denied = _NOT_MEANT.search(before)
    if denied and not (denied[0] == "toi " and found[0].startswith("to cao")):
        return False
    return _spelled(found, plain) and not _LAW_AFTER.match(plain.low, found.end())


def _spelled(found: re.Match[str], plain: Plain) -> bool:
    for bare, marked in _MARKED.items():
        at = found[0].find(bare)
        if at >= 0:
            start = found.start() + at
            written = plain.seen[start : start + len(bare)].lower()
            return written in (marked, bare)
    return True


# Who asks to review a decision that touched them has a lane of its own, with its own days (Law on Complaints 02/2011).
_COMPLAINT = re.compile(
    r"(?<![a-z0-9])(?:don khieu nai|"
    r"(?:toi|em|chau|chung toi|gia dinh toi|ba con|xin|muon|can|dung ten|lam don|viet don|nay)"
    r" (?:xin |lam don |viet don |muon |da )?khieu nai"
    r"|khieu nai (?:quyet dinh|viec|hanh vi|ve (?:viec|quyet dinh))"
    r"|(?:xem xet lai|xem lai|huy|huy bo|thu hoi|khong dong y(?: voi)?|khong chap nhan) quyet dinh"
    r" (?:so |xu phat|thu hoi|cuong che|boi thuong|giai toa))(?![a-z0-9])")

_OF_THE_LAW = re.compile(r"(?:khong|chua|chang|luat|giai quyet|quyen|tiep nhan|thu tuc|mau) $")


def looks_like_complaint(text: str) -> Reason | None:
    """The words that make it read as one's own complaint about a decision, or None. A question, never a verdict."""
    plain = view(text)
    spans = [found.span() for found in _COMPLAINT.finditer(plain.low)
             if not _OF_THE_LAW.search(plain.low[max(0, found.start() - 24) : found.start()])]
    return Reason(tuple(dict.fromkeys(plain.seen[a:b] for a, b in spans))) if spans else None
