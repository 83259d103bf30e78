"""The parts people play. Whose step it is, everywhere, is one of these."""

from enum import StrEnum


class Role(StrEnum):
    RECEPTION = "reception"  # tiếp nhận
    HANDLER = "handler"  # xử lý
    LEADER = "leader"  # lãnh đạo
    ADMIN = "admin"  # quản trị
    CLOCK = "clock"  # đồng hồ: the steps that fall due by themselves
    SENDER = "sender"  # người gửi
    ASKER = "asker"  # người nêu việc
    INSPECTOR = "inspector"  # thành viên Ban Thanh tra nhân dân
    FRONT = "front"  # cán bộ Mặt trận
    PUBLIC = "public"  # mọi người

    @property
    def label(self) -> str:
        """In Vietnamese, as screens say it."""
        return _LABELS[self]


_LABELS = {
    Role.RECEPTION: "cán bộ tiếp nhận",
    Role.HANDLER: "cán bộ xử lý",
    Role.LEADER: "lãnh đạo",
    Role.ADMIN: "quản trị",
    Role.CLOCK: "hệ thống (đồng hồ)",
    Role.SENDER: "người gửi",
    Role.ASKER: "người nêu việc",
    Role.INSPECTOR: "thành viên Ban Thanh tra nhân dân",
    Role.FRONT: "cán bộ Mặt trận",
    Role.PUBLIC: "mọi người",
}
