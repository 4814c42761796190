"""Addresses of the rounds; each group of pages keeps its own list."""

from django.urls import include, path

urlpatterns = [
    path("", include("luoshi.rounds.report_urls")),
    path("", include("luoshi.rounds.setup_urls")),
    path("", include("luoshi.rounds.round_urls")),
]
