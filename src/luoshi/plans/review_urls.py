"""Addresses of the import and the review of a document."""

from django.urls import path

from luoshi.plans import review_views as views

urlpatterns = [
    path("", views.review_list, name="review_list"),
]
