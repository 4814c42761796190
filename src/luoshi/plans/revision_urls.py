"""Addresses of revisions, new documents of a plan, versions and histories."""

from django.urls import path

from luoshi.plans import colleague_views as colleagues
from luoshi.plans import revision_compare_views as documents
from luoshi.plans import revision_edit_views as edits
from luoshi.plans import revision_find_views as finding
from luoshi.plans import revision_order_views as orders
from luoshi.plans import revision_version_views as versions

urlpatterns = [
    path("plans/<int:plan_id>/", orders.revision_list, name="revision_list"),
    path("plans/<int:plan_id>/new/", orders.new_order, name="revision_new"),
    path("plans/<int:plan_id>/find/", finding.find, name="revision_find"),
    path("plans/<int:plan_id>/upload/", orders.upload, name="revision_upload"),
    path("plans/<int:plan_id>/documents/", orders.documents, name="revision_documents"),
    path("plans/<int:plan_id>/add/<slug:kind>/", edits.add, name="revision_add"),
    path("plans/<int:plan_id>/versions/", versions.version_list, name="version_list"),
    path("plans/<int:plan_id>/versions/<int:version_id>/withdraw/", versions.version_withdraw, name="version_withdraw"),
    path("plans/<int:plan_id>/difference/", versions.version_difference, name="version_difference"),
    path(
        "plans/<int:plan_id>/difference/export/", versions.version_difference_export, name="version_difference_export"
    ),
    path("plans/<int:plan_id>/as-of/", versions.plan_as_of, name="plan_as_of"),
    path("edit/<slug:kind>/<int:row_id>/", edits.edit_item, name="revision_edit"),
    path("history/<slug:kind>/<int:row_id>/", versions.item_history, name="item_history"),
    path("orders/<int:revision_id>/", orders.revision_page, name="revision_page"),
    path("orders/<int:revision_id>/colleagues/", colleagues.at_order, name="revision_colleagues"),
    path("orders/<int:revision_id>/words/", orders.words, name="revision_words"),
    path("orders/<int:revision_id>/enforce/", orders.enforce, name="revision_enforce"),
    path("orders/<int:revision_id>/drop/", orders.drop_order, name="revision_drop"),
    path("orders/<int:revision_id>/edits/<int:edit_id>/", edits.edit_added, name="revision_edit_added"),
    path("orders/<int:revision_id>/edits/<int:edit_id>/undo/", orders.undo_edit, name="revision_undo"),
    path("orders/<int:revision_id>/edits/<int:edit_id>/keep/", orders.keep_edit, name="revision_keep"),
    path("documents/<int:review_id>/", documents.compare_page, name="revision_compare"),
    path("documents/<int:review_id>/match/", documents.match, name="revision_match"),
    path("documents/<int:review_id>/enforce/", documents.enforce, name="revision_compare_enforce"),
]
