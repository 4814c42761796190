"""How things stand: what should be reached by a day, what was, the light and its reason, where it will end."""
