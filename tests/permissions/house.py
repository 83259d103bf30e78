"""Rows of the house itself: overview, people, letters."""

from tests.permissions import CITIZENS, NOBODY, OFFICIALS, Row, for_, signed

ROWS: dict[str, Row] = {
    # --- overview: everyone -------------------------------------------------------------------
    "home:front": Row("ok"),
    "home:search": Row("ok"),
    "home:law": Row("ok"),
    "home:accessibility": Row("ok"),
    "home:privacy": Row("ok"),
    "home:source": Row("ok"),
    "home:health": Row("ok"),
    "today:today": Row(signed("ok")),
    "holidays:holidays": Row(for_({("hoa", "other"): "ok", NOBODY: "desk-sign-in"}),
                             for_({("hoa", "other"): "form-error", NOBODY: "desk-sign-in"})),
    "gallery": Row("ok", "ok"),
    "gallery_sample": Row("ok", "ok", fixed={"sample": "trang-dau"}),
    "language": Row("moved", "moved", fixed={"code": "en"}),
    # --- people -------------------------------------------------------------------------------
    "sign_in": Row(for_({NOBODY: "ok"}, "moved"), for_({NOBODY: "ok"}, "moved")),
    "sign_in_code": Row("sign-in", "sign-in"),
    "identity_start": Row("missing"),
    "identity_return": Row("bad"),
    "official_sign_in": Row(for_({OFFICIALS: "moved"}, "ok"), for_({OFFICIALS: "moved"}, "ok")),
    "second_step": Row("desk-sign-in", "desk-sign-in"),
    "set_up_factor": Row(for_({OFFICIALS: "moved"}, "desk-sign-in"), for_({OFFICIALS: "moved"}, "desk-sign-in")),
    "sign_in_again": Row(signed("ok"), signed("desk-sign-in")),
    "password_forgotten": Row("ok", "ok"),
    "password_new": Row("spent", "spent", fixed={"uid": "MQ", "token": "a-b"}),
    "sign_out": Row("no-method", "moved"),
    "account": Row(for_({NOBODY: "sign-in"}, "ok"), for_({NOBODY: "sign-in"}, "ok")),
    "leave_account": Row(for_({NOBODY: "sign-in", CITIZENS: "ok"}), for_({NOBODY: "sign-in", CITIZENS: "ok"})),
    "password_change": Row(signed("ok"), signed("ok")),
    "recovery_codes": Row(signed("no-method"), signed("moved")),
    "remove_factor": Row(signed("no-method"), signed("moved")),
    "post:notices": Row(for_({NOBODY: "sign-in"}, "ok"), for_({NOBODY: "sign-in"}, "moved")),
}
