"""What a page may load, told to every browser: one policy for all pages, written once. A file has a narrower one."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class PolicyMiddleware:
    """The policy of `settings.CONTENT_SECURITY_POLICY`, unless the answer brings its own: only files do (`sandbox`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response
