"""The journey of a request by voters for a dialogue. Tables, and nothing else."""

from enum import StrEnum

from danchu.law.roles import Role
from danchu.law.shares import DIALOGUE_ON_REQUEST

PREFIX = "DN"
ENOUGH = DIALOGUE_ON_REQUEST  # one tenth of the commune's voters (Law 72/2025 art. 43)


class RequestState(StrEnum):
    OPEN = "open"  # đang lấy chữ ký
    MET = "met"  # đã đủ chữ ký, phải tổ chức đối thoại
    EXPIRED = "expired"  # hết ngày lấy chữ ký mà chưa đủ
    CLOSED = "closed"  # đã kết thúc


class RequestStep(StrEnum):
    OPEN_REQUEST = "open_request"  # mở đề nghị
    SIGN = "sign"  # ký
    WITHDRAW_SIGNATURE = "withdraw_signature"  # rút chữ ký
    ENTER_SHEET = "enter_sheet"  # nhập phiếu giấy
    MEET = "meet"  # đủ chữ ký
    EXPIRE = "expire"  # hết ngày lấy chữ ký
    CLOSE_REQUEST = "close_request"  # kết thúc đề nghị


class SignedLevel(StrEnum):
    """How it is known that the account is the signer's own."""

    CONTACT = "contact"  # xác minh thư, điện thoại
    IDENTITY = "identity"  # định danh điện tử


_DESK = (Role.RECEPTION, Role.LEADER)
REQUEST_JOURNEY: dict[tuple[RequestState, RequestStep], tuple[tuple[Role, ...], RequestState | None]] = {
    # where it stands, the step                           whose step it is, where it stands then
    (RequestState.OPEN, RequestStep.SIGN): ((Role.PUBLIC,), None),
    (RequestState.OPEN, RequestStep.WITHDRAW_SIGNATURE): ((Role.PUBLIC,), None),
    (RequestState.OPEN, RequestStep.ENTER_SHEET): (_DESK, None),
    (RequestState.OPEN, RequestStep.MEET): ((Role.CLOCK,), RequestState.MET),
    (RequestState.OPEN, RequestStep.EXPIRE): ((Role.CLOCK,), RequestState.EXPIRED),
    (RequestState.OPEN, RequestStep.CLOSE_REQUEST): ((Role.LEADER,), RequestState.CLOSED),
    (RequestState.MET, RequestStep.CLOSE_REQUEST): ((Role.LEADER,), RequestState.CLOSED),
}
LEVEL_OF = {"vneid": SignedLevel.IDENTITY}  # `Person.verified_by` → level; every other account proved a contact
