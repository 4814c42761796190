"""Addresses of the page on background work."""

from django.urls import path

from luoshi.jobs import views

urlpatterns = [
    path("", views.job_list, name="job_list"),
    path("<uuid:job_id>/again/", views.job_again, name="job_again"),
]
