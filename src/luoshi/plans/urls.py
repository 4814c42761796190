"""Addresses of plans, tasks, targets, task forces, reviews, breakdowns and revisions."""

from django.urls import include, path

from luoshi.plans import body_views, compare_views, plan_views, region_views, target_views, task_views, unit_views

urlpatterns = [
    path("", plan_views.plan_list, name="plan_list"),
    path("<int:plan_id>/", plan_views.plan_page, name="plan_page"),
    path("<int:plan_id>/document/", plan_views.document_page, name="document_page"),
    path("<int:plan_id>/tasks.json", plan_views.plan_tasks_json, name="plan_tasks_json"),
    path("parts/<int:part_id>/", plan_views.part_page, name="part_page"),
    path("tasks/", task_views.task_list, name="task_list"),
    path("tasks/export/", task_views.task_export, name="task_export"),
    path("tasks/<int:task_id>/", task_views.task_page, name="task_page"),
    path("targets/", target_views.target_list, name="target_list"),
    path("targets/export/", target_views.target_export, name="target_export"),
    path("targets/<int:target_id>/", target_views.target_page, name="target_page"),
    path("units/<int:unit_id>/", unit_views.unit_page, name="unit_page"),
    path("units/<int:unit_id>/export/", unit_views.unit_export, name="unit_export"),
    path("bodies/", body_views.body_list, name="body_list"),
    path("bodies/<int:body_id>/", body_views.body_page, name="body_page"),
    path("bodies/<int:body_id>/seat/", body_views.body_seat, name="body_seat"),
    path("regions/", region_views.region_overview, name="region_overview"),
    path("compare/", compare_views.compare_page, name="compare"),
    path("compare/export/", compare_views.compare_export, name="compare_export"),
    path("reviews/", include("luoshi.plans.review_urls")),
    path("breakdowns/", include("luoshi.plans.breakdown_urls")),
    path("instructions/", include("luoshi.plans.instruction_urls")),
    path("revisions/", include("luoshi.plans.revision_urls")),
]
