"""Under which name the results of each input are written, so that none overwrites another's or an input."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path


def result_names(inputs: Sequence[Path]) -> list[str]:
    """A name (without ending) for each input: its stem; where that is taken, the stem with the folder's name, with the
    file's ending, or with a number behind it.

    Names differ also where a file system takes upper and lower case, or composed and decomposed letters, for the same."""
    taken: set[str] = set()
    names = []
    folders: dict[str, set[Path]] = {}
    for path in inputs:
        stem = path.stem or "方案"
        folder = path.absolute().parent
        candidates = [stem]
        if folder.name and folder not in folders.setdefault(_key(stem), set()):
            candidates.append(f"{stem}-{folder.name}")
        if path.suffix:
            candidates.append(f"{stem}-{path.suffix[1:]}")
        folders.setdefault(_key(stem), set()).add(folder)
        number = 2
        while _key(candidates[0]) in taken:
            candidates.pop(0)
            if not candidates:
                candidates.append(f"{stem}-{number}")
                number += 1
        taken.add(_key(candidates[0]))
        names.append(candidates[0])
    return names


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
