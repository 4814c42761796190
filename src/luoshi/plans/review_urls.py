"""Addresses of the import and the review of a document."""

from django.urls import include, path

from luoshi.plans import colleague_views as colleagues
from luoshi.plans import review_item_views as items
from luoshi.plans import review_settling_views as settling
from luoshi.plans import review_upload_views as uploads
from luoshi.plans import review_views as views

of_item = [
    path("", items.item_card, name="review_item"),
    path("edit/", items.edit, name="review_edit"),
    path("remove/", items.remove_item, name="review_remove"),
    path("split/", items.split_task, name="review_split"),
    path("join/", items.join_task, name="review_join"),
    path("settle/", settling.settle_one, name="review_settle"),
    path("alias/", settling.alias, name="review_alias"),
    path("unite/", settling.unite_units, name="review_unite"),
]
of_review = [
    path("", views.review_page, name="review_page"),
    path("colleagues/", colleagues.at_review, name="review_colleagues"),
    path("panel/", views.panel, name="review_panel"),
    path("header/", views.header, name="review_header"),
    path("enforce/", views.enforce, name="review_enforce"),
    path("drop/", views.drop_review, name="review_drop"),
    path("progress/", uploads.progress, name="review_progress"),
    path("again/", uploads.again, name="review_again"),
    path("file/", uploads.source_file, name="review_file"),
    path("report/", uploads.report, name="review_report"),
    path("add/", items.add_item, name="review_add"),
    path("settle/", settling.settle_code, name="review_settle_code"),
    path("items/<int:item_id>/", include(of_item)),
]
urlpatterns = [
    path("", uploads.review_list, name="review_list"),
    path("upload/", uploads.upload, name="review_upload"),
    path("<int:review_id>/", include(of_review)),
]
