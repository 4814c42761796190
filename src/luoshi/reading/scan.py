"""Scanned pages and images to a Document, by text recognition (the extra `luoshi[ocr]`)."""
from __future__ import annotations
from collections.abc import Sequence
from typing import Any
from luoshi.reading.lines import Line
def is_installed() -> bool: return False
def page_list(pages: Sequence[int]) -> str: return "、".join(map(str,pages))
def recognise_pages(pdf: Any, pages: Sequence[int], name: str, limits: Any) -> tuple[list[tuple[int, list[Line]]], list[str]]: raise NotImplementedError
