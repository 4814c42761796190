"""The addresses of all rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("luoshi.desk.urls")),
    path("plans/", include("luoshi.plans.urls")),
    path("rounds/", include("luoshi.rounds.urls")),
    path("units/", include("luoshi.units.urls")),
    path("accounts/", include("luoshi.accounts.urls")),
    path("calendar/", include("luoshi.calendar.urls")),
    path("notices/", include("luoshi.notices.urls")),
    path("audit/", include("luoshi.audit.urls")),
    path("jobs/", include("luoshi.jobs.urls")),
]

handler400 = "luoshi.desk.errors.bad_request"
handler403 = "luoshi.desk.errors.forbidden"
handler404 = "luoshi.desk.errors.not_found"
handler500 = "luoshi.desk.errors.broken"
handler429 = "luoshi.desk.errors.too_many"
