"""A reviewed new document beside the plan that it is a new version of: shown item by item without writing anything,
the pairs corrected by people, then put in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from luoshi.audit.actor import Actor
from luoshi.audit.record import record
from luoshi.papers.wording import chinese_date
from luoshi.plans.enforce import Directory, Unwritten, directory
from luoshi.plans.models import Part, Plan, Review, ReviewItem, RevisionMatch, Version
from luoshi.plans.proposed import proposal
from luoshi.plans.reviewing import Conflict, Refused, label
from luoshi.plans.revising import Decision, Edit, edits_between, edits_of, revise, titles_of
from luoshi.plans.revision_difference import ItemChange, Names, item_change, part_words
from luoshi.plans.states import KINDS, as_of, in_force, state

HEADER = {"title": "标题", "doc_number": "发文字号", "issuer": "发文机关", "date": "成文日期", "family": "行动名称"}


@dataclass(frozen=True, slots=True)
class Pairing:
    """An item of either text beside the one that it is taken for. read  the new text's item, None for one that is
    dropped; by  who decided the pair, "" where the likeness did; seen  the decision's version, 0 for none."""

    change: ItemChange
    read: int | None
    by: str
    seen: int

    @property
    def kind(self) -> str:
        return self.change.kind

    @property
    def status(self) -> str:
        return self.change.status


@dataclass(frozen=True)
class Comparison:
    """The whole: rows; header  fields of the document itself that change, as (label, before, after); new_units  names
    that putting it in force adds to the directory; shown  stands for all that the comparison was made from; latest  the
    number of the plan's version in force."""

    rows: list[Pairing]
    header: list[tuple[str, str, str]]
    new_units: list[str]
    shown: str
    latest: int


def compare(plan: Plan, review: Review) -> Comparison:
    """The reviewed document beside the plan. Writes nothing. Seven queries."""
    known: list[Directory] = []

    def looking(units: list[dict[str, Any]]) -> Directory:
        known.append(directory(plan.region, units, Unwritten))
        return known[0]

    proposed = proposal(review, looking)
    held = in_force(plan)
    now = {(s.kind, s.item): (s.data, 0) for s in as_of(plan, held)}
    matches = {m.review_item_id: m for m in RevisionMatch.objects.filter(review_item__review=review)}
    edits = edits_between(now, proposed, _chosen(proposed.items, matches, now))
    present = list(plan.parts.all())
    parts = {p.code: part_words(p.code, p.kind, p.campaign or p.title) for p in present}
    parts |= {
        code: part_words(code, said["kind"], said["title"])
        for code, said in proposed.parts.items()
        if code not in parts
    }
    names = Names({unit.pk: unit.name for unit in known[0].names.values()}, parts)
    rows = []
    places = dict.fromkeys(KINDS, 0)
    for edit in edits:
        read = match = None
        if edit.data is not None:
            item = proposed.items[edit.kind][places[edit.kind]]
            places[edit.kind] += 1
            read, match = item.pk, matches.get(item.pk)
        before = now[edit.kind, edit.item][0] if edit.item is not None else None
        told = item_change(edit.kind, edit.item, before, edit.data, names)
        rows.append(Pairing(told, read, match.changed_by if match else "", match.version if match else 0))
    every = [item for items in proposed.items.values() for item in items]
    shown = _fingerprint(_versions(plan), review, every, matches.values())
    names_made = [unit.name for unit in known[0].made]
    header = [*_header_changes(plan, review), *_title_changes(plan, present, proposed.parts, parts)]
    return Comparison(rows, header, names_made, shown, held)


def decide(read: ReviewItem, item: int | None, seen: int, actor: Actor) -> None:
    """Say which present item an item of the new text is (None: a new one). `seen` the version of the decision that was
    on the screen, 0 for none. Raises Refused and Conflict."""
    with transaction.atomic():
        review = _ready(read.review_id)
        match = RevisionMatch.objects.filter(review_item=read).first()
        if (match.version if match else 0) != seen:
            raise Conflict(match)
        if item is not None:
            if read.kind not in KINDS or not KINDS[read.kind].objects.filter(
                plan=review.plan_id, pk=item, retired=False
            ):
                raise Refused("现行方案里没有这一条，请从列出的条目里选。")
            decided = RevisionMatch.objects.filter(review_item__review=review, review_item__kind=read.kind, item=item)
            decided = decided.exclude(review_item=read).exclude(review_item__state=ReviewItem.State.REMOVED)
            other = decided.select_related("review_item").first()
            if other:
                raise Refused(f"这一条已经对应到“{label(other.review_item)}”，请先改那一条的对应。")
        before = {"item": match.item} if match else {}
        match = match or RevisionMatch(review_item=read, version=0)
        match.item, match.changed_by = item, actor.name
        match.version += 1
        match.save()
        record(actor, "plan.revise.match", match, before, {"item": item}, label=label(read), region_id=review.region_id)


