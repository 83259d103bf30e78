"""Every address of the platform, and an empty one: what the server and Django cost without us."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from danchu.urls import handler400, handler403, handler404, handler500
from danchu.urls import urlpatterns as ours

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok")


urlpatterns = [path("trong/", empty, name="empty"), *ours]
