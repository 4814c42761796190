"""What was done: each change of state as one event, chained to the one before it."""
