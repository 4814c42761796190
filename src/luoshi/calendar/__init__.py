"""Time as a value: periods as officials count them, working days as the State Council sets them, and the clock."""
