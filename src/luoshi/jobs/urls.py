"""Addresses of the page on background work."""

from django.urls import path

from luoshi.jobs import views

urlpatterns = [path("", views.job_list, name="job_list")]
