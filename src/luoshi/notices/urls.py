"""Addresses of notices, channels and deliveries."""

from django.urls import path

from luoshi.notices import channel_views, views

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("read/", views.notice_read_all, name="notice_read_all"),
    path("wish/", views.notice_wish, name="notice_wish"),
    path("sent/", views.notice_sent, name="notice_sent"),
    path("<int:notice_id>/", views.notice_open, name="notice_open"),
    path("<int:notice_id>/read/", views.notice_read, name="notice_read"),
    path("channels/", channel_views.channel_list, name="channel_list"),
    path("channels/add/<str:kind>/", channel_views.channel_add, name="channel_add"),
    path("channels/<int:channel_id>/", channel_views.channel_edit, name="channel_edit"),
    path("channels/<int:channel_id>/try/", channel_views.channel_try, name="channel_try"),
    path("channels/<int:channel_id>/remove/", channel_views.channel_remove, name="channel_remove"),
    path("deliveries/", channel_views.delivery_list, name="delivery_list"),
    path("deliveries/<int:delivery_id>/again/", channel_views.delivery_again, name="delivery_again"),
]
