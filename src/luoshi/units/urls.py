"""Addresses of units and people."""

from django.urls import path

from luoshi.units import views

urlpatterns = [
    path("", views.unit_list, name="unit_list"),
    path("people/", views.people, name="people"),
]
