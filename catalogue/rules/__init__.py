"""Decisions as pure functions: no file, no clock, no template."""
