"""The years that an administrator entered, as stored."""

from __future__ import annotations

import datetime

from django.db import models

from luoshi.calendar.working_days import YearTable


class EnteredYear(models.Model):
    """The holidays of one year by a notice of the State Council; it stands before a shipped table of the same year.

    off, on  {"2027-01-01": "元旦"}: days off, and weekend days worked; text  the notice as it was pasted."""

    year = models.IntegerField("年份", unique=True)
    number = models.CharField("发文字号", max_length=80)
    title = models.CharField("通知标题", max_length=120)
    text = models.TextField("通知内容", blank=True)
    off = models.JSONField("放假", default=dict)
    on = models.JSONField("上班", default=dict)
    entered_by = models.CharField("录入人", max_length=80)
    entered_at = models.DateTimeField("录入时间")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"

    @property
    def table(self) -> YearTable:
        return YearTable(self.year, self.number, self.title, _days(self.off), _days(self.on))


def _days(written: dict[str, str]) -> dict[datetime.date, str]:
    return {datetime.date.fromisoformat(day): name for day, name in written.items()}
