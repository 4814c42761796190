"""The rows of a task table as HTML. Written here and not in a template because a list has hundreds of cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from luoshi.plans.columns import Column
from luoshi.plans.models import Task


def table_rows(tasks: Iterable[Task], columns: list[Column], query: str, today: datetime.date) -> SafeString:
    """A <tr> a task, its cells as in `columns`, the title linked to the task's page with `query` ("?…") behind it so
    that the page knows its neighbours. A limit that has passed is marked."""
    first, last = reverse("task_page", args=[0]).split("0")
    behind = conditional_escape(query)
    opened = [(f'<td class="{_css(c)}" data-head="{conditional_escape(c.head)}">', c) for c in columns]
    lines = []
    for task in tasks:
        late = bool(task.due and task.due < today)
        cells = []
        for tag, column in opened:
            said = conditional_escape(column.says(task))
            if column.key == "title":
                said = f'<a href="{first}{task.pk}{last}{behind}">{said}</a>'
            elif late and column.key == "due":
                tag = tag.replace('class="', 'class="late ', 1)
            cells.append(f"{tag}{said}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return mark_safe("".join(lines))  # every value in it was escaped above


def _css(column: Column) -> str:
    return f"c-{column.key}" + (" figure" if column.figure else "")
