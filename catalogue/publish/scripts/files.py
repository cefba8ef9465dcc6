"""The browser's scripts and the styles that they load: few files, minified, nothing from another place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath

import orjson
import rcssmin  # type: ignore[import-untyped]

from catalogue import program
from catalogue.model.problem import Place, Problem
from catalogue.publish.output import digest
from catalogue.publish.refused import RefusedError
from catalogue.publish.scripts.join import JoinError, join_modules, list_exports
from catalogue.wording.language import read_phrases

CLIENT = Path(__file__).resolve().parents[3] / "client"
RULES = "rules/"
TYPES = "types/"
PHRASES = re.compile(r'"\$phrases ([\w ]+)"')
"""Where a module names the groups of words that it says."""

TOOLS = ("calculator_", "planner_")
"""How groups begin that are a part of a tool's words."""
ELSEWHERE = {
    *("cycle-start-needed", "no-version"),
    *("award-later", "no-designation", "no-such-verdict", "no-such-activity"),
}
"""Of the refusals those that no script brings: the command line tells them, or the planner from its page. The
calculator asks for the day of the award in words of its own, and names nothing that is not there."""
FILES = (
    "site.js",
    "table.js",
    "find.js",
    "search.js",
    "rules/civil.js",
    "rules/points.js",
    "rules/plan.js",
    "rules/proposal.js",
    "rules/criteria.js",
    "rules/pathways.js",
    "parts/today.js",
    "parts/pack.js",
    "calculator/countable.js",
    "calculator/worker.js",
    "calculator/main.js",
    "calculator/form.js",
    "calculator/view.js",
    "calculator/unfolded.js",
    "calculator/formula.js",
    "calculator/tools.js",
    "calculator/planning.js",
    "calculator/import.js",
    "calculator/sheet.js",
    "calculator/sort.js",
    "calculator/plan.js",
    "planner/begin.js",
    "planner/own.js",
    "planner/main.js",
    "planner/way.js",
    "planner/tools.js",
    "embed/look.js",
    "embed/theme.js",
    "embed/colours.js",
    "embed/widget.js",
    "embed/framed.js",
    "embed/frame.js",
    "embed/v1.js",
    "embed/lines.js",
    "sw.js",
)
"""The files that pages load. A module stands in the first that needs it; later ones take it from there."""


def join_scripts() -> dict[str, bytes]:
    """Scripts and styles, by their names below the folder of assets.

    They lie in one folder whose address is a hash of all of them, so that each finds the others of
    the same build. Raises RefusedError where one cannot be joined.
    """
    sources = {_name(path): fill_phrases(_read_text(path)) for path in sorted(CLIENT.rglob("*.js"))}
    sheets = {
        _name(path): rcssmin.cssmin(_read_text(path)).encode() for path in sorted(CLIENT.rglob("*.css"))
    }
    key = digest(*(part for source in sources.items() for part in source))
    found = orjson.loads(program.remember("scripts", key, lambda: orjson.dumps(_join(sources))))
    return {name: text.encode() for name, text in found.items()} | sheets


def fill_phrases(text: str) -> str:
    """A module with words in the place of `"$phrases some groups"`, each whole or a part of a tool's."""
    return PHRASES.sub(lambda found: json.dumps(_index_phrases(found[1].split()), ensure_ascii=False), text)


def _index_phrases(groups: list[str]) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = {}
    for group in groups:
        name = group.partition("_")[0] if group.startswith(TOOLS) else group
        whole = read_phrases()[group]
        left_out = ELSEWHERE if group == "refused" else ()
        said[name] = said.get(name, {}) | {key: text for key, text in whole.items() if key not in left_out}
    return said


def _join(sources: dict[str, str]) -> dict[str, str]:
    try:
        return join_modules(sources, FILES)
    except JoinError as error:
        name, line, what = str(error).split(":", 2)
        place = Place(f"{CLIENT.name}/{name}", int(line), 1)
        said = f"This module cannot be joined with the others: {what.strip()}."
        raise RefusedError([Problem(place, said, check="scripts")]) from error


def list_stable(folder: str) -> Iterator[tuple[str, str]]:
    """Addresses of the rules that never change, for others to import: they give on what `folder` holds."""
    for name in FILES:
        if name.startswith(RULES):
            here, there = f"assets/{name}", f"{folder}/{name}"
            names = ",".join(list_exports(_read_text(CLIENT / name), name))
            yield here, f'export{{{names}}}from"{relpath(there, Path(here).parent.as_posix())}";\n'


def list_types() -> dict[str, str]:
    """The types of those modules, as others may rely on them, by file."""
    return {path.name: _read_text(path) for path in sorted((CLIENT / TYPES).glob("*.d.ts"))}


def join_rules() -> dict[str, str]:
    """The same modules joined with nothing but the rules, by name: each needs only the others."""
    sources = {path.name: _read_text(path) for path in sorted((CLIENT / RULES).glob("*.js"))}
    entries = [name.removeprefix(RULES) for name in FILES if name.startswith(RULES)]
    key = digest(*(part for source in sources.items() for part in source))
    found: dict[str, str] = orjson.loads(
        program.remember("rules", key, lambda: orjson.dumps(join_modules(sources, entries)))
    )
    return found


def _read_text(path: Path) -> str:
    return path.read_text("utf-8")


def _name(path: Path) -> str:
    return path.relative_to(CLIENT).as_posix()