def let_likeness_decide(read: ReviewItem, seen: int, actor: Actor) -> None:
    """Take a decision back."""
    with transaction.atomic():
        review = _ready(read.review_id)
        match = RevisionMatch.objects.filter(review_item=read).first()
        if match is None or match.version != seen:
            raise Conflict(match)
        before = {"item": match.item}
        record(actor, "plan.revise.match", match, before, {}, label=label(read), region_id=review.region_id)
        match.delete()


def put_document_in_force(review: Review, shown: str, decision: Decision, actor: Actor) -> Version:
    """Put the document in force as the plan's next version, all or none; a second call gives the version that it made.
    `shown` of the comparison that was on the screen. Raises Refused."""
    with transaction.atomic():
        locked = Review.objects.defer("made").select_for_update(of=("self",)).select_related("upload").get(pk=review.pk)
        made = Version.objects.filter(plan=locked.plan_id, upload=locked.upload).order_by("number").last()
        if locked.state == Review.State.IN_FORCE and made:
            return made
        _ready(locked.pk)
        plan = Plan.objects.select_for_update(of=("self",)).select_related("region").get(pk=locked.plan_id)
        matches = {m.review_item_id: m for m in RevisionMatch.objects.filter(review_item__review=locked)}
        items = list(locked.items.exclude(state=ReviewItem.State.REMOVED).defer("data", "made").order_by("order", "id"))
        if _fingerprint(_versions(plan), locked, items, matches.values()) != shown:
            raise Refused(
                "对照的内容刚有变化（有人改了审核内容或对应，或方案又修订过），没有施行。请看过新的对照再施行。"
            )
        by_kind = {kind: [i for i in items if i.kind == kind] for kind in KINDS}
        present = {(s.kind, s.item) for s in as_of(plan, in_force(plan))}
        edits, parts = edits_of(plan, locked, _chosen(by_kind, matches, present))
        edits += _header_edit(plan, locked.header)
        document = locked.document
        version = revise(plan, edits, decision, actor, parts=parts, document=document, upload=locked.upload)
        told = _header_changes(plan, locked)
        locked.state = Review.State.IN_FORCE
        locked.save(update_fields=["state"])
        codes = {word: code for code, word in HEADER.items()}
        before = {"state": Review.State.READY, **{codes[word]: was for word, was, _ in told}}
        after = {"state": locked.state, "version": version.number, **{codes[word]: now for word, _, now in told}}
        record(actor, "plan.revise.document", locked, before, after, region_id=plan.region_id)
        return version


def _ready(review_id: int) -> Review:
    """The review, locked, if it is a new text of a plan and still open."""
    found = Review.objects.defer("document", "made").select_for_update().get(pk=review_id)
    if found.plan_id is None:
        raise Refused("这份文件不是哪个方案的修订稿，请在审核页面施行。")
    if found.state != Review.State.READY:
        raise Refused(f"这份文件现在是“{found.get_state_display()}”，不能再改。")
    return found


def _chosen(
    items: dict[str, list[ReviewItem]], matches: dict[int, RevisionMatch], current: Iterable[tuple[str, int]]
) -> dict[str, dict[int, int | None]]:
    """The decided pairs by kind and place. One that names an item no longer in the plan does not count."""
    there = set(current)
    return {
        kind: {
            place: matches[item.pk].item
            for place, item in enumerate(items[kind])
            if item.pk in matches and (matches[item.pk].item is None or (kind, matches[item.pk].item) in there)
        }
        for kind in KINDS
    }


def _versions(plan: Plan) -> list[tuple[int, bool]]:
    """The plan's versions by key, and whether each has taken effect."""
    return [(pk, bool(on)) for pk, on in plan.versions.order_by("pk").values_list("pk", "took_effect")]


def _fingerprint(
    versions: list[tuple[int, bool]], review: Review, items: Iterable[ReviewItem], matches: Iterable[RevisionMatch]
) -> str:
    said = [
        versions,
        review.header_version,
        sorted((i.pk, i.version) for i in items),
        sorted((m.review_item_id, m.item or 0, m.version) for m in matches),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _header_changes(plan: Plan, review: Review) -> list[tuple[str, str, str]]:
    """The document's own fields that the new text says otherwise; what it does not say stays."""
    found = []
    for name, word in HEADER.items():
        now, new = getattr(plan, name), review.header.get(name) or ""
        was = (now.isoformat() if name == "date" else str(now)) if now else ""
        if new and new != was:
            found.append((word, chinese_date(was), chinese_date(new)))
    return found


def _title_changes(
    plan: Plan, present: Iterable[Part], said: dict[str, dict[str, Any]], words: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """The titles of parts that the new text says otherwise."""
    was = {p.pk: p.title for p in present}
    edits = titles_of(plan, present, said)
    return [(f"{words[e.data['part']]}的标题", was[e.item], e.data["title"]) for e in edits if e.data and e.item]


def _header_edit(plan: Plan, header: dict[str, Any]) -> list[Edit]:
    """The edit that gives the plan the new document's own fields."""
    now = state(plan)
    data = {**now, **{name: header[name] for name in HEADER if header.get(name)}}
    return [Edit("plan", plan.pk, data)] if data != now else []
