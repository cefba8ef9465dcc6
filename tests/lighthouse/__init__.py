"""Lighthouse, in a package of its own."""
