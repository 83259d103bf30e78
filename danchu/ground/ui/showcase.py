"""Real-sounding words for the gallery: the longest office, a hostile name, every state. None is real."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace as Bag
from typing import Any

from django import forms

from danchu.ground.ui import days
from danchu.ground.ui.due import Due, Nearness, due

LONGEST_OFFICE = (
    "Ban Chỉ đạo thực hiện Quy chế dân chủ ở cơ sở và Ban Thanh tra nhân dân, Giám sát đầu tư của cộng đồng "
    "phường Lê Khôi, thành phố trực thuộc trung ương"
)
UNBROKEN = "https://dan.phuonglekhoi.example/ket-qua/" + "a1b2c3d4e5" * 9
HOSTILE = '<script>alert("x")</script> Nguyễn & Trần'
TODAY = date(2026, 11, 20)
ARTICLE = "10 ngày làm việc từ ngày nhận 03/11 · Điều 28 khoản 1 Luật Tiếp công dân"

LATE = Due(Nearness.LATE, "Quá hẹn 3 ngày làm việc", date(2026, 11, 17))
SOON = Due(Nearness.SOON, "Còn 2 ngày làm việc", date(2026, 11, 25))
FINE = Due(Nearness.OK, "Còn 8 ngày làm việc", date(2026, 12, 3))
WAIT = Due(Nearness.WAIT, "Chờ người dân", date(2026, 11, 30))
ENDED = Due(Nearness.ENDED, "Không thụ lý", date(2026, 11, 12))
DONE = Due(Nearness.DONE, "Đúng hẹn · người gửi xác nhận đã giải quyết", date(2026, 11, 12))

_OFF = {date(2026, 11, 24): "Ngày Văn hóa Việt Nam"}


def counted_days(start: date, working: int) -> list[Any]:
    """A derivation to look at, of the same shape as the law's: weekends and 24/11 left out."""
    steps, left, at = [], working, start
    while left:
        at += timedelta(days=1)
        reason = _OFF.get(at, "cuối tuần" if at.weekday() > 4 else "")
        left -= not reason
        steps.append(
            Bag(day=at, counted=not reason, number=None if reason else working - left, reason=reason)
        )
    return steps


class Everything(forms.Form):
    """One field of each kind the pages use."""

    body = forms.CharField(
        label="Ông/bà muốn nói gì với phường?",
        help_text="Chuyện gì, ở đâu, từ bao giờ. Viết như nói, không cần đúng mẫu.",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
    )
    lane = forms.ChoiceField(
        label="Ai được đọc ý kiến này?",
        widget=forms.RadioSelect,
        choices=[
            ("public", "Mọi người"),
            ("office", "Chỉ cơ quan giải quyết"),
            ("sealed", "Cần giữ kín danh tính"),
        ],
    )
    place = forms.CharField(label="Ở chỗ nào?", required=False, help_text="Số nhà, hẻm, tổ dân phố.")
    phone = forms.CharField(
        label="Số điện thoại", required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    office = forms.ChoiceField(
        label="Giao cho",
        choices=[("", "Chọn cơ quan"), ("1", "Phòng Kinh tế, Hạ tầng và Đô thị"), ("2", LONGEST_OFFICE)],
    )
    on = forms.DateField(
        label="Xảy ra ngày nào?", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    photos = forms.FileField(
        label="Ảnh", required=False, help_text="Vị trí chụp và tên máy sẽ được xóa khỏi ảnh."
    )
    consent = forms.BooleanField(
        label="Tôi đồng ý để phường xử lý thông tin trên nhằm trả lời tôi",
        help_text="Ông/bà có thể rút lại bất cứ lúc nào.",
    )


class Reason(forms.Form):
    """A small step of the desk."""

    why = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}))


LANE_HINTS = {
    "public": "Câu chuyện lên trang công khai sau khi che tên, số điện thoại, địa chỉ nhà.",
    "office": "Không đăng lên. Ông/bà vẫn theo dõi được bằng mã.",
    "sealed": "Nếu muốn báo một người làm sai mà sợ bị trả thù: nơi khác nhận, có luật bảo vệ.",
}

