"""Addresses of the rounds, and of what waits for a decision."""

from django.urls import path

from luoshi.rounds import round_views as views

urlpatterns = [
    path("", views.round_list, name="round_list"),
    path("<int:round_id>/", views.round_page, name="round_page"),
    path("reports/<int:report_id>/open/", views.report_open, name="report_open"),
    path("waiting/", views.waiting, name="waiting"),
    path("waiting/decide/", views.decide, name="decide"),
    path("waiting/<int:line_id>/together/", views.bring_together, name="bring_together"),
]
