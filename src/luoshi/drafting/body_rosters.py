"""Rosters: lists of people over several lines, 组长：…, 副组长：…, 成员：…, one person a line."""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.drafting.body_names import PERSON, squeeze
from luoshi.drafting.body_office import OFFICE, Found
from luoshi.drafting.body_people import LABELLED_LINE, fill
from luoshi.drafting.draft import Body
from luoshi.drafting.stretches import Stretch
from luoshi.drafting.unit_names import unit_of_person

_PERSON_LINE = re.compile(r"[^。；;：:]{3,60}")
_OFFICE_LINE = re.compile(r"(?:[一-鿿“”]{0,30}?(?:领导小组|专班|指挥部|联席会议|协调小组|委员会))?办公室设在")
_OFFICE_LABEL = re.compile(r"(?:日常)?办公室(?:地点)?\s*[:：]\s*(?:设在|设于)?(?P<office>[^，,。；;：:]{2,30})")
_NAME_IN_FRONT = re.compile(r"^(?![省市县区州国])[一-鿿]{2,3}?(?=(?:[省市县区州国]|中共|中央)[一-鿿]{2})")
_POST = re.compile(r"(?:长|主任|书记|主席|负责人|负责同志|经理|委员|专员|主任科员)$")


class Roster:
    """The people of one body, line by line; it may begin with the sentence that sets the body up."""

    def __init__(self, name: str, first: Stretch, start: int = 0) -> None:
        self.body = Found(name, start, 0)
        self.first, self.last, self.start = first, first, start
        self.words = [first.text[start:]]
        self.label = ""

    def takes(self, stretch: Stretch) -> bool:
        """Does the line go on with the list: a label, a person below one, or where the office is?"""
        text = stretch.text
        if stretch.paragraph.index != self.last.paragraph.index + 1 or stretch.part != self.first.part:
            return False
        return bool(
            LABELLED_LINE.match(text)
            or (self.label and _PERSON_LINE.fullmatch(text) and PERSON.search(text[-10:]))
            or (self.label and not self.body.office and (_OFFICE_LINE.match(text) or _OFFICE_LABEL.match(text)))
        )

    def add(self, stretch: Stretch) -> None:
        """Put the line's people into the body."""
        if stretch is not self.first:
            self.words.append(stretch.text)
        self.last = stretch
        office = _OFFICE_LABEL.match(stretch.text)
        if office and not LABELLED_LINE.match(stretch.text):
            self.body.office, self.label = squeeze(office["office"]), ""
            return
        label = LABELLED_LINE.match(stretch.text)
        said = stretch.text
        if label:
            self.label = label[0]
        elif OFFICE.search(said):
            self.label = ""
        else:
            said = self.label + said
        fill(self.body, said)

    def made(self) -> Body:
        """The body as it stands."""
        source = self.first.place(self.start, len(self.first.text))
        end = self.last.place(0, len(self.last.text)).end
        people = self.body
        return Body(
            self.first.part,
            people.name,
            tuple(people.convener),
            tuple(people.deputies),
            tuple(_unit_of_member(member) for member in people.members),
            people.office,
            squeeze("".join(self.words)),
            replace(source, end=end),
        )


def _unit_of_member(member: str) -> str:
    """The unit of a member that is named as a person (赵某县财政局局长), else the member as it stands."""
    if not _POST.search(member):
        return member
    post = _NAME_IN_FRONT.sub("", member)
    return unit_of_person(post, ()) or member
