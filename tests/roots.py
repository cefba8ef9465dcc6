"""The folders that tests read: the code, and the catalogues that they build.

Tests of code stand on frozen catalogues, so that a right edit of the data leaves them green. The real data
must pass `check`, and keep to the few figures of tests/facts.yml.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout, where the real data is."""
CATALOGUES = ROOT / "tests" / "catalogues"
"""The catalogues that stand still, each in a folder."""
OURS = CATALOGUES / "ours-2026"
"""The real data as it once was. It changes only where a test of the code wants something else of it."""
LIGHTHOUSE = CATALOGUES / "lighthouse"
"""The small catalogue of another body."""
