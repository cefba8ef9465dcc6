"""Which rules of a stylesheet some built page uses.

A rule stays when one of its selectors matches an element of a page; states such as :hover or
:target are taken as possible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

import orjson
import tinycss2  # type: ignore[import-untyped]
from cssselect import HTMLTranslator, SelectorError
from cssselect.parser import Class
from cssselect.xpath import XPathExpr
from lxml import etree

from catalogue.publish.styles.shapes import read_tree

# The theme names its two schemes in an attribute of the body; here the system's preference decides.
DARK = "[data-md-color-scheme=slate]"
LIGHT = "[data-md-color-scheme=default]"
DARK_MEDIA = "screen and (prefers-color-scheme:dark)"

_STATE = re.compile(
    r"::?(?:-(?:webkit|moz|ms)-[\w-]+|before|after|marker|placeholder|selection|backdrop|first-line|first-letter"
    r"|hover|focus-visible|focus-within|focus|active|visited|link|target|checked)(?![\w-])(?:\([^)]*\))?"
)
_EMPTY = re.compile(r"(^|[>+~])\s*(?=[>+~]|$)")
_CHOICE = re.compile(r":[\w-]+\((?:[^()]|\([^()]*\))*\)")
_ASIDE = re.compile(r"\[[^\]]*\]|:[\w-]+")
_NAME = re.compile(r"[.#]?-?[a-zA-Z_][\w-]*")
_ATTRIBUTE = re.compile(r"""\[([a-z-]+)(?:=["']?([\w-]+)["']?)?\]""")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_ANIMATION = re.compile(r"animation(?:-name)?\s*:([^;}]*)")
_KEYFRAMES = re.compile(r"@[\w-]*keyframes\s+([^\s{]+)", re.IGNORECASE)


Name = str | tuple[str, str]
"""A tag, `#` and an id, `.` and a class; an attribute with its value, or with an empty one for any."""
IsUsed = Callable[[str], bool]
"""Whether the pages use a selector."""


class Seen:
    """Some pages, as their cut trees, and which selectors match there."""

    def __init__(self, pages: Iterable[str]) -> None:
        self._trees = [*map(read_tree, pages)]
        self._having: dict[Name, int] = {}
        """Of each name, the pages that have it: a bit for each."""
        for position, tree in enumerate(self._trees):
            for name in _list_names(tree):
                self._having[name] = self._having.get(name, 0) | 1 << position
        self.known: dict[str, bool] = {}

    def has_match(self, selector: str) -> bool:
        """Whether some element of a page fits, in whatever state."""
        bare, names = _read_selector(selector)
        if bare not in self.known:
            self.known[bare] = self._is_found(bare, names)
        return self.known[bare]

    def _is_found(self, selector: str, names: Collection[Name]) -> bool:
        """Only pages with every class, id, tag and attribute that the selector names are looked through."""
        having = (1 << len(self._trees)) - 1
        for name in names:
            having &= self._having.get(name, 0)
        if not having or (len(names) == 1 and selector in names):
            return bool(having)
        path = _to_path(selector)
        return path is None or any(path(tree) for at, tree in enumerate(self._trees) if having >> at & 1)


@lru_cache(maxsize=8192)  # three sheets are made from the same parts
def _read_selector(selector: str) -> tuple[str, frozenset[Name]]:
    """A selector without states, and what any element that it fits needs, or those around it."""
    bare = _EMPTY.sub(r"\1*", _STATE.sub("", selector).strip())
    sure = _CHOICE.sub("", bare)
    return bare, frozenset((*_NAME.findall(_ASIDE.sub("", sure)), *_ATTRIBUTE.findall(sure)))


def _list_names(tree: Any) -> set[Name]:
    """Every tag, id and class of a page; every attribute, with its value and without.

    Each class becomes an attribute of its own as well, which is found many times as fast.
    """
    found: set[Name] = set()
    for element in tree.iter(etree.Element):
        found.add(element.tag)
        for name, value in element.items():
            found |= {(name, value), (name, "")}
            if name == "id":
                found.add(f"#{value}")
            elif name == "class":
                for one in value.split():
                    found.add(f".{one}")
                    element.set(_name_class(one), "")
    return found


@cache
def _name_class(name: str) -> str:
    """The attribute that stands for a class, whatever characters that has."""
    return f"class-{name.encode().hex()}"


class _Translator(HTMLTranslator):
    """Selectors to paths in trees whose elements have an attribute for each of their classes."""

    def xpath_class(self, class_selector: Class) -> XPathExpr:
        """The elements of a class."""
        found = self.xpath(class_selector.selector)
        return found.add_condition(f"@{_name_class(class_selector.class_name)}")


class _Upward(_Translator):
    """Elements that fit the last part of a selector are asked for what stands above and before them.

    They are few, and most selectors of a theme fit nothing: to look through all that stands below each
    element that fits the first part takes longer.
    """

    def xpath_descendant_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """What stands anywhere below another."""
        return right.add_condition(f"ancestor::{left}")

    def xpath_child_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """What stands just below another."""
        return right.add_condition(f"parent::{left}")

    def xpath_direct_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """What stands just behind another."""
        return right.add_condition(f"preceding-sibling::*[1]/self::{left}")

    def xpath_indirect_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """What stands behind another."""
        return right.add_condition(f"preceding-sibling::{left}")


_DOWNWARD, _UPWARD = _Translator(), _Upward()


@lru_cache(maxsize=4096)
def _to_path(selector: str) -> Any:
    """What finds the elements that a selector fits.

    None where the selector is younger than its translator: better a rule too much.
    """
    try:
        # What `:has` asks is looked for below, once for each element that may have it.
        to_xpath = (_DOWNWARD if ":has(" in selector else _UPWARD).css_to_xpath
        return etree.XPath(f"boolean({to_xpath(selector)})")
    except SelectorError:
        return None


class Rule(NamedTuple):
    """A rule of a stylesheet: its selectors, and what it declares of what they match."""

    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]
    """Of each declaration, the name of the property and the whole of it."""


class Group(NamedTuple):
    """Rules that hold under a condition: a kind of screen, or what a browser can do."""

    condition: str
    rules: Rules


Rules = tuple[Rule | Group | str, ...]
"""What a stylesheet says: rules, those of groups within them; whatever else it says as text."""


def read_sheet(css: str) -> Rules:
    """The rules of a stylesheet."""
    return tuple(_list_rules(tinycss2.parse_stylesheet(css, True, True)))


def write_sheet(rules: Rules) -> str:
    """A stylesheet of some rules. What declares nothing is left out."""
    return "".join(map(_write_rule, rules))


def _write_rule(rule: Rule | Group | str) -> str:
    if isinstance(rule, str):
        return rule
    if isinstance(rule, Group):
        head, inside = rule.condition, write_sheet(rule.rules)
    else:
        head, inside = ",".join(rule.selectors), ";".join(text for _, text in rule.declarations)
    return f"{head}{{{inside}}}" if inside else ""


def write_rules(rules: Rules) -> bytes:
    """Rules as they are kept: those of a theme are many, and take long to read."""
    return orjson.dumps(rules, default=tuple)


def read_rules(kept: bytes) -> Rules:
    """Rules that were kept."""
    return tuple(map(_read_rule, orjson.loads(kept)))


def _read_rule(found: Any) -> Rule | Group | str:
    if isinstance(found, str):
        return found
    first, inside = found
    if isinstance(first, str):
        return Group(first, tuple(map(_read_rule, inside)))
    return Rule(tuple(first), tuple(map(tuple, inside)))


def _list_rules(rules: Iterable[Any]) -> Iterator[Rule | Group | str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield Rule(tuple(_list_selectors(rule.prelude)), tuple(_list_declarations(rule.content)))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            yield Group(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", tuple(_list_rules(inside)))
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def _list_selectors(prelude: list[Any]) -> Iterator[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return (tinycss2.serialize(part).strip() for part in parts)


def _list_declarations(content: list[Any]) -> Iterator[tuple[str, str]]:
    for found in tinycss2.parse_declaration_list(content, True, True):
        if found.type == "declaration":
            yield found.name, found.serialize().rstrip(";")


def select_rules(rules: Rules, seen: Seen, without: Collection[str] = ()) -> Rules:
    """The rules that are used; those of the dark scheme at the end, after the system's preference.

    Selectors that name a tag of `without` are left out: other rules draw these elements alone.
    """
    dark: list[Rule | Group | str] = []
    named = re.compile(rf"(?<![\w.#-])(?:{'|'.join(without)})(?![\w-])") if without else None

    def is_used(selector: str) -> bool:
        return not (named and named.search(selector)) and seen.has_match(selector)

    light = tuple(_select_rules(rules, is_used, dark))
    return (*light, Group(f"@media {DARK_MEDIA}", tuple(dark))) if dark else light


def _select_rules(
    rules: Rules, is_used: IsUsed, dark: list[Rule | Group | str]
) -> Iterator[Rule | Group | str]:
    """Each rule with the selectors that match; what is left of it for the dark scheme goes to `dark`."""
    for rule in rules:
        if isinstance(rule, Group):
            yield Group(rule.condition, tuple(_select_rules(rule.rules, is_used, dark)))
        elif isinstance(rule, str):
            yield rule
        else:
            of_dark = (s.replace(DARK, "body") for s in rule.selectors if DARK in s)
            of_light = (s.replace(LIGHT, "body") for s in rule.selectors if DARK not in s)
            if found := tuple(s for s in of_dark if is_used(s)):
                dark.append(Rule(found, rule.declarations))
            if found := tuple(s for s in of_light if is_used(s)):
                yield Rule(found, rule.declarations)


def drop_unused(rules: Rules) -> Rules:
    """Leave out custom properties and animations that none of the rules uses."""
    css = write_sheet(rules)
    animations = set(re.findall(r"[\w-]+", " ".join(_ANIMATION.findall(css))))
    return tuple(_drop_unused(rules, _list_used_variables(css), animations))


def _list_used_variables(css: str) -> set[str]:
    """The variables that a declaration uses, and those that they use in their turn."""
    values: dict[str, set[str]] = {}
    used: set[str] = set()
    for name, value in re.findall(r"([\w-]+)\s*:([^;{}]*)", css):
        (values.setdefault(name, set()) if name.startswith("--") else used).update(_VARIABLE.findall(value))
    todo = list(used)
    while todo:
        fresh = values.get(todo.pop(), set()) - used
        used |= fresh
        todo += fresh
    return used


def _drop_unused(rules: Rules, used: set[str], animations: set[str]) -> Iterator[Rule | Group | str]:
    for rule in rules:
        if isinstance(rule, Group):
            yield Group(rule.condition, tuple(_drop_unused(rule.rules, used, animations)))
        elif isinstance(rule, Rule):
            found = (one for one in rule.declarations if not one[0].startswith("--") or one[0] in used)
            yield Rule(rule.selectors, tuple(found))
        elif not (frames := _KEYFRAMES.match(rule)) or frames[1] in animations:
            yield rule
