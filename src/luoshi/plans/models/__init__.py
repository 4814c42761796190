"""Plans, their versions and items, the review of what was read, and the units' own breakdown, as stored."""

from luoshi.plans.models.breakdown import Breakdown, Measure, Milestone, Share, Submission
from luoshi.plans.models.instruction import Addressee, Instruction
from luoshi.plans.models.plan import (
    Body,
    BodyMember,
    BodySeat,
    Cadence,
    Duty,
    Item,
    ItemState,
    Part,
    Plan,
    Target,
    Task,
    Upload,
    Version,
)
from luoshi.plans.models.review import Review, ReviewItem
from luoshi.plans.models.revision import Revision, RevisionEdit, RevisionMatch

__all__ = [
    "Addressee",
    "Body",
    "BodyMember",
    "BodySeat",
    "Breakdown",
    "Cadence",
    "Duty",
    "Instruction",
    "Item",
    "ItemState",
    "Measure",
    "Milestone",
    "Part",
    "Plan",
    "Review",
    "ReviewItem",
    "Revision",
    "RevisionEdit",
    "RevisionMatch",
    "Share",
    "Submission",
    "Target",
    "Task",
    "Upload",
    "Version",
]
