"""Browser modules joined into few files, so that names can be shortened and fewer files are fetched.

A module of ours has a simple shape: `import { a, b } from "./x.js";` on a line of its own, `export` before
a function, class or const, or `export { a };`, all at the beginning of a line. Anything else is refused
with its place. What modules share needs different names; what each keeps to itself does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import dirname, join, normpath, relpath
from typing import NamedTuple

import minify  # type: ignore[import-untyped]

_IMPORT = re.compile(r'import \{ ([\w, ]+) \} from "(\.{1,2}/[^"]+)";')
_NAME = re.compile(r"\w+")
_OWN = re.compile(r"(?:export )?(?:(?:async )?function\*?|class|const|let) [\[{]?([^\]}=(;]+)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'')
_WORD = re.compile(r"(?:(?<=\.\.\.)|(?<![\w$#.]))[A-Za-z_]\w*(?![\w$])")  # behind one dot it is a property
_METHOD = re.compile(r"\([^()]*\)\{")
_EXPORT = re.compile(r"export (?=(?:(?:async )?function\*?|class|const) (\w+))")
_LIST = re.compile(r"export \{ ([\w, ]+) \};")
_LATER = re.compile(r"""\bimport\(["'`]([^"'`]*)["'`]\)|new URL\(["'`]([^"'`]+\.js)["'`],""")


class JoinError(Exception):
    """A module that cannot be joined: `file:line: why`."""


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
    names: dict[str, int] = field(default_factory=dict)
    """The names of its outermost scope, with their lines."""


@lru_cache(maxsize=256)  # most edits change one module
def minify_script(text: str) -> str:
    """JavaScript in fewer characters; names of the outermost scope stay."""
    return str(minify.string("application/javascript", text))


def join_modules(sources: Mapping[str, str], entries: Iterable[str]) -> dict[str, str]:
    """The files of the entries, minified, by name. `sources` are modules by name below one folder.

    A module stands in the file of the first entry that needs it; a file further down the list takes it
    from there. So what two files share is in the earlier one, or is an entry of its own before both.
    Raises JoinError.
    """
    modules = {name: _read_module(name, text) for name, text in sorted(sources.items())}
    homes: dict[str, str] = {}
    inside: dict[str, list[Module]] = {}
    for entry in entries:
        found = [name for name in _list_in_turn(entry, modules, (), set()) if name not in homes]
        homes |= dict.fromkeys(found, entry)
        inside[entry] = [modules[name] for name in found]
    if lost := [name for name in modules if name not in homes]:
        raise JoinError(f"{lost[0]}:1: no file loads this module")
    for module in modules.values():
        module.imports = {name: _find_origin(thing, modules) for name, thing in module.imports.items()}
    wanted = {(thing, homes[module.name]) for module in modules.values() for thing in module.imports.values()}
    things = [Thing(name, thing) for name, module in modules.items() for thing in module.exports]
    numbers = {thing: number for number, thing in enumerate(things)}
    made = {entry: _File(entry, inside[entry], homes, numbers, wanted).join_scopes() for entry in inside}
    for entry, text in made.items():
        _check_later(entry, text, made)
    return made


def list_exports(text: str, name: str) -> list[str]:
    """What a module exports, in its order. Raises JoinError."""
    return _read_module(name, text).exports


def _read_module(name: str, text: str) -> Module:
    module = Module(name)
    lines = [_read_line(module, line, number) for number, line in enumerate(text.splitlines(), 1)]
    module.code = "\n".join(lines)
    try:
        _minify_alone(module)
    except minify.MinifyError as error:
        place = re.search(r"line (\d+)", str(error))
        raise JoinError(f"{name}:{place[1] if place else 1}: {str(error).splitlines()[0]}") from None
    return module


def _read_line(module: Module, line: str, number: int) -> str:
    """A line without its import or export, which the module takes note of."""
    place = f"{module.name}:{number}"
    if found := _IMPORT.fullmatch(line):
        origin = normpath(join(dirname(module.name), found[2]))
        module.imports |= {name: Thing(origin, name) for name in _read_names(found[1], place)}
        module.lines[origin] = number
        return ""
    if found := _LIST.fullmatch(line):
        module.exports += _read_names(found[1], place)
        return ""
    if found := _OWN.match(line):
        name = found[1].partition(" extends ")[0].removesuffix(" {")
        module.names |= dict.fromkeys(_read_names(name, place), number)
    if found := _EXPORT.match(line):
        module.exports.append(found[1])
        return line[found.end() :]
    if re.match(r"(import|export)\b(?!\()", line):
        raise JoinError(f'{place}: expected `import {{ a, b }} from "./x.js";`, or `export` before a name')
    return line


def _read_names(text: str, place: str) -> list[str]:
    names = [part.strip() for part in text.split(",")]
    if wrong := [name for name in names if not _NAME.fullmatch(name)]:
        raise JoinError(f"{place}: `{wrong[0]}` is no name")
    return names


def _list_in_turn(
    name: str, modules: Mapping[str, Module], above: tuple[str, ...], done: set[str]
) -> Iterator[str]:
    """A module behind all that it needs, each once."""
    for thing in modules[name].imports.values():
        place = f"{name}:{modules[name].lines[thing.module]}"
        if thing.module not in modules or thing.name not in modules[thing.module].exports:
            raise JoinError(f"{place}: {thing.module} does not export `{thing.name}`")
        if thing.module in (*above, name):
            raise JoinError(f"{place}: imports {thing.module}, which needs this module")
        if thing.module not in done:
            yield from _list_in_turn(thing.module, modules, (*above, name), done)
    done.add(name)
    yield name


def _find_origin(thing: Thing, modules: Mapping[str, Module]) -> Thing:
    """Where a thing is made, which others may only give on."""
    again = modules[thing.module].imports.get(thing.name)
    return _find_origin(again, modules) if again else thing


class _File:
    """One file: what it takes from others, its modules in turn, what it gives."""

    def __init__(
        self,
        entry: str,
        inside: list[Module],
        homes: Mapping[str, str],
        numbers: Mapping[Thing, int],
        wanted: set[tuple[Thing, str]],
    ) -> None:
        self.entry, self.inside, self.homes, self.numbers = entry, inside, homes, numbers
        things = {thing for module in inside for thing in module.imports.values()}
        self.taken = sorted(thing for thing in things if homes[thing.module] != entry)
        abroad = {thing for thing, home in wanted if homes[thing.module] == entry != home}
        [first] = (module for module in inside if module.name == entry)
        own = {name: first.imports.get(name, Thing(entry, name)) for name in first.exports}
        self.given = own | {self._find_public_name(thing): thing for thing in sorted(abroad)}
        """What others take, by its name among files."""
        self.shared = sorted({*things, *self.given.values()})
        """What more than one module, or another file, knows by its name."""

    def join_scopes(self) -> str:
        """The file, minified. Everything is in a function, so that every name can be shortened."""
        code = "\n".join(self._list_scopes())
        back = f"return [{', '.join(thing.name for thing in self.given.values())}];" if self.given else ""
        public = f"export const [{', '.join(self.given)}] = " if self.given else ""
        names, taken = (", ".join(map(of, self.taken)) for of in (lambda thing: thing.name, self._make_name))
        calls = f"{public}(({names}) => {{\n{code}\n{back}\n}})({taken});"
        return minify_script("\n".join([*self._list_imports(), calls]))

    def _list_imports(self) -> Iterator[str]:
        names: dict[str, list[str]] = {}
        for thing in self.taken:
            public, taken = self._find_public_name(thing), self._make_name(thing)
            names.setdefault(self.homes[thing.module], []).append(
                taken if public == taken else f"{public} as {taken}"
            )
        for home, taken_there in names.items():
            way = relpath(home, dirname(self.entry) or ".")
            way = way if way.startswith(".") else f"./{way}"
            yield f'import {{ {", ".join(taken_there)} }} from "{way}";'

    def _list_scopes(self) -> Iterator[str]:
        """The modules in one scope; one whose own names are used elsewhere too in a scope of its own."""
        free = {module.name: _list_free(module) - set(module.imports) for module in self.inside}
        self._check_shared(free)
        known = {thing.name for thing in self.shared}
        for module in self.inside:
            out = [thing.name for thing in self.shared if thing.module == module.name]
            own = set(module.names) - set(out)
            abroad = set().union(*(names for name, names in free.items() if name != module.name))
            if own & (known | abroad):
                left, back = (
                    (f"const [{', '.join(out)}] = ", f"return [{', '.join(out)}];") if out else ("", "")
                )
                yield f"{left}(() => {{\n{module.code}\n{back}\n}})();"
            else:
                known |= own
                yield module.code

    def _check_shared(self, free: Mapping[str, set[str]]) -> None:
        """What is shared needs a name that is no other thing's, also none of the browser's that is used."""
        owners: dict[str, str] = {}
        for module, name in self.shared:
            if owners.setdefault(name, module) != module:
                raise JoinError(f"{module}:1: {owners[name]} exports a `{name}` too: rename one")
        for module, names in free.items():
            if used := sorted(name for name in names & set(owners) if owners[name] != module):
                raise JoinError(f"{module}:1: uses `{used[0]}` of {owners[used[0]]} and does not import it")

    def _make_name(self, thing: Thing) -> str:
        """A name that no thing of ours has; short, as minifying leaves what stands outside of functions."""
        return f"${self.numbers[thing]}"

    def _find_public_name(self, thing: Thing) -> str:
        """Its name among files: what an entry exports keeps its own."""
        return thing.name if self.homes[thing.module] == thing.module else self._make_name(thing)


def _minify_alone(module: Module) -> str:
    """A module in a function, in which its own names are shortened."""
    return minify_script(f"(() => {{{module.code}\n}})()")


def _list_free(module: Module) -> set[str]:
    """The names in a module that are neither its own nor of a property: all of them, perhaps some more."""
    text = _STRING.sub('""', _minify_alone(module))
    return {found[0] for found in _WORD.finditer(text) if not _names_property(text, *found.span())}


def _names_property(text: str, start: int, end: int) -> bool:
    """Whether a word is a key of an object, or the name of a method."""
    is_key = text[end : end + 1] == ":" and text[start - 1 : start] in ("{", ",")
    return is_key or bool(_METHOD.match(text, end))


def _check_later(entry: str, text: str, made: Mapping[str, str]) -> None:
    """What is loaded later must be a file of its own."""
    for found in _LATER.finditer(text):
        name = normpath(join(dirname(entry), found[1] or found[2]))
        if name not in made:
            raise JoinError(f"{entry}:1: loads {name}, which is no file of its own")
