"""Where each record and each fact stands in the site.

Templates write links from the site's root (`/designations/ccop/`); `to_relative` turns them to the page
that holds them, so that the site works in any folder.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue, Path
from catalogue.publish.shell import SLOTS

# Kind of record -> folder of its pages and of the list of them, and what the list is called.
FOLDERS = {
    "designations": "designations",
    "qualifications": "qualifications",
    "schedules": "cpd",
    "sources": "sources",
    "conflicts": "conflicts",
    "glossary": "glossary",
}
TITLES = {
    "designations": "Designations",
    "qualifications": "Qualifications",
    "schedules": "CPD",
    "sources": "Sources",
    "conflicts": "Where the sources disagree",
    "glossary": "Glossary",
}
TOOLS = {"calculator": "CPD calculator", "pathways": "Check if you qualify"}
"""Folder of a tool's pages -> what it is called."""
ON_ONE_PAGE = ("conflicts", "glossary")
"""Kinds whose records stand together on the page of their list."""
LINKED = ("designations", "qualifications", "schedules", "topics", "sources", "conflicts")

# Key of a designation or qualification -> the part of its page where the value stands.
SECTIONS = {
    "roles": "roles",
    "functions": "functions",
    "retaining": "keeping",
    "progression": "leads-to",
    "components": "components",
    "cycle": "cycle",
    "unexplained": "unexplained",
    "notices": "notices",
    "providers": "providers",
    "remarks": "remarks",
    "retired": "retired",
}
# Key of a table or list -> what stands before the key, or the position, of each of its entries.
ENTRIES = {
    "awarding": "awarding",
    "registrations": "registration",
    "records": "record",
    "conditions": "condition",
    "demands": "rule",
    "limits": "rule",
    "carry": "carry",
    "verdicts": "verdict",
    "facts": "fact",
    "steps": "step",
    "work": "work",
    "contacts": "contact",
}

# Places whose spelling in an address says all of them: a line, some lines, words in small letters.
_SPELT_OUT = re.compile(r"[0-9]+(-[0-9]+)?|(?=.*[a-z])[a-z0-9]+( [a-z0-9]+)*")


def build_address(kind: str, key: str) -> str:
    """The path of a record's page from the site's root: /designations/ccop/."""
    if kind == "body":
        return f"/{FOLDERS['designations']}/#body"
    if kind in ON_ONE_PAGE:
        return f"/{FOLDERS[kind]}/#{key}"
    return f"/{key}/" if kind == "topics" else f"/{FOLDERS[kind]}/{key}/"


@lru_cache(maxsize=4096)
def build_place_anchor(place: str) -> str:
    """The part of a source's page that shows a place of the source.

    A function of the place alone, so that no other fact can rename it: where the spelling of an address
    loses something of the place, a few digits of its hash tell it from others that would be spelt alike.
    """
    if _SPELT_OUT.fullmatch(place):
        return f"place-{place.replace(' ', '-')}"
    spelt = re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")
    return f"place-{spelt}-{hashlib.sha256(place.encode()).hexdigest()[:4]}"


def build_place_address(citation: Citation) -> str:
    """Where the page of a source shows the place that is cited."""
    return f"{build_address('sources', citation.source)}#{build_place_anchor(citation.place)}"


def build_comparison_address(first: str, second: str) -> str:
    """Where two designations are compared, the lower one first."""
    return f"/compare/{first}/{second}/"


def build_step_address(first: str, second: str) -> str:
    """The page of the way from a designation to a higher one."""
    return f"/pathways/{first}/{second}/"


def build_calculator_address(schedule: str) -> str:
    """Where a log is judged by a schedule."""
    return f"/calculator/{schedule}/"


def build_letter_address(letter: str) -> str:
    """The page of what begins with a letter; of what begins with none, that of the digits."""
    return f"/search/{letter.lower() or '0-9'}/"


def build_asset_address(name: str) -> str:
    """The path of a script from the site's root; the folder's name is filled in when all assets are known."""
    return f"/assets/{SLOTS['assets']}/{name}"


def find_file(url: str) -> str:
    """The file of the site that an address from the root shows."""
    return f"{url.partition('#')[0].lstrip('/')}index.html"


def find_page(name: str) -> str:
    """The address, below the site's root, of a Markdown file: visa.md -> visa/."""
    page = name.removesuffix(".md")
    return "" if page == "index" else f"{page.removesuffix('/index')}/"


def find_kind(catalogue: Catalogue, key: str) -> str | None:
    """The kind of the record that has this key, of those that have a page."""
    return next((kind for kind in LINKED if key in getattr(catalogue, kind)), None)


def find_address(path: Path) -> str:
    """Where the value at a path of the catalogue stands: its page and the part of it."""
    kind, *rest = path
    if kind == "body":
        return f"/{FOLDERS['designations']}/#{find_anchor(tuple(rest)) or 'body'}"
    if kind in ON_ONE_PAGE:
        return build_address(str(kind), str(rest[0]))
    part = find_anchor(tuple(rest[1:]))
    return build_address(str(kind), str(rest[0])) + (f"#{part}" if part else "")


def find_anchor(path: Path) -> str:
    """The part of a record's page where a value of the record stands; empty for its beginning."""
    match path:
        case ("categories", category, "activities", activity, *_):
            return f"activity-{activity}"
        case ("categories", category, *_):
            return f"category-{category}"
        case ("components", "modules", position, *_) if isinstance(position, int):
            return f"module-{position + 1}"
        case (str(name), entry, *_) if name in ENTRIES:
            return f"{ENTRIES[name]}-{entry + 1 if isinstance(entry, int) else entry}"
        case (str(name), *_):
            return SECTIONS.get(name, "")
    return ""


def format_title(title: str) -> str:
    """A title within a sentence: Credit -> credit, but NQF level and Board Exam stay."""
    is_name = not title[1:2].islower() or any(word[:1].isupper() for word in title.split()[1:])
    return title if is_name else title[:1].lower() + title[1:]


def to_relative(html: str, path: str) -> str:
    """Turn links from the site's root to links from the page at `path` (designations/ccop/index.html).

    A link to a part of the page itself is that part alone. No text of the data can look like such a link:
    quotation marks are escaped in it.
    """
    root = "../" * path.count("/") or "./"
    html = html.replace(f'href="/{path.removesuffix("index.html")}#', 'href="#')
    return html.replace('href="/', f'href="{root}').replace('src="/', f'src="{root}')
