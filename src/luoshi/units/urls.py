"""Addresses of units and regions."""

from django.urls import path

from luoshi.units import region_views, unit_views, views

urlpatterns = [
    path("", views.unit_list, name="unit_list"),
    path("add/", views.unit_add, name="unit_add"),
    path("order/", views.unit_order, name="unit_order"),
    path("regions/", region_views.region_list, name="region_list"),
    path("regions/<int:pk>/add/", region_views.region_add, name="region_add"),
    path("regions/<int:pk>/", region_views.region_edit, name="region_edit"),
    path("<int:pk>/", unit_views.unit_card, name="unit_card"),
    path("<int:pk>/rename/", unit_views.unit_rename, name="unit_rename"),
    path("<int:pk>/names/", unit_views.unit_names, name="unit_names"),
    path("<int:pk>/members/", unit_views.unit_members, name="unit_members"),
    path("<int:pk>/merge/", unit_views.unit_merge, name="unit_merge"),
    path("<int:pk>/departments/", unit_views.unit_departments, name="unit_departments"),
]
