"""The rounds: how the plan's rhythm is set up, what units report in each round, and how it is verified and confirmed."""
