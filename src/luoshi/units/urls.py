"""Addresses of units and regions."""

from django.urls import path

from luoshi.units import region_views, unit_views, views

urlpatterns = [
    path("", views.unit_list, name="unit_list"),
    path("add/", views.unit_add, name="unit_add"),
    path("order/", views.unit_order, name="unit_order"),
    path("regions/", region_views.region_list, name="region_list"),
    path("regions/<int:region_id>/add/", region_views.region_add, name="region_add"),
    path("regions/<int:region_id>/", region_views.region_edit, name="region_edit"),
    path("<int:unit_id>/", unit_views.unit_card, name="unit_card"),
    path("<int:unit_id>/rename/", unit_views.unit_rename, name="unit_rename"),
    path("<int:unit_id>/names/", unit_views.unit_names, name="unit_names"),
    path("<int:unit_id>/members/", unit_views.unit_members, name="unit_members"),
    path("<int:unit_id>/merge/", unit_views.unit_merge, name="unit_merge"),
    path("<int:unit_id>/later/<int:change_id>/drop/", unit_views.unit_later_drop, name="unit_later_drop"),
    path("<int:unit_id>/departments/", unit_views.unit_departments, name="unit_departments"),
]
