"""Addresses of the front page and of the rooms that read everything."""

from django.urls import path

from danchu.overview.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("tim/", views.search, name="search"),
    path("luat/", views.law, name="law"),
    path("tro-nang/", views.accessibility, name="accessibility"),
    path("quyen-rieng-tu/", views.privacy, name="privacy"),
    path("ma-nguon/", views.source, name="source"),
    path("health", views.health, name="health"),
]
