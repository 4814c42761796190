"""Where an item stands, said for people ("附件2 二（一）1，第37段"), and the words around it."""

from __future__ import annotations

import bisect
import re

from luoshi.drafting.draft import Draft, Source, Task
from luoshi.drafting.place_words import part_words, path_words
from luoshi.papers.wording import tidy
from luoshi.reading.document import Document

_SENTENCE_ENDS = "。！？；\n"
_REACH = 1_000  # characters in which a sentence's end is looked for


class Places:
    """Answers for one draft and its document."""

    def __init__(self, draft: Draft, document: Document) -> None:
        self._document = document
        self._parts = {part.id: part for part in draft.parts}
        self._tasks: dict[tuple[str, str], Task] = {}
        for task in draft.tasks:
            self._tasks.setdefault((task.part, task.path), task)
        self._by_start = sorted(draft.tasks, key=lambda task: task.body.start)
        self._starts = [task.body.start for task in self._by_start]

    def part(self, part_id: str) -> str:
        """A part's short name: 正文, 附件3, 附件3-1."""
        known = self._parts.get(part_id)
        return part_words(part_id, known.kind if known else "annex")

    def part_title(self, part_id: str) -> str:
        """A part's short name and title: 附件3 科技创新攻坚实施方案; of the master plan the title alone."""
        known = self._parts.get(part_id)
        title = tidy(known.title) if known else ""
        if known is not None and known.kind == "master" and title:
            return title
        return f"{self.part(part_id)} {title}".strip()

    def task(self, part_id: str, path: str) -> Task | None:
        """The task of that numbering, None where there is none."""
        return self._tasks.get((part_id, path))

    def task_around(self, source: Source) -> Task | None:
        """The narrowest task in whose characters the source begins."""
        best: Task | None = None
        at = bisect.bisect_right(self._starts, source.start)
        # A heading task may span many others, so look back a little way only; 40 siblings are plenty.
        for task in reversed(self._by_start[max(0, at - 40) : at]):
            body = task.body
            if body.end > source.start and (best is None or body.end - body.start < best.body.end - best.body.start):
                best = task
        return best

    def of(self, source: Source, with_path: bool = True) -> str:
        """Part, number, paragraph (from 1), table row (from 1), page: "附件2 二（一）1，第37段，第5页"."""
        where = self.part(source.part)
        if with_path and (task := self.task_around(source)) is not None and task.part == source.part:
            where = f"{where} {path_words(task.path)}".strip()
        steps = [where] if where else []
        steps.append(f"第{source.paragraph + 1}段")
        if source.row is not None:
            steps.append(f"表格第{source.row + 1}行")
        if 0 <= source.paragraph < len(self._document.paragraphs):
            page = self._document.paragraphs[source.paragraph].page
            if page is not None:
                steps.append(f"第{page}页")
        return "，".join(steps)

    def quote(self, source: Source) -> str:
        """The source's own characters, paragraph breaks kept."""
        lines = self._document.text[source.start : source.end].split("\n")
        return "\n".join(line for line in map(tidy, lines) if line)

    def sentence(self, source: Source) -> tuple[int, int]:
        """First and behind-last character of the sentence, or sentences, in which the source stands."""
        text = self._document.text
        start, end = source.start, max(source.end, source.start)
        nearest, furthest = max(0, start - _REACH), min(len(text), end + _REACH)
        left = max(nearest - 1, *(text.rfind(mark, nearest, start) for mark in _SENTENCE_ENDS)) + 1
        if end > start and text[end - 1 : end] and text[end - 1] in _SENTENCE_ENDS:
            return left, end
        ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, end, furthest)) >= 0]
        return left, min(ends) + (text[min(ends)] != "\n") if ends else furthest

    def parts(self, source: Source) -> tuple[str, str, str]:
        """The sentence around a source as (before, the source's words, after), each on one line."""
        text = self._document.text
        left, right = self.sentence(source)
        return tidy(text[left : source.start]), tidy(text[source.start : source.end]), tidy(text[source.end : right])

    def around(self, source: Source, longest: int = 110) -> tuple[str, str, str]:
        """As `parts`, with at most about `longest` characters of context; what is left out shows as ……."""
        before, words, after = self.parts(source)
        room = max(20, longest - len(words)) // 2
        if len(before) > room:
            before = before[-room:]
            mark = re.search("[，,；;、：:]", before[: room // 2])
            before = "……" + before[mark.end() if mark else 0 :]
        if len(after) > room:
            after = after[:room] + "……"
        return before, words, after


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut behind a punctuation mark or hard at `longest` characters, with …… where cut."""
    text = tidy(text)
    if len(text) <= longest:
        return text
    cut = text[: longest - 2]
    marks = [m.end() for m in re.finditer("[，,；;、：:。]", cut)]
    if marks and marks[-1] > longest // 2:
        cut = cut[: marks[-1] - 1]
    return cut + "……"
