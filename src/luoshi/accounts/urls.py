"""Addresses of log-in, one's own account, people and log-ins. allauth's pages for signing up and e-mail are left out."""

from django.urls import path

from luoshi.accounts import account_views, entrance, people_views, sheet_views, views

urlpatterns = [
    path("login/", entrance.login, name="account_login"),
    path("logout/", entrance.logout, name="account_logout"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("code/", entrance.code, name="mfa_authenticate"),
    path("confirm/", entrance.confirm_by_password, name="account_reauthenticate"),
    path("confirm/code/", entrance.confirm_by_code, name="mfa_reauthenticate"),
    path("codes/", entrance.codes_index, name="mfa_index"),
    path("codes/on/", entrance.codes_on, name="mfa_activate_totp"),
    path("codes/off/", entrance.codes_off, name="mfa_deactivate_totp"),
    path("codes/spare/", entrance.spare_codes, name="mfa_view_recovery_codes"),
    path("codes/spare/new/", entrance.new_spare_codes, name="mfa_generate_recovery_codes"),
    path("oidc/cancelled/", entrance.sign_on_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/error/", entrance.sign_on_cancelled, name="socialaccount_login_error"),
    path("oidc/signup/", entrance.sign_on_cancelled, name="socialaccount_signup"),
    path("oidc/<slug:provider_id>/login/", entrance.sign_on, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", entrance.sign_on_back, name="openid_connect_callback"),
    path("own/", views.own_account, name="own_account"),
    path("password/", views.first_password, name="first_password"),
    path("post/", views.switch_post, name="switch_post"),
    path("all/", account_views.account_list, name="account_list"),
    path("all/failures/", account_views.failure_list, name="failure_list"),
    path("all/<int:user_id>/reset/", account_views.reset, name="account_reset"),
    path("all/<int:user_id>/codes/", account_views.remove_codes, name="account_remove_codes"),
    path("all/<int:user_id>/release/", account_views.release, name="account_release"),
    path("all/<int:user_id>/active/", account_views.set_active, name="account_set_active"),
    path("people/", people_views.people, name="people"),
    path("people/add/", people_views.add, name="person_add"),
    path("people/sheet/", sheet_views.upload, name="people_sheet"),
    path("people/sheet/template/", sheet_views.template, name="people_template"),
    path("people/sheet/apply/", sheet_views.apply, name="people_apply"),
    path("people/<int:person_id>/", people_views.person, name="person"),
    path("people/<int:person_id>/account/", people_views.account, name="person_account"),
    path("people/<int:person_id>/posts/", people_views.post_edit, name="post_add"),
    path("people/<int:person_id>/posts/<int:post_id>/", people_views.post_edit, name="post_edit"),
    path("people/<int:person_id>/posts/<int:post_id>/end/", people_views.post_end, name="post_end"),
]
