"""What the forms of units, regions and people ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from luoshi.units.models import Department, Region, Role, Unit

DATE = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Dense(forms.Form):
    """Forms in the site's looks: small fields, errors marked."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            kind = (
                "form-select form-select-sm"
                if isinstance(field.widget, forms.Select)
                else "form-control form-control-sm"
            )
            if isinstance(field.widget, forms.CheckboxInput):
                kind = "form-check-input"
            field.widget.attrs["class"] = kind
            field.error_messages["required"] = (
                f"请填写{field.label}。" if not isinstance(field.widget, forms.Select) else f"请选择{field.label}。"
            )
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = "日期写成2026-03-05这样，请改正。"

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["class"] += " is-invalid"


class RegionForm(Dense):
    name = forms.CharField(label="名称", max_length=60)
    short = forms.CharField(label="简称", max_length=20, required=False)
    level = forms.ChoiceField(label="级别", choices=Region.Level.choices)


class UnitForm(Dense):
    names = forms.CharField(
        label="单位名称",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一行一个，可以从表格里把一列粘贴进来。",
    )
    is_class = forms.BooleanField(label="这是统称（如“各镇”），代表几个单位", required=False)


class RenameForm(Dense):
    name = forms.CharField(label="新名称", max_length=120)
    on = forms.DateField(label="更名日期", widget=DATE, initial=timezone.localdate)
    reason = forms.CharField(label="原因或文号", max_length=200)
    slip = forms.BooleanField(label="原名称是录错的，不作为曾用名保留", required=False)


class MergeForm(Dense):
    into = forms.ModelChoiceField(Unit.objects.none(), label="并入", empty_label="请选择单位")
    on = forms.DateField(label="撤并日期", widget=DATE, initial=timezone.localdate)
    reason = forms.CharField(label="原因或文号", max_length=200)

    def __init__(self, unit: Unit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Unit.objects.filter(  # type: ignore[attr-defined]
            region=unit.region, gone_on=None, is_class=False
        ).exclude(pk=unit.pk)


class PersonForm(Dense):
    name = forms.CharField(label="姓名", max_length=40)
    phone = forms.RegexField(
        r"[\d+][\d\- ]{4,28}",
        label="电话",
        max_length=30,
        required=False,
        error_messages={"invalid": "不像电话号码，请核对；没有的空着。"},
    )
    mail = forms.EmailField(
        label="邮箱", required=False, error_messages={"invalid": "不像邮箱地址，请核对；没有的空着。"}
    )


class PostForm(Dense):
    """A post; the units and departments offered are those of one region."""

    role = forms.ChoiceField(label="角色", choices=[("", "请选择角色"), *Role.choices])
    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", required=False, empty_label="（不属于某个单位）")
    department = forms.ModelChoiceField(
        Department.objects.none(), label="股室", required=False, empty_label="（不分股室）"
    )
    title = forms.CharField(label="职务", max_length=60, required=False)
    since = forms.DateField(label="起", widget=DATE, required=False)
    until = forms.DateField(label="止", widget=DATE, required=False)

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(region=region, gone_on=None, is_class=False)  # type: ignore[attr-defined]
        self.fields["department"].queryset = Department.objects.filter(  # type: ignore[attr-defined]
            unit__region=region, unit__gone_on=None
        ).select_related("unit")
        self.fields["department"].label_from_instance = lambda d: f"{d.unit.name} · {d.name}"  # type: ignore[attr-defined]


class NewPersonForm(PersonForm, PostForm):
    """A new person with the first post, both in one; without a role it is the person alone."""

    with_account = forms.BooleanField(label="同时开通账号，初始密码在下一页显示一次", required=False)
    field_order = ("name", "phone", "mail", "role", "unit", "department", "title", "with_account")
    since = until = None  # type: ignore[assignment]

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(region, *args, **kwargs)
        self.fields["role"].required = False

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("role") and "role" not in self.errors and any(found.get(k) for k in ("unit", "title")):
            self.add_error("role", "写了单位或职务的，请选择角色；岗位以后再设的，单位和职务先空着。")
        return found
