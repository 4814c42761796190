"""Papers made of what the rooms before know: workbooks and reports."""
