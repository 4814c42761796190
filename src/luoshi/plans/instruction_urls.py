"""Addresses of leaders' instructions."""

from django.urls import path

from luoshi.plans import instruction_views as views

urlpatterns = [
    path("", views.instruction_list, name="instruction_list"),
    path("give/", views.instruction_give, name="instruction_give"),
    path("<int:instruction_id>/", views.instruction_page, name="instruction_page"),
    path("<int:instruction_id>/withdraw/", views.instruction_withdraw, name="instruction_withdraw"),
    path("<int:instruction_id>/close/", views.instruction_close, name="instruction_close"),
    path("answers/<int:addressee_id>/", views.instruction_answer, name="instruction_answer"),
]
