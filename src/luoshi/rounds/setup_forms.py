"""What the page of a set-up asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from luoshi.calendar.period import Kind
from luoshi.rounds.models import Arrangement
from luoshi.rounds.rhythm import EVERY_WORDS
from luoshi.units.forms import DATE, Dense

WAY = {
    "head": "单位负责人审核",
    "lead": "牵头单位汇总",
    "office": "专班办公室审核",
    "verify": "督查室核实",
    "confirm": "统计部门核定",
    "release": "公布",
}


class SetUp(Dense):
    """A set-up as a person changes it. cleaned_data holds the fields of `setting_up.CHANGEABLE`."""

    title = forms.CharField(label="名称", max_length=120)
    every = forms.ChoiceField(label="周期", choices=[(k.value, EVERY_WORDS[k.value]) for k in Kind])
    act = forms.ChoiceField(label="方式", choices=Arrangement.Act.choices)
    runner = forms.ChoiceField(label="组织者", choices=Arrangement.Runner.choices)
    runs = forms.CharField(label="组织者原文", max_length=120, required=False)
    reporters = forms.ChoiceField(label="由谁填报", choices=Arrangement.Reporters.choices)
    way = forms.MultipleChoiceField(
        label="办理环节", choices=list(WAY.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_after = forms.IntegerField(
        label="期末后第几个工作日截止", min_value=0, max_value=60, help_text="填0，就是当期最后一个工作日。"
    )
    due_day = forms.IntegerField(
        label="或每月几日截止",
        min_value=1,
        max_value=28,
        required=False,
        help_text="方案写了“每月25日前”的填25；遇休息日提前。",
    )
    grace = forms.IntegerField(label="宽限几个工作日", min_value=0, max_value=30, help_text="宽限期内报送不算迟报。")
    lock_after = forms.IntegerField(
        label="截止后几个工作日锁定", min_value=0, max_value=120, help_text="锁定后要由综合协调组再开放才能填。"
    )
    first_day = forms.DateField(label="开始日期", widget=DATE)
    last_day = forms.DateField(label="结束日期", widget=DATE)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].widget.attrs["class"] = "form-check-input"

    @classmethod
    def of(cls, arrangement: Arrangement) -> SetUp:
        """The form as the set-up stands."""
        return cls(initial={name: getattr(arrangement, name) for name in cls.base_fields})

    def clean_way(self) -> list[str]:
        """In the order in which it is gone."""
        return [step for step in WAY if step in self.cleaned_data["way"]]
