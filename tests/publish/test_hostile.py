"""Whatever a text of the data says, it is text in every output: it makes no element and no attribute."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from lxml import etree, html
from pydantic import BaseModel, ValidationError

from catalogue.publish.build import build_site
from catalogue.read.document import read_document
from catalogue.read.files import find_kind
from tests.chance import count_cases
from tests.publish.sites import STORE, catalogue_of, read_files
from tests.roots import LIGHTHOUSE

HOSTILE = (
    "<script>go()</script>",
    "</script><script>go()</script>",
    "<img src=x onerror=go()>",
    "<img/onerror=go() src=x>",
    "<svg onload=go()>",
    "<svg><script>go()</script></svg>",
    "<details open ontoggle=go()>",
    "<iframe src=javascript:go()>",
    "<a href=javascript:go()>x</a>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example/>",
    "<style>*{display:none}</style>",
    "</style><b evil>",
    "</title><b evil>",
    "</textarea><b evil>",
    "</template><b evil>",
    "<!--",
    "-->",
    "<!--><b evil>-->",
    "<![CDATA[<b evil>]]>",
    "]]><b evil>",
    "<?php go() ?>",
    '" onclick="go()',
    "' onclick='go()",
    "` onclick=`go()",
    '"><b evil>',
    "'><b evil>",
    "/><b evil>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&quot; onclick=&quot;go()",
    "&amp;lt;b&amp;gt;",
    "&",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${7 * 7}",
    "#{7 * 7}",
    "{: onclick='go()' }",
    "{#x}",
    "[x](javascript:go())",
    "![x](https://evil.example/x)",
    "<https://evil.example/>",
    "**bold** _low_ `code` ~~gone~~",
    "| a | b |",
    "# heading",
    "- [ ] item",
    "[^1]: note",
    "*[HTML]: x",
    "$phrases calculator",
    "\\u003cb\\u003e \\x3cb\\x3e",
    "\\",
    "\\\\",
    "\\'; go(); //",
    "'; go(); //",
    "javascript:go()",
    "%0d%0aSet-Cookie: x",
    "../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
)


def list_leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every single value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inside:
        yield from list_leaves(child, (*path, key))
    if isinstance(value, str):
        yield path


def put(value: Any, path: tuple[str | int, ...], text: str) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = text


def get(value: Any, path: tuple[str | int, ...]) -> str:
    for key in path:
        value = value[key]
    assert isinstance(value, str)
    return value


NAMES = ("for_each", "measure", "unit")
"""Words that the rules know things by."""


def is_text(model: type[BaseModel], value: Any, path: tuple[str | int, ...]) -> bool:
    """Whether any words may stand there: the model takes them."""
    if path[-1] in NAMES:
        return False
    tried = json.loads(json.dumps(value))
    put(tried, path, f"{get(value, path)} <b evil>")
    try:
        model.model_validate(tried)
    except ValidationError:
        return False
    return True


Texts = dict[str, tuple[Any, list[tuple[str | int, ...]]]]


def list_texts() -> Texts:
    """The value of each file, and where it holds words."""
    found = {}
    for path in sorted((LIGHTHOUSE / "designations").rglob("*.yml")):
        name = path.relative_to(LIGHTHOUSE / "designations").as_posix()
        kind = find_kind(name)
        value = read_document(path, LIGHTHOUSE).value
        assert kind
        found[name] = value, [leaf for leaf in list_leaves(value) if is_text(kind[0], value, leaf)]
    return found


@pytest.fixture(scope="module")
def texts() -> Texts:
    return list_texts()


def put_hostile(root: Path, texts: Texts, turn: int) -> dict[str, str]:
    """Put a hostile text behind each text, the same text the same. Returns what each became."""
    changed: dict[str, str] = {}
    for name, (value, leaves) in texts.items():
        value = json.loads(json.dumps(value))
        for leaf in leaves:
            text = get(value, leaf)
            changed[text] = f"{text} {HOSTILE[(crc32(text.encode()) + turn) % len(HOSTILE)]}"
            put(value, leaf, changed[text])
        (root / "designations" / name).write_text(json.dumps(value), "utf-8")
    return changed


def build(root: Path) -> dict[str, bytes]:
    build_site(catalogue_of(root), root, root / "site", STORE)
    return read_files(root / "site")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(copy(tmp_path_factory.mktemp("plain")))


def copy(folder: Path) -> Path:
    ignored = shutil.ignore_patterns("site", ".cache", ".site-*")
    return Path(shutil.copytree(LIGHTHOUSE, folder / "lighthouse", ignore=ignored))


def list_pages(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: html.fromstring(data) for path, data in files.items() if path.endswith(".html")}


def list_made(page: Any) -> Iterator[tuple[str, str]]:
    """What elements a page has, each with each of its attributes."""
    for element in page.iter("*"):
        yield element.tag, ""
        yield from ((element.tag, name) for name in element.attrib)


def read_words(pages: Iterable[Any]) -> str:
    """All that pages say, in one line."""
    return "\n".join(" ".join(page.text_content().split()) for page in pages)


@pytest.mark.parametrize("turn", range(0, len(HOSTILE), max(1, len(HOSTILE) // count_cases(16))))
def test_it_changes_nothing_but_words(
    texts: Texts, plain: dict[str, bytes], tmp_path: Path, turn: int
) -> None:
    """Each turn another behind each text."""
    root = copy(tmp_path)
    changed = put_hostile(root, texts, turn)
    files = build(root)
    assert files.keys() == plain.keys()
    pages, before = list_pages(files), list_pages(plain)
    known = {made for page in before.values() for made in list_made(page)}
    assert {path: found for path, page in pages.items() if (found := set(list_made(page)) - known)} == {}
    for path, page in pages.items():
        for tag in ("script", "style", "link", "meta", "base"):
            assert len(page.findall(f".//{tag}")) == len(before[path].findall(f".//{tag}")), (path, tag)
        addresses = [str(one) for one in page.xpath("//@href | //@src | //@action")]
        assert [one for one in addresses if re.match(r"\s*javascript:|(https?:)?//evil\.", one)] == [], path
        for data in page.xpath("//script[contains(@type, 'json')]"):
            json.loads(data.text)
    for path, data in files.items():
        if path.endswith((".svg", ".xml")):
            made = {one.tag for one in etree.fromstring(data).iter()}
            assert made == {one.tag for one in etree.fromstring(plain[path]).iter()}, path
        if path.endswith((".json", ".webmanifest")):
            json.loads(data)
    was, now = read_words(before.values()), read_words(pages.values())
    whole = {text: said for text, said in changed.items() if f" {text} " in was and len(text) > 12}
    assert len(whole) > 100
    assert [said for said in whole.values() if said not in now] == []
