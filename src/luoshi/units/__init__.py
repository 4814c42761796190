"""Regions, units with their names, departments, people and posts."""
