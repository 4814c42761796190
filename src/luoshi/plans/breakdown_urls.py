"""Addresses of the breakdown of tasks into measures, the register of measures, and shares passed on."""

from django.urls import path

from luoshi.plans import breakdown_lists as lists
from luoshi.plans import breakdown_views as views
from luoshi.plans import breakdown_workbook_views as workbook
from luoshi.plans import colleague_views as colleagues
from luoshi.plans import share_views as shares

urlpatterns = [
    path("", lists.breakdown_list, name="breakdown_list"),
    path("submit/", lists.breakdown_submit_many, name="breakdown_submit_many"),
    path("decide/", lists.breakdown_decide_many, name="breakdown_decide_many"),
    path("register/", lists.measure_register, name="measure_register"),
    path("register/export/", lists.measure_register_export, name="measure_register_export"),
    path("workbook/", workbook.breakdown_workbook, name="breakdown_workbook"),
    path("workbook/in/", workbook.breakdown_workbook_in, name="breakdown_workbook_in"),
    path("workbook/apply/", workbook.breakdown_workbook_apply, name="breakdown_workbook_apply"),
    path("shares/<int:task_id>/", shares.share_give, name="share_give"),
    path("shares/<int:share_id>/withdraw/", shares.share_withdraw, name="share_withdraw"),
    path("<int:task_id>/<int:unit_id>/", views.breakdown_page, name="breakdown_page"),
    path("<int:task_id>/<int:unit_id>/colleagues/", colleagues.at_breakdown, name="breakdown_colleagues"),
    path("<int:task_id>/<int:unit_id>/rows/", views.breakdown_rows, name="breakdown_rows"),
    path("<int:task_id>/<int:unit_id>/names/", views.breakdown_names, name="breakdown_names"),
    path("<int:task_id>/<int:unit_id>/fill/", views.breakdown_fill, name="breakdown_fill"),
    path("<int:task_id>/<int:unit_id>/submit/", views.breakdown_submit, name="breakdown_submit"),
    path("<int:task_id>/<int:unit_id>/withdraw/", views.breakdown_withdraw, name="breakdown_withdraw"),
    path("<int:task_id>/<int:unit_id>/reopen/", views.breakdown_reopen, name="breakdown_reopen"),
    path("<int:task_id>/<int:unit_id>/give-up/", views.breakdown_give_up, name="breakdown_give_up"),
    path("<int:task_id>/<int:unit_id>/decide/", views.breakdown_decide, name="breakdown_decide"),
    path("<int:task_id>/<int:unit_id>/history/", views.breakdown_history, name="breakdown_history"),
]
