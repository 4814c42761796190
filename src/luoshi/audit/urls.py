"""Addresses of the audit trail."""

from django.urls import path

from luoshi.audit import views

urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("check/", views.event_check, name="event_check"),
    path("export/", views.event_export, name="event_export"),
]
