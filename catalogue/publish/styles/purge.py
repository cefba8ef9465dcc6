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
_PLAIN = re.compile(r"(--[\w-]+)\s*:")


IsUsed = Callable[[str], bool]
"""Whether the pages use a selector."""


class Seen:
    """Some pages, as their cut trees, and which selectors match there."""

    def __init__(self, pages: Iterable[str]) -> None:
        self._trees = [(tree, _list_names(tree)) for tree in map(read_tree, pages)]
        self.known: dict[str, bool] = {}

    def has_match(self, selector: str) -> bool:
        """Whether some element of a page fits, in whatever state."""
        bare = _EMPTY.sub(r"\1*", _STATE.sub("", selector).strip())
        if bare not in self.known:
            self.known[bare] = self._is_found(bare)
        return self.known[bare]

    def _is_found(self, selector: str) -> bool:
        """Only pages with every class, id, tag and attribute that the selector names are looked through."""
        sure = _CHOICE.sub("", selector)
        names = {*_NAME.findall(_ASIDE.sub("", sure)), *_ATTRIBUTE.findall(sure)}
        trees = [tree for tree, known in self._trees if names <= known]
        if not trees or (len(names) == 1 and selector in names):
            return bool(trees)
        path = _to_path(selector)
        return path is None or any(path(tree) for tree in trees)


def _list_names(tree: Any) -> set[str | tuple[str, str]]:
    """Every tag, id and class of a page; every attribute, with its value and without.

    Each class becomes an attribute of its own as well, which is found many times as fast.
    """
    found: set[str | tuple[str, str]] = set()
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
    """A rule of a stylesheet: its selectors, and what it says of what they match."""

    selectors: tuple[str, ...]
    says: str

    def write(self, selectors: Iterable[str]) -> str:
        """The rule for some of its selectors."""
        return f"{','.join(selectors)}{{{self.says}}}"


class Group(NamedTuple):
    """Rules that hold under a condition: a kind of screen, or what a browser can do."""

    condition: str
    rules: tuple[Any, ...]


Rules = tuple[Rule | Group | str, ...]
"""What a stylesheet says: rules, those of groups within them; whatever else it says as text."""


def read_sheet(css: str) -> Rules:
    """The rules of a stylesheet."""
    return tuple(_list_rules(tinycss2.parse_stylesheet(css, True, True)))


def write_rules(rules: Rules) -> bytes:
    """Rules as they are kept: those of a theme are many, and take long to read."""
    return orjson.dumps(rules, default=tuple)


def read_rules(kept: bytes) -> Rules:
    """Rules that were kept."""
    return tuple(map(_read_rule, orjson.loads(kept)))


def _read_rule(found: Any) -> Rule | Group | str:
    if isinstance(found, str):
        return found
    told, inside = found
    return Group(told, tuple(map(_read_rule, inside))) if isinstance(told, str) else Rule(tuple(told), inside)


def _list_rules(rules: Iterable[Any]) -> Iterator[Rule | Group | str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield Rule(tuple(_list_selectors(rule.prelude)), tinycss2.serialize(rule.content))
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            yield Group(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}", tuple(_list_rules(inside)))
        elif rule.type == "at-rule" and rule.lower_at_keyword != "charset":
            yield rule.serialize()


def select_rules(rules: Iterable[Rule | Group | str], seen: Seen, without: Collection[str] = ()) -> str:
    """The rules that are used; those of the dark scheme at the end, after the system's preference.

    Selectors that name a tag of `without` are left out: other rules draw these elements alone.
    """
    dark: list[str] = []
    named = re.compile(rf"(?<![\w.#-])(?:{'|'.join(without)})(?![\w-])") if without else None

    def is_used(selector: str) -> bool:
        return not (named and named.search(selector)) and seen.has_match(selector)

    light = "".join(_select_rules(rules, is_used, dark))
    return light + (f"@media {DARK_MEDIA}{{{''.join(dark)}}}" if dark else "")


def _select_rules(rules: Iterable[Rule | Group | str], is_used: IsUsed, dark: list[str]) -> Iterator[str]:
    for rule in rules:
        if isinstance(rule, Rule):
            yield _select_rule(rule, is_used, dark)
        elif isinstance(rule, Group):
            inside = "".join(_select_rules(rule.rules, is_used, dark))
            yield f"{rule.condition}{{{inside}}}" if inside else ""
        else:
            yield rule


def _select_rule(rule: Rule, is_used: IsUsed, dark: list[str]) -> str:
    """The rule with the selectors that match; a dark one goes to `dark`."""
    of_dark = (s.replace(DARK, "body") for s in rule.selectors if DARK in s)
    of_light = (s.replace(LIGHT, "body") for s in rule.selectors if DARK not in s)
    if found := [s for s in of_dark if is_used(s)]:
        dark.append(rule.write(found))
    found = [s for s in of_light if is_used(s)]
    return rule.write(found) if found else ""


def _list_selectors(prelude: list[Any]) -> Iterator[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return (tinycss2.serialize(part).strip() for part in parts)


def drop_unused(css: str) -> str:
    """Leave out custom properties and animations that nothing in the stylesheet uses."""
    used = _list_used_variables(css)
    names = set(re.findall(r"[\w-]+", " ".join(re.findall(r"animation(?:-name)?\s*:([^;}]*)", css))))
    return "".join(_drop_unused_of(tinycss2.parse_stylesheet(css, True, True), used, names))


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


def _drop_unused_of(rules: Iterable[Any], used: set[str], animations: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = "".join(
                _drop_unused_of(tinycss2.parse_rule_list(rule.content, True, True), used, animations)
            )
            yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inside}}}" if inside else ""
        elif rule.type == "at-rule" and "keyframes" in rule.lower_at_keyword:
            yield rule.serialize() if tinycss2.serialize(rule.prelude).strip() in animations else ""
        elif rule.type == "qualified-rule":
            text = ";".join(_list_declarations(rule, used))
            yield f"{tinycss2.serialize(rule.prelude)}{{{text}}}" if text else ""
        else:
            yield rule.serialize()


def _list_declarations(rule: Any, used: set[str]) -> Iterator[str]:
    for said in tinycss2.parse_declaration_list(rule.content, True, True):
        if said.type == "declaration" and (not said.name.startswith("--") or said.name in used):
            yield said.serialize().rstrip(";")
