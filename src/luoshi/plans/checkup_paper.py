"""The check-up of a document under review as a paper for those who drafted it (方案体检报告)."""

from __future__ import annotations

import dataclasses
from typing import Any

from luoshi.drafting.form import draft_from_form
from luoshi.papers.checkup_report import report_bytes
from luoshi.plans.models import Review, ReviewItem
from luoshi.reading.document import Cell, Document, Paragraph


def checkup_paper(review: Review) -> bytes:
    """The report as docx: what the check-up found in the text as it came in, without what somebody settled as no
    problem. Raises ValueError where the review holds nothing that was read."""
    document = document_of(review.upload.name, review.document)
    draft = draft_from_form(review.made)
    dismissed = set(
        review.items.filter(kind="finding", settled=ReviewItem.Settled.DISMISSED).values_list("order", flat=True)
    )
    kept = tuple(f for n, f in enumerate(draft.findings) if n not in dismissed)
    return report_bytes(dataclasses.replace(draft, findings=kept), document)


def document_of(name: str, stored: dict[str, Any]) -> Document:
    """The document that `importing.stored` put away; pages, levels and the grids of tables are not kept."""
    text = stored.get("text", "")
    paragraphs = tuple(
        Paragraph(n, text[start:end], start, end, Cell(*cell) if cell[0] is not None else None)
        for n, (start, end, *cell) in enumerate(stored.get("blocks", ()))
    )
    return Document(name, stored.get("format", ""), text, paragraphs, notes=tuple(stored.get("notes", ())))
