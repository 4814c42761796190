"""What the rounds store."""

from luoshi.rounds.models.arrangement import Arrangement, Round, RoundStep
from luoshi.rounds.models.reading import Measuring, Reading
from luoshi.rounds.models.report import Evidence, Line, Opening, Report, Step

__all__ = [
    "Arrangement",
    "Evidence",
    "Line",
    "Measuring",
    "Opening",
    "Reading",
    "Report",
    "Round",
    "RoundStep",
    "Step",
]
