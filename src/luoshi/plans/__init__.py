"""The plan in force: imported, reviewed, versioned, broken down by the units."""
