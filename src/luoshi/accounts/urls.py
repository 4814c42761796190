"""Addresses of log-in and accounts. allauth's own pages for signing up and e-mail are left out."""

from django.urls import path

from luoshi.accounts import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("own/", views.own_account, name="own_account"),
    path("password/", views.first_password, name="first_password"),
    path("post/", views.switch_post, name="switch_post"),
    path("all/", views.account_list, name="account_list"),
]