ROWS = [
    (
        "Rác xây dựng đổ ở bãi đất trống tổ 12",
        "phản ánh · KN-26-7XK4M2",
        Nearness.LATE,
        "Quá hẹn 3 ngày",
        "Trật tự đô thị",
        "Lê Tâm",
    ),
    (
        "Xin xem lại mức bồi thường thửa 214",
        "khiếu nại · KN-26-93QFTB",
        Nearness.LATE,
        "Quá hẹn 1 ngày",
        "Kinh tế – Hạ tầng",
        "",
    ),
    (
        "Đèn đường hỏng đoạn trước trường mầm non",
        "phản ánh · KN-26-C7HD2W",
        Nearness.SOON,
        "Hôm nay",
        "Kinh tế – Hạ tầng",
        "Lê Tâm",
    ),
    (
        "Loa phát thanh quá to lúc 5 giờ sáng",
        "kiến nghị · KN-26-R4VX8N",
        Nearness.SOON,
        "Còn 2 ngày",
        "Văn hóa – Xã hội",
        "Trần Hoa",
    ),
    (
        "nha van hoa khu pho 3 dong cua ca tuan k ai tra loi",
        "phản ánh · KN-26-KM29PA",
        Nearness.OK,
        "Còn 5 ngày",
        "Văn hóa – Xã hội",
        "",
    ),
    (
        "Đề nghị công khai thu chi quỹ đền ơn đáp nghĩa",
        "kiến nghị · KN-26-TT6B3C",
        Nearness.OK,
        "Còn 6 ngày",
        "Văn phòng",
        "Nguyễn Minh",
    ),
    (
        "Góp ý giờ làm việc thứ Bảy của bộ phận một cửa",
        "góp ý · KN-26-W8Z5QH",
        Nearness.OK,
        "Còn 8 ngày",
        "Hành chính công",
        "Nguyễn Minh",
    ),
    (
        "Nước máy đục, chưa rõ địa chỉ",
        "phản ánh · KN-26-2GJD7R",
        Nearness.WAIT,
        "Chờ người dân",
        "Kinh tế – Hạ tầng",
        "Lê Tâm",
    ),
]
QUEUE = [
    {"title": t, "href": "#", "sub": s, "d": Due(k, w), "office": o, "officer": p, "current": not i}
    for i, (t, s, k, w, o, p) in enumerate(ROWS)
]

BODY = (
    "Ba tuần nay có xe ba gác đổ xà bần ban đêm ở bãi đất đối diện số 12/4 đường số 3. "
    "Trẻ con chơi ở đó giẫm phải đinh. Gọi tôi 0912 345 678 nếu cần chỉ chỗ."
)
SPANS = [(BODY.index("12/4"), BODY.index(". Trẻ")), (BODY.index("0912"), BODY.index(" nếu cần"))]

