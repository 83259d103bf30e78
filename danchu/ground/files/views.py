"""The only way out for a stored file: asks the case's own policy, says nothing when the answer is no."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from danchu.ground.files.models import Attachment, Kind
from danchu.ground.files.policy import may_read
from danchu.ground.files.storing import small, where
from danchu.ground.journal.models import Audience

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
# The browser shows a picture in a page of its own making, with its own styles; nothing else may come in.
OF_PICTURES = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
# Public files are kept by the browser but asked for each time: what is withdrawn is gone at once.
CACHE = {Audience.PUBLIC: "public, no-cache"}
OTHERWISE = "private, no-store"


@require_safe
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Serve one file. Missing, forbidden and lost from the disk are the same 404. `name` is for people
    only; `?co=nho` asks for a picture small.
    """
    found = Attachment.objects.filter(pk=pk).first()
    if found is None or not may_read(request, found):
        raise Http404
    is_public = found.audience == Audience.PUBLIC
    as_small = found.kind == Kind.IMAGE and request.GET.get("co") == "nho"
    tag = f'"{found.sha256[:32]}{"-nho" if as_small else ""}"'
    if is_public and tag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), found, tag)
    try:
        content = (small(found) if as_small else where(found)).open("rb")
    except OSError as lost:
        raise Http404 from lost
    download = found.kind != Kind.IMAGE
    return _with_headers(
        FileResponse(content, as_attachment=download, filename=found.name, content_type=found.mime),
        found,
        tag,
    )


def _with_headers(response: HttpResponseBase, found: Attachment, tag: str) -> HttpResponseBase:
    for header, value in HEADERS.items():
        response.headers[header] = value
    if found.kind == Kind.IMAGE:
        response.headers["Content-Security-Policy"] = OF_PICTURES
    response.headers["Cache-Control"] = CACHE.get(Audience(found.audience), OTHERWISE)
    if found.audience == Audience.PUBLIC:
        response.headers["ETag"] = tag
    return response
