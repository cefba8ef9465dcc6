"""The browser's modules, without their comments: no bundler, and nothing from another place."""

from __future__ import annotations

from pathlib import Path

import rcssmin  # type: ignore[import-untyped]
import rjsmin  # type: ignore[import-untyped]

CLIENT = Path(__file__).resolve().parents[2] / "client"


def scripts() -> dict[str, bytes]:
    """Modules and the styles that they load, by their names below the folder of assets.

    They lie in one folder whose address is a hash of all of them, so that each finds the others of
    the same build.
    """
    modules = {_name(path): rjsmin.jsmin(_text(path)).encode() for path in sorted(CLIENT.rglob("*.js"))}
    sheets = {_name(path): rcssmin.cssmin(_text(path)).encode() for path in sorted(CLIENT.rglob("*.css"))}
    return modules | sheets


def _text(path: Path) -> str:
    return path.read_text("utf-8")


def _name(path: Path) -> str:
    return path.relative_to(CLIENT).as_posix()