TIMELINE = [
    Bag(at="03/11 09:12", text="Tiếp nhận qua điện thoại", who="bà Bảy, tổ trưởng, tiếp nhận hộ"),
    Bag(at="03/11 14:40", text="Thụ lý, giao Đội Quản lý trật tự đô thị"),
    Bag(at="13/11 08:00", text="Nhắc hẹn: còn 2 ngày làm việc"),
    Bag(at="18/11 00:00", text="Quá hẹn; báo Chủ tịch phường"),
]
STEPS = [
    {"label": "Đã gửi", "state": "past", "when": "03/11"},
    {"label": "Thụ lý", "state": "past", "when": "03/11"},
    {"label": "Đang giải quyết", "state": "now", "when": "Đội Quản lý trật tự đô thị"},
    {"label": "Trả lời", "state": "next", "when": "hẹn 17/11"},
    {"label": "Ông/bà đánh giá", "state": "next"},
]
PROMISES = [
    {"label": "Đúng hẹn", "n": 38, "kind": "good", "href": "#"},
    {"label": "Gia hạn có lý do", "n": 4, "kind": "warn"},
    {"label": "Quá hẹn", "n": 4, "kind": "bad"},
]
DOORS = [
    ("Dân biết", "Ngân sách, dự án, thủ tục, kết quả", "3 nội dung mới tuần này"),
    ("Dân bàn", "Góp ý dự thảo, đối thoại, biểu quyết", "2 dự thảo đang mở, còn 6 ngày"),
    ("Dân làm", "Việc chung, đóng góp, cam kết", "Hẻm 47: đã góp 61%"),
    ("Dân kiểm tra", "Phản ánh, kiến nghị, kết quả trả lời", "41 việc đang xử lý"),
    ("Dân giám sát", "Ban Thanh tra nhân dân, giám sát đầu tư", "5 kiến nghị chờ trả lời"),
    ("Dân thụ hưởng", "Mức hài lòng, xếp loại, khen thưởng", ""),
]
ANSWERED = [
    {
        "title": "Hẻm 47 Nguyễn Súy ngập mỗi khi mưa",
        "meta": "Phòng Kinh tế, Hạ tầng và Đô thị · trả lời sau 7 ngày làm việc",
        "d": DONE,
    },
    {
        "title": "Xin giấy xác nhận cư trú phải đi lại ba lần",
        "meta": "Trung tâm Phục vụ hành chính công · trả lời sau 4 ngày làm việc",
        "d": Due(Nearness.DONE, "Đúng hẹn · giải quyết một phần"),
    },
    {
        "title": "Loa phát thanh quá to lúc 5 giờ sáng",
        "meta": "Phòng Văn hóa – Xã hội · hẹn trả lời 25/11",
        "d": Due(Nearness.SOON, "Còn 2 ngày làm việc (nghỉ 24/11)"),
    },
    {
        "title": "Rác xây dựng đổ ở bãi đất trống tổ 12",
        "meta": "Đội Quản lý trật tự đô thị · hẹn trả lời 17/11",
        "d": LATE,
    },
]
OFFICES = [
    ["Phòng Kinh tế, Hạ tầng và Đô thị", 64, {"text": 51, "href": "#"}, 6, 7, 3, 5, 2, 4],
    ["Phòng Văn hóa – Xã hội", 31, {"text": 29, "href": "#"}, 1, 1, 0, 2, 1, 0],
    [LONGEST_OFFICE, 12, {"text": 9, "href": "#"}, 2, 1, 1, 0, 0, 1],
    ["Đội Quản lý trật tự đô thị", "dưới 10", "–", "–", "–", "–", "–", "–", "–"],
]
COLUMNS = [{"label": "Cơ quan"}] + [
    {"label": label, "num": True}
    for label in (
        "Đến hạn (n)",
        "Đúng hẹn",
        "Gia hạn",
        "Quá hẹn",
        "Không thụ lý",
        "Chuyển nơi khác",
        "Mở lại",
        "Chưa giải quyết",
    )
]
NAV: list[dict[str, Any]] = [
    {"label": "Dân biết", "url": "#1"},
    {"label": "Lấy ý kiến", "url": "#2"},
    {"label": "Đối thoại", "url": "#3"},
    {"label": "Phản ánh", "url": "#4", "current": True},
    {"label": "Đăng nhập", "url": "#5"},
]
DESK_NAV: list[dict[str, Any]] = [
    {"label": "Việc của tôi", "url": "#1", "count": 8, "current": True},
    {"label": "Cả phường", "url": "#2", "count": 41},
    {"label": "Chờ phân công", "url": "#3", "count": 2},
    {"label": "Chờ duyệt trả lời", "url": "#4", "count": 3},
    {"rule": True},
    {"label": "Đối thoại", "url": "#5", "count": 1},
    {"label": "Lấy ý kiến", "url": "#6", "count": 2},
    {"label": "Công khai", "url": "#7", "count": 4},
    {"label": "Cam kết", "url": "#8", "count": 12},
    {"rule": True},
    {"label": "Tình hình", "url": "#9"},
    {"label": "Báo cáo", "url": "#10"},
]


