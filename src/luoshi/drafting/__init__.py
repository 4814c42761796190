"""From a Document to a Draft: parts, tasks, duties, targets, time limits, bodies, cadences, units, findings."""

from luoshi.drafting.compose import draft

__all__ = ["draft"]
