"""Tells Django where this room is."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "danchu.mechanisms.news"
    label = "news"
