"""The clauses of one task, wherever its lines carry them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from luoshi.drafting.brackets import round_groups
from luoshi.drafting.clauses import Place, assignment, assignments, merged, plausible
from luoshi.drafting.draft import Assignment
from luoshi.drafting.grammar import any_of
from luoshi.drafting.name_lists import parse
from luoshi.drafting.roles import LABEL, LEVELS, is_open, is_unit, label_role, labelled
from luoshi.drafting.stretches import place_in
from luoshi.reading.document import Paragraph

# a clause in the running text: 由发展改革委会同财政部等部门负责落实
BY_UNITS = re.compile(
    r"(?:^|[，,。；;])由(?P<who>[^。；;]{3,160}?(?:研究提出|负责|牵头|组织实施|抓好落实|制定|落实)(?:[，,；;]?(?:会同)?[^。；;，,：:]{2,120}?(?:配合|协助|参与|参加|负责|落实|协同)(?=[。；;，,]|$))*)"
)
# a short label in the running text (主办：县发改局，协办：县财政局) counts where another follows
SHORT_LABELS = re.compile(
    r"[一-鿿]{2,3}[:：][^。；;:：]{2,60}[，,；;。\s](?:配合|协办|责任|参与|牵头|承办|主办|协同|负责|会办)[一-鿿]{0,3}[:：]"
)
BREAKS = "。；;）)”★☆●○◆◇■□▲△※ \n\t　"
# a sentence that says who does it beside other things: 此项工作由县人社局牵头，县民政局配合，9月底前完成。
SENTENCE = re.compile(r"[^。；;]+")
WHO_DOES_IT = re.compile(any_of("roles", "sentences", "needs"))
LEAD_IN = re.compile(rf"[\s—–-]*(?:{any_of('roles', 'sentences', 'subjects')})?(?:主要|具体)?(?=由)|[\s—–-]*")
WHAT_IS_DONE = re.compile(r"[^。；;，,：:、]{2,24}(?=[，,；;])")
COMMA = re.compile("[，,]")
LONGEST_SENTENCE = 240
SHARE = re.compile(r"[，,；;](?:由)?(?P<share>[^。；;，,：:]{4,80})")
# outside brackets and labels only a name that begins with its level, and holds no word of a sentence, is taken for one
OF_A_LEVEL = re.compile(f"(?!.*(?:[由的将对把被]|负责人))(?:[{LEVELS}国各]|中央)")
DUE_LABEL = re.compile(r"[；;，,。]?(?=" + any_of("roles", "labels", "due") + "[:：])")


def clauses_of(part: str, lines: Iterable[tuple[Paragraph, int]], leads_from: int) -> list[Assignment]:
    """The responsibility clauses of a task's lines (paragraph, where its text begins), in text order.

    In brackets, on lines of their own (lead and responsible line together are one), in the running text.
    `leads_from`: the paragraph from which the paper rules that the first unit of each list is its lead."""
    result: list[Assignment] = []
    open_label = False  # the line above ended in a labelled list: what follows belongs to it
    for paragraph, start in lines:
        text = paragraph.text[start:]
        place = place_in(part, paragraph, start)
        first_leads = paragraph.index >= leads_from
        if labelled(text) and text[:1] not in "（([［【":
            made = assignment(
                text.rstrip("。；; "), 0, place, bracketed=False, first_leads=first_leads and not open_label
            )
            if made and open_label and result:
                result[-1] = merged([result[-1], made])
            elif made:
                result.append(made)
            open_label = bool(made) or open_label
            continue
        more = _goes_on_below(text, place, result[-1]) if open_label and result else None
        if more:
            result[-1] = merged([result[-1], more])
            continue
        bracketed = assignments(text, place, first_leads=first_leads)
        result += bracketed or _inline(text, place, first_leads)
        open_label = bool(result) and not bracketed and ends_labelled(result[-1], place(len(text), len(text)).end)
    return result


def ends_labelled(clause: Assignment, end: int) -> bool:
    """Does a clause that begins with a label run to the end of its line?"""
    return end - clause.source.end <= 1 and LABEL.match(clause.clause) is not None


def _goes_on_below(text: str, place: Place, above: Assignment) -> Assignment | None:
    """A line of nothing but units below a labelled list goes on with it."""
    if len(text) > 200 or re.search("[。：:]", text.rstrip("。 ")):
        return None
    role = above.mentions[-1].role
    names, _, given = parse(text.rstrip("。；; "), role)
    if given or not all(is_unit(n.name) and OF_A_LEVEL.match(n.name) for n in names):
        return None
    return assignment(text.rstrip("。；; "), 0, place, bracketed=False, default=role)


def _goes_on(text: str, end: int) -> int:
    """Where a clause in the running text ends: units that do their share of the work behind it are part of it
    (由县教育局负责选址，县财政局负责资金保障)."""
    own = WHAT_IS_DONE.match(text, end)
    at = own.end() if own else end
    last = end
    while following := SHARE.match(text, at):
        names, _, given = parse(following["share"])
        if not given or not plausible(names, given) or not all(is_unit(n.name) for n in names):
            break
        last = at = following.end()
    return last


def _inline(text: str, place: Place, first_leads: bool) -> list[Assignment]:
    """Clauses outside brackets: a label in the running text, or a bracket that never closes."""
    for found in LABEL.finditer(text):
        if (
            label_role(found["label"]) in ("other", "due")
            or text[found.start() - 1 : found.start()].strip(BREAKS)
            or (len(found["label"]) < 4 and not SHORT_LABELS.match(text, found.start()))
        ):
            continue
        clause = re.split(
            r"[。）)〕\]】]$|。(?!\s*(?:配合|协办|责任|参与|牵头|承办|主办|协同)[一-鿿]{0,4}[:：])",
            text[found.start() :],
            maxsplit=1,
        )[0]
        clause = DUE_LABEL.split(clause, maxsplit=1)[0]
        made = assignment(clause.rstrip("；;，, "), found.start(), place, bracketed=False, first_leads=first_leads)
        return [made] if made else []
    for found in BY_UNITS.finditer(text):
        start, end = found.start("who"), _goes_on(text, found.end())
        made = assignment(text[start:end], start, place, bracketed=False, first_leads=first_leads)
        if made:
            return [made]
    opened = max(text.rfind("（"), text.rfind("("))
    if opened >= 0 and not any(s <= opened < e for s, e in round_groups(text)):
        clause = text[opened:].rstrip("。 ")
        if re.search("牵头|负责|配合|责任单位", clause):
            made = assignment(clause, opened, place, bracketed=True, first_leads=first_leads)
            return [made] if made else []
    return list(_sentences(text, place, first_leads))


def _answers(name: str) -> bool:
    """Is it a unit, or a class of them, that a sentence makes answer, rather than one that is to be encouraged
    (支持企业牵头)?"""
    return OF_A_LEVEL.match(name) is not None and (is_unit(name) or is_open(name))


def _sentences(text: str, place: Place, first_leads: bool) -> Iterator[Assignment]:
    """The clauses that sentences of units and what they do make (县发改局牵头，县财政局配合。 此项工作由县人社局牵头，
    9月底前完成。), each up to where it speaks of something else."""
    for sentence in SENTENCE.finditer(text):
        said = sentence[0]
        if not WHO_DOES_IT.search(said):
            continue
        lead_in = LEAD_IN.match(said)
        start = lead_in.end() if lead_in else 0
        end = found = 0
        for comma in (*(m.start() for m in COMMA.finditer(said)), len(said.rstrip())):
            if comma - start > LONGEST_SENTENCE:
                break
            names, _, given = parse(said[start:comma].removeprefix("由"))
            if not given or not plausible(names, given) or not all(_answers(n.name) for n in names):
                continue
            if len(names) > found:  # else what was added speaks of something else
                end, found = comma, len(names)
        if end:
            first = sentence.start() + start
            made = assignment(said[start:end], first, place, bracketed=False, first_leads=first_leads)
            if made:
                yield made
