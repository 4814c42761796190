"""Addresses of the pages on which units report."""

from django.urls import path

from luoshi.rounds import report_views as views

urlpatterns = [
    path("reports/<int:report_id>/", views.report_page, name="report_page"),
    path("reports/<int:report_id>/lines/<int:line_id>/", views.report_line, name="report_line"),
    path("reports/<int:report_id>/unchanged/", views.report_unchanged, name="report_unchanged"),
    path("reports/<int:report_id>/submit/", views.report_submit, name="report_submit"),
    path("reports/<int:report_id>/withdraw/", views.report_withdraw, name="report_withdraw"),
]
