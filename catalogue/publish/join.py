"""Browser modules joined into few files, so that names can be shortened and fewer files are fetched.

A module of ours has a simple shape: `import { a, b as c } from "./x.js";` on a line of its own, `export`
before a function, class or const, or `export { a };`, all at the beginning of a line. Anything else is
refused with its place. Each module keeps a scope of its own: no name of one can meet that of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

import minify  # type: ignore[import-untyped]

_IMPORT = re.compile(r'import \{ ([\w, ]+) \} from "(\.{1,2}/[^"]+)";')
_NAME = re.compile(r"(\w+)(?: as (\w+))?")
_EXPORT = re.compile(r"export (?=(?:(?:async )?function\*?|class|const) (\w+))")
_LIST = re.compile(r"export \{ ([\w, ]+) \};")
_LATER = re.compile(r"""\bimport\(["'`]([^"'`]*)["'`]\)|new URL\(["'`]([^"'`]+\.js)["'`],""")


class JoinError(Exception):
    """A module that cannot be joined: file, line, and why."""


class Thing(NamedTuple):
    """What a module exports."""

    module: str
    name: str


@dataclass
class Module:
    """A module taken apart: its code without imports and without the word `export`."""

    name: str
    code: str = ""
    imports: dict[str, Thing] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """Where each other module is imported."""
    exports: list[str] = field(default_factory=list)


def minified(text: str) -> str:
    """JavaScript in fewer characters; names of the outermost scope stay."""
    return str(minify.string("application/javascript", text))


def joined(sources: Mapping[str, str], entries: Iterable[str]) -> dict[str, str]:
    """The files of the entries, minified, by name. `sources` are modules by name below one folder.

    A module stands in the file of the first entry that needs it; a file further down the list takes it
    from there. So what two files share is in the earlier one, or is an entry of its own before both.
    Raises JoinError.
    """
    modules = {name: _module(name, text) for name, text in sorted(sources.items())}
    homes: dict[str, str] = {}
    inside: dict[str, list[Module]] = {}
    for entry in entries:
        found = [name for name in dict.fromkeys(_in_turn(entry, modules, ())) if name not in homes]
        homes |= dict.fromkeys(found, entry)
        inside[entry] = [modules[name] for name in found]
    if lost := [name for name in modules if name not in homes]:
        raise JoinError(f"{lost[0]}:1: no file loads this module")
    wanted = {(thing, homes[module.name]) for module in modules.values() for thing in module.imports.values()}
    numbers = {name: number for number, name in enumerate(modules)}
    made = {entry: _File(entry, inside[entry], homes, numbers, wanted).text() for entry in inside}
    for entry, text in made.items():
        _check_later(entry, text, made)
    return made


def exports(text: str, name: str) -> list[str]:
    """What a module exports, in its order. Raises JoinError."""
    return _module(name, text).exports


def _module(name: str, text: str) -> Module:
    module = Module(name)
    lines = [_line(module, line, number) for number, line in enumerate(text.splitlines(), 1)]
    module.code = "\n".join(lines)
    try:
        minified(f"()=>{{{module.code}}}")
    except minify.MinifyError as error:
        place = re.search(r"line (\d+)", str(error))
        raise JoinError(f"{name}:{place[1] if place else 1}: {str(error).splitlines()[0]}") from None
    return module


def _line(module: Module, line: str, number: int) -> str:
    """A line without its import or export, which the module takes note of."""
    place = f"{module.name}:{number}"
    if found := _IMPORT.fullmatch(line):
        origin = normpath(join(dirname(module.name), found[2]))
        for name, own in _names(found[1], place):
            module.imports[own or name] = Thing(origin, name)
            module.lines[origin] = number
        return ""
    if found := _LIST.fullmatch(line):
        module.exports += [name for name, _ in _names(found[1], place)]
        return ""
    if found := _EXPORT.match(line):
        module.exports.append(found[1])
        return line[found.end() :]
    if re.match(r"(import|export)\b(?!\()", line):
        raise JoinError(f'{place}: expected `import {{ a, b }} from "./x.js";`, or `export` before a name')
    return line


def _names(text: str, place: str) -> Iterator[tuple[str, str | None]]:
    for part in text.split(","):
        if not (found := _NAME.fullmatch(part.strip())):
            raise JoinError(f"{place}: `{part.strip()}` is no name")
        yield found[1], found[2]


def _in_turn(name: str, modules: Mapping[str, Module], above: tuple[str, ...]) -> Iterator[str]:
    """A module behind all that it needs."""
    for thing in modules[name].imports.values():
        place = f"{name}:{modules[name].lines[thing.module]}"
        if thing.module not in modules or thing.name not in modules[thing.module].exports:
            raise JoinError(f"{place}: {thing.module} does not export `{thing.name}`")
        if thing.module in (*above, name):
            raise JoinError(f"{place}: imports {thing.module}, which needs this module")
        yield from _in_turn(thing.module, modules, (*above, name))
    yield name


class _File:
    """One file: what it takes from others, its modules in turn, what it gives."""

    def __init__(
        self,
        entry: str,
        inside: list[Module],
        homes: Mapping[str, str],
        numbers: Mapping[str, int],
        wanted: set[tuple[Thing, str]],
    ) -> None:
        self.entry, self.inside, self.homes, self.numbers = entry, inside, homes, numbers
        self.wanted = {thing for thing, _ in wanted}
        abroad = {thing for thing, home in wanted if homes[thing.module] == entry != home}
        own = [Thing(entry, name) for module in inside if module.name == entry for name in module.exports]
        self.given = [*own, *sorted(abroad - set(own))]

    def text(self) -> str:
        """The file, minified. Everything is in a function, so that every name can be shortened."""
        inner = [self._scope(module) for module in self.inside]
        if self.given:
            inner.append(f"return [{', '.join(map(self._known, self.given))}];")
        public = f"export const [{', '.join(map(self._public, self.given))}] = " if self.given else ""
        return minified("\n".join([*self._taken(), f"{public}(() => {{", *inner, "})();"]))

    def _taken(self) -> Iterator[str]:
        things = {thing for module in self.inside for thing in module.imports.values()}
        for thing in sorted(thing for thing in things if self.homes[thing.module] != self.entry):
            way = relpath(self.homes[thing.module], dirname(self.entry) or ".")
            way = way if way.startswith(".") else f"./{way}"
            yield f'import {{ {self._public(thing)} as {self._known(thing)} }} from "{way}";'

    def _scope(self, module: Module) -> str:
        """A module as a function that is called at once: imports go in, exports come out."""
        own = [Thing(module.name, name) for name in module.exports]
        out = [thing for thing in own if module.name == self.entry or thing in self.wanted]
        left = f"const [{', '.join(map(self._known, out))}] = " if out else ""
        back = f"return [{', '.join(thing.name for thing in out)}];" if out else ""
        taken = ", ".join(map(self._known, module.imports.values()))
        return f"{left}(({', '.join(module.imports)}) => {{\n{module.code}\n{back}\n}})({taken});"

    def _known(self, thing: Thing) -> str:
        """Its name inside the file, which no other thing has."""
        return f"{thing.name}${self.numbers[thing.module]}"

    def _public(self, thing: Thing) -> str:
        """Its name among files: what an entry exports keeps its own."""
        if self.homes[thing.module] == thing.module:
            return thing.name
        return self._known(thing)


def _check_later(entry: str, text: str, made: Mapping[str, str]) -> None:
    """What is loaded later must be a file of its own."""
    for found in _LATER.finditer(text):
        name = normpath(join(dirname(entry), found[1] or found[2]))
        if name not in made:
            raise JoinError(f"{entry}:1: loads {name}, which is no file of its own")
