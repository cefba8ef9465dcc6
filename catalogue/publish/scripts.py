"""The browser's modules, as they stand in client/: no bundler, and nothing from another place."""

from __future__ import annotations

from pathlib import Path

import rcssmin  # type: ignore[import-untyped]

CLIENT = Path(__file__).resolve().parents[2] / "client"


def scripts() -> dict[str, bytes]:
    """Modules and the styles that they load, by their names below the folder of assets.

    They lie in one folder whose address is a hash of all of them, so that each finds the others of
    the same build.
    """
    modules = {_name(path): path.read_bytes() for path in sorted(CLIENT.rglob("*.js"))}
    sheets = {_name(path): rcssmin.cssmin(path.read_text("utf-8")).encode() for path in CLIENT.rglob("*.css")}
    return modules | sheets


def _name(path: Path) -> str:
    return path.relative_to(CLIENT).as_posix()
