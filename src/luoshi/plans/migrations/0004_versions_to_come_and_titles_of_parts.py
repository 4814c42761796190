"""Versions know when they took effect and what they change; titles of plans and parts get states like other items."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import F


def begin(apps: Any, schema_editor: Any) -> None:
    """What stands today took effect when it was made; titles are known as they are today, from the first version on."""
    Version, Plan, State = (apps.get_model("plans", name) for name in ("Version", "Plan", "ItemState"))
    Version.objects.update(took_effect=F("made_at"))
    nowhere = {"start": None, "end": None}
    for plan in Plan.objects.filter(versions__number=1).prefetch_related("parts"):
        date = plan.date.isoformat() if plan.date else None
        said = {name: getattr(plan, name) for name in ("title", "doc_number", "issuer", "family")}
        states = [("plan", plan.pk, {"part": "", "order": 0, **nowhere, **said, "date": date})]
        for part in plan.parts.all():
            titles = {name: getattr(part, name) for name in ("kind", "title", "campaign")}
            states.append(("part", part.pk, {"part": part.code, "order": part.order, **nowhere, **titles}))
        State.objects.bulk_create(State(plan=plan, kind=kind, item=pk, since=1, data=data) for kind, pk, data in states)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_revision_orders")]

    operations = [
        migrations.AddField("version", "took_effect", models.DateTimeField("转为现行的时间", null=True, blank=True)),
        migrations.AddField("version", "changes", models.JSONField(default=list)),
        migrations.AddField("plan", "version", models.IntegerField(default=1)),
        migrations.AddField("part", "version", models.IntegerField(default=1)),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