def _clock() -> dict[str, Any]:
    late, ahead = date(2026, 11, 17), date(2026, 11, 30)
    return {
        "today": TODAY,
        "received": date(2026, 11, 3),
        "sent": date(2026, 11, 13),
        "from_today_on": date(2026, 12, 7),
        "from_today_cells": days.day_strip(counted_days(TODAY, 10), due_on=date(2026, 12, 7), today=TODAY),
        "article": ARTICLE,
        "late_on": late,
        "late_cells": days.day_strip(counted_days(date(2026, 11, 3), 10), due_on=late, today=TODAY),
        "soon_on": ahead,
        "soon_cells": days.day_strip(counted_days(date(2026, 11, 13), 10), due_on=ahead, today=TODAY),
        "soon": due(ahead, 5),
        "long_on": date(2026, 12, 30),
        "long_cells": days.day_strip(
            counted_days(date(2026, 10, 27), 45), due_on=date(2026, 12, 30), today=TODAY
        ),
    }


def _qr() -> str:
    import segno

    return segno.make("https://dan.phuonglekhoi.example/theo-doi/KN-26-7XK4M2", error="m").svg_inline(
        scale=4, border=0, svgclass=None, lineclass=None, omitsize=True
    )


def components() -> dict[str, Any]:
    """All that the gallery page shows."""
    wrong = Everything({"body": "", "lane": "", "phone": "0912"})
    wrong.is_valid()
    return _clock() | {
        "form": Everything(initial={"lane": "public"}),
        "over": Reason({"over-why": "Việc này thuộc phường bên; đã gọi báo lúc 9 giờ."}, prefix="over"),
        "wrong": wrong,
        "hints": LANE_HINTS,
        "late": LATE, "soon_due": SOON, "fine": FINE, "wait": WAIT, "done": DONE, "ended": ENDED,
        "queue": QUEUE, "body": BODY, "spans": SPANS, "timeline": TIMELINE, "steps_shown": STEPS,
        "promises": PROMISES, "doors": DOORS, "answered": ANSWERED, "offices": OFFICES, "columns": COLUMNS,
        "office": LONGEST_OFFICE, "unbroken": UNBROKEN, "hostile": HOSTILE, "qr": _qr(), "sample_nav": NAV,
    }  # fmt: skip


def _front() -> dict[str, Any]:
    plain = [link | {"current": False} for link in NAV]
    return _clock() | {"doors": DOORS, "answered": ANSWERED, "promises": PROMISES, "sample_nav": plain}


def _desk() -> dict[str, Any]:
    return _clock() | {
        "queue": QUEUE, "sample_nav": DESK_NAV, "late": LATE, "body": BODY, "spans": SPANS,
        "timeline": TIMELINE, "sample_me": Bag(name="Lê Tâm"), "pane_open": True, "list_url": "#",
    }  # fmt: skip


def _leader() -> dict[str, Any]:
    return components() | {"sample_nav": DESK_NAV, "layout": "wide"}


def _case() -> dict[str, Any]:
    return _clock() | {
        "steps_shown": STEPS, "timeline": TIMELINE, "body": BODY, "spans": SPANS, "sample_nav": NAV,
        "late": LATE,
    }  # fmt: skip


def _question() -> dict[str, Any]:
    return {
        "form": Everything(), "hints": LANE_HINTS, "step": 2, "steps": 5, "back_url": "#", "sample_nav": NAV,
        "draft_key": "gallery",
    }  # fmt: skip


def _receipt() -> dict[str, Any]:
    return _clock() | {"qr": _qr(), "sample_nav": NAV}


SAMPLES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "trang-dau": ("ui/gallery/front.html", _front),
    "ban-lam-viec": ("ui/gallery/desk.html", _desk),
    "tinh-hinh": (
        "ui/gallery/leader.html",
        lambda: components() | {"sample_nav": DESK_NAV, "layout": "wide"},
    ),
    "cau-hoi": ("ui/gallery/question.html", _question),
    "bien-nhan": ("ui/gallery/receipt.html", _receipt),
    "ho-so": ("ui/gallery/case.html", _case),
    "dang-nhap": ("ui/gallery/signin.html", lambda: {"form": Everything(), "sample_nav": NAV}),
}
