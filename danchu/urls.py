"""Every address of the platform, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("danchu.overview.home.urls")),
    path("", include("danchu.ground.people.urls")),
    path("", include("danchu.mechanisms.petitions.urls")),
]
