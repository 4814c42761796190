"""What the clock does, as far as it has to be remembered."""

from __future__ import annotations

from django.db import models


class Duty(models.Model):
    """One piece of the clock's work: since when it is held (so that two clocks do not do it at once), when it was done
    last, and what went wrong since."""

    name = models.CharField(max_length=20, unique=True)
    held_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField("最近完成", null=True)
    failed_at = models.DateTimeField("最近出错", null=True)
    error = models.CharField("原因", max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
