"""The shell around all pages: to-do, lists, search, navigation, errors."""
