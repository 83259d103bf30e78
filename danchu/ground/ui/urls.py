"""Addresses of the look itself: the gallery and the switch between the two languages."""

from django.urls import path

from danchu.ground.ui import views

urlpatterns = [
    path("bo-giao-dien/", views.gallery, name="gallery"),
    path("bo-giao-dien/<slug:sample>/", views.sample, name="gallery_sample"),
    path("ngon-ngu/<slug:code>/", views.language, name="language"),
]
