"""Addresses of plans, tasks, targets, task forces, reviews, breakdowns and revisions."""

from django.urls import include, path

from luoshi.plans import views

urlpatterns = [
    path("", views.plan_list, name="plan_list"),
    path("tasks/", views.task_list, name="task_list"),
    path("targets/", views.target_list, name="target_list"),
    path("bodies/", views.body_list, name="body_list"),
    path("reviews/", include("luoshi.plans.review_urls")),
    path("breakdowns/", include("luoshi.plans.breakdown_urls")),
    path("revisions/", include("luoshi.plans.revision_urls")),
]
