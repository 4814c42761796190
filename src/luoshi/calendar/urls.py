"""Addresses of the working calendar."""

from django.urls import path

from luoshi.calendar import views

urlpatterns = [
    path("", views.calendar_page, name="calendar_page"),
    path("<int:year>/", views.calendar_enter, name="calendar_enter"),
]
