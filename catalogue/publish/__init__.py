"""A checked catalogue to files: one output, one module.

Each module yields `(path in the site, bytes)`; `site.py` writes them, and only it.
"""

from __future__ import annotations

from collections.abc import Iterator

Files = Iterator[tuple[str, bytes]]
"""Paths below the site's folder, with forward slashes, and what is written there."""
