"""Every address of the platform, room by room."""

from django.urls import include, path

from danchu.ground.ui.addresses import ByFirstWords

urlpatterns = [ByFirstWords([
    path("", include("danchu.mechanisms.petitions.urls")),  # first: asked most, and what comes first is found first
    path("", include("danchu.overview.home.urls")),
    path("", include("danchu.overview.today.urls")),
    path("", include("danchu.overview.holidays.urls")),
    path("", include("danchu.ground.ui.urls")),
    path("", include("danchu.ground.people.urls")),
    path("", include("danchu.ground.files.urls")),
    path("", include("danchu.ground.post.urls")),
    # --- mechanisms; petitions' desk last: `ban-lam-viec/<code>/` takes whatever no other desk has ---
    path("", include("danchu.mechanisms.news.urls")),
    path("", include("danchu.mechanisms.news.desk_urls")),
    path("", include("danchu.mechanisms.disclosures.urls")),
    path("", include("danchu.mechanisms.disclosures.desk_urls")),
    path("", include("danchu.mechanisms.consultations.urls")),
    path("", include("danchu.mechanisms.consultations.desk_urls")),
    path("", include("danchu.mechanisms.dialogues.hall_urls")),
    path("", include("danchu.mechanisms.information.urls")),
    path("", include("danchu.mechanisms.information.desk_urls")),
    path("", include("danchu.mechanisms.dialogues.urls")),
    path("", include("danchu.mechanisms.dialogues.desk_urls")),
    path("", include("danchu.mechanisms.works.urls")),
    path("", include("danchu.mechanisms.works.desk_urls")),
    path("", include("danchu.mechanisms.petitions.desk_urls")),
])]
handler400 = "danchu.overview.home.errors.bad_request"
handler404 = "danchu.overview.home.errors.missing"
handler403 = "danchu.overview.home.errors.missing"
handler500 = "danchu.overview.home.errors.broken"
