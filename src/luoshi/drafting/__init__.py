"""From a Document to a Draft: parts, tasks, duties, targets, time limits, bodies, cadences, units, findings."""
