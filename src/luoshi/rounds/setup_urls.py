"""Addresses of the set-ups of a plan."""

from django.urls import path

from luoshi.rounds import setup_views as views

urlpatterns = [
    path("plans/<int:plan_id>/arrangements/", views.arrangement_list, name="arrangement_list"),
    path("plans/<int:plan_id>/arrangements/confirm/", views.arrangement_confirm_all, name="arrangement_confirm_all"),
    path("arrangements/<int:arrangement_id>/", views.arrangement_page, name="arrangement_page"),
    path("arrangements/<int:arrangement_id>/set/", views.arrangement_set, name="arrangement_set"),
]
