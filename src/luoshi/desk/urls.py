"""Addresses of the shell."""

from django.urls import path

from luoshi.desk import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("words/", views.words, name="words"),
    path("health", views.health, name="health"),
]
