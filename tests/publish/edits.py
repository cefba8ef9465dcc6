"""Edits that somebody makes to a catalogue, at random: the same ones for the same seed.

Each is one change of one or two files. Some break a rule of the catalogue: whoever asks for them builds, is
refused, and takes them back.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from catalogue.publish.shell import OURS
from tests.roots import LIGHTHOUSE

WORDS = (
    "anchor",
    "buoy",
    "chart",
    "deck",
    "ebb",
    "fathom",
    "galley",
    "hull",
    "isle",
    "jetty",
    "keel",
    "lee",
    "mast",
    "net",
    "oar",
    "pier",
    "reef",
    "sail",
)
PLACES = {
    "rulebook": ("3", "4-7", "9"),
    "circular": ("3", "4-7", "9"),
    "syllabus": ("3", "4-7", "9"),
    "port-register": ("Part Two", "part two", "trade 4"),
    "more": ("Part Two", "part two", "trade 4"),
}
"""Sources, the last of which is there only when it was added, and places in them."""
ABOUT = ("hand", "keeper", "master", "keeper-2021", "hand-2020", "7001", "7014", "pilotage", "joining")
TEXTS = re.compile(
    r"^(?P<before>\s*(?:- )?(?:title|says|summary|note|question|why|publisher|printed|unit|country|place|"
    r"abbreviation|type|field|subfield|originator|status|decision|list|from|date): )(?P<text>.+)$"
)
COUNT = re.compile(r"(?<=[ \[])\d{1,3}(?=[,}\] ]|$)")
COLOUR = re.compile(r'"#[0-9a-f]{6}"')


class Editor:
    """Somebody at work on a copy of the lighthouse catalogue."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.data = root / "designations"
        self.chance = random.Random(seed)
        self.site_url = ""
        self.commit = "none"

    def edit(self) -> str:
        """Change something. Returns what was done."""
        while True:
            kind = self.chance.choice(EDITS)
            if said := kind(self):
                return f"{kind.__name__}: {said}"

    def words(self, most: int = 4) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most))).capitalize()

    def citation(self, source: str = "") -> str:
        """A place in a source."""
        added = "  more:" in (self.data / "sources.yml").read_text("utf-8")
        source = source or self.chance.choice(list(PLACES)[: None if added else -1])
        return f"{source}:{self.chance.choice(PLACES[source])}"

    def write(self, name: str, text: str) -> str:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return name

    def change_line(self, paths: list[Path], pattern: re.Pattern[str], put: Callable[[], str]) -> str:
        """Put something in the place of one of the matches in one of the files."""
        found = [(path, match) for path in paths for match in pattern.finditer(path.read_text("utf-8"))]
        if not found:
            return ""
        path, match = self.chance.choice(found)
        text = path.read_text("utf-8")
        self.write(
            path.relative_to(self.root).as_posix(), text[: match.start()] + put() + text[match.end() :]
        )
        return f"{path.relative_to(self.root)}: {match[0]!r}"

    def files(self, pattern: str = "*.yml") -> list[Path]:
        return sorted(self.data.rglob(pattern))

    def state(self) -> dict[Path, bytes]:
        """Every file that a site is made from."""
        parts = (self.data, self.root / "content", self.root / "templates", self.root / "mkdocs.yml")
        files = [path for part in parts for path in (part.rglob("*") if part.is_dir() else [part])]
        return {path: path.read_bytes() for path in files if path.is_file()}

    def restore(self, state: dict[Path, bytes]) -> None:
        """Put every file back as it was."""
        now = self.state()
        for path in now.keys() - state.keys():
            path.unlink()
        for path, data in state.items():
            if now.get(path) != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def change_text(at: Editor) -> str:
    """A title, a sentence, a note: of any record."""
    path = at.chance.choice(at.files())
    lines = path.read_text("utf-8").split("\n")
    found = [(number, match) for number, line in enumerate(lines) if (match := TEXTS.match(line))]
    if not found:
        return ""
    number, match = at.chance.choice(found)
    lines[number] = match["before"] + at.words()
    at.write(path.relative_to(at.root).as_posix(), "\n".join(lines))
    return f"{path.relative_to(at.root)}:{number + 1}"


def change_count(at: Editor) -> str:
    """A figure, a line of a source, a number of credits."""
    return at.change_line(at.files(), COUNT, lambda: str(at.chance.randint(1, 99)))


def delete_line(at: Editor) -> str:
    """A key that can be left out, or a list's last entry."""
    path = at.chance.choice(at.files())
    lines = path.read_text("utf-8").split("\n")
    number = at.chance.randrange(len(lines))
    del lines[number]
    at.write(path.relative_to(at.root).as_posix(), "\n".join(lines))
    return f"{path.relative_to(at.root)}:{number + 1}"


def comment(at: Editor) -> str:
    """A comment, which changes no record."""
    path = at.chance.choice(at.files())
    return at.write(path.relative_to(at.root).as_posix(), f"# {at.words()}\n{path.read_text('utf-8')}")


def add_qualification(at: Editor) -> str:
    """A new one, or another in its place: with units or without."""
    key = at.chance.randint(9001, 9004)
    lines = [f"qualification: {key}", f"nlrd_id: {key}", f"title: {at.words()}", "type: letter"]
    lines += ["nqf_level: 4", "credits: 20", f"source: {at.citation()}"]
    if at.chance.random() < 0.5:
        lines.append(f"also_known_as: [{at.words(1)}]")
    missing = ["originator", "quality_assurance", "sub_framework", "field", "subfield", "records"]
    if at.chance.random() < 0.6:
        lines += ["components:", f"  title: {at.words()}", "  complete: no", f"  source: {at.citation()}"]
        lines += ["  units:", f"    - {{unit: U1, title: {at.words()}, nqf_level: 4, credits: 20}}"]
    else:
        missing.append("components")
    lines += ["not_published:", *(f"  {part}: It is not printed." for part in missing)]
    return at.write(f"designations/qualifications/{key}.yml", "# Made up.\n\n" + "\n".join(lines) + "\n")


def delete_record(at: Editor) -> str:
    """A file of what was added, or of what was there before."""
    path = at.chance.choice(at.files("900*.yml") + at.files("more.yml") + at.files("*-*.yml"))
    path.unlink()
    return str(path.relative_to(at.root))


def ask_for_another(at: Editor) -> str:
    """The qualification that a designation asks for; its worked profiles, of the old one, are gone."""
    keys = re.compile(r"(?<=qualification: {key: )\w+")
    known = [path.stem for path in at.files("qualifications/*.yml")]
    said = at.change_line(at.files("designation.yml"), keys, lambda: at.chance.choice(known))
    if said:
        (at.root / said.partition(":")[0]).with_name("profiles-guild.yml").unlink(missing_ok=True)
    return said


def add_designation(at: Editor) -> str:
    """One more, with a schedule of its own; gone again when it is there."""
    target = at.data / "warden"
    if target.exists():
        shutil.rmtree(target)
        return "gone"
    target.mkdir()
    for name in ("designation.yml", "cpd-2020.yml"):
        text = (at.data / "hand" / name).read_text("utf-8")
        text = re.sub(r"\bhand\b(?!,|\])", "warden", text).replace("hand-2020", "warden-2020")
        text = re.sub(r"cpd_history: .*\n", "", text)
        text = text.replace("abbreviation: HH", "abbreviation: HW").replace("Harbour Hand", at.words(2))
        (target / name).write_text(text, "utf-8")
    return "there"


def add_source(at: Editor) -> str:
    """A source, and a remark that rests on it."""
    text = (at.data / "sources.yml").read_text("utf-8")
    path = at.data / "hand" / "designation.yml"
    if "  more:" in text:
        return ""
    at.write(
        "designations/sources.yml",
        f"{text}  more:\n    title: {at.words()}\n    publisher: GHLK\n    date: 2020\n",
    )
    remark = f"remarks:\n  - says: {at.words()}.\n    source: {at.citation('more')}\n"
    path.write_text(path.read_text("utf-8").replace("remarks:\n", remark), "utf-8")
    return "more"


def add_disagreement(at: Editor) -> str:
    """A question about some records, or another one in its place."""
    records = [*ABOUT, *(path.stem for path in at.files("900*.yml"))]
    about = sorted({at.chance.choice(records) for _ in range(at.chance.randint(2, 6))})
    lines = ["  anchor-question:", "    number: 2", f"    question: {at.words()}?", "    weight: open"]
    lines += [f"    about: [{', '.join(about)}]", "    readings:"]
    lines += [f"      - says: {at.words()}.", f"        source: {at.citation()}", "        adopted: yes"]
    lines += [f"      - says: {at.words()}.", f"        source: {at.citation()}", f"    why: {at.words()}."]
    return at.write("designations/conflicts/more.yml", "# More.\n\nconflicts:\n" + "\n".join(lines) + "\n")


def dispute(at: Editor) -> str:
    """A mark of the disagreement on a fact of a record that it is about."""
    more = at.data / "conflicts" / "more.yml"
    about = re.search(r"about: \[(.*)\]", more.read_text("utf-8")) if more.exists() else None
    named = {f"qualifications/{key}.yml" for key in (about[1] if about else "").split(", ")}
    for key in about[1].split(", ") if about else ():
        named |= {f"{key}/designation.yml", f"{key.replace('-', '/cpd-')}.yml"}
    if not (files := [path for path in at.files() if path.relative_to(at.data).as_posix() in named]):
        return ""
    facts = re.compile(r"^( *)source: .*$", re.MULTILINE)
    path = at.chance.choice(files)
    text = path.read_text("utf-8")
    fact = at.chance.choice(list(facts.finditer(text)))
    marked = f"{fact[0]}\n{fact[1]}conflict: anchor-question"
    at.write(path.relative_to(at.root).as_posix(), text[: fact.start()] + marked + text[fact.end() :])
    return f"{path.relative_to(at.root)}: {fact[0].strip()}"


def add_fact(at: Editor) -> str:
    """A topic of its own."""
    key = at.chance.choice(["weather", "tides"])
    fact = f"  wind:\n    says: {at.words()}.\n    source: {at.citation()}\n"
    return at.write(
        f"designations/facts/{key}.yml", f"# More.\n\ntopic: {key}\ntitle: {at.words()}\nfacts:\n{fact}"
    )


def change_term(at: Editor) -> str:
    """A word that pages link to the glossary: there, or gone, or other."""
    lamp = f"glossary:\n  lamp:\n    title: {at.words(1)}\n    says: {at.words()}.\n"
    term = at.chance.choice(["nqf-level", "cycle", "watch", "credit", "reading"])
    more = f"  {term}:\n    title: {at.words(1)}\n    says: {at.words()}.\n    see_also: lamp\n"
    return at.write("designations/glossary.yml", f"# Words.\n\n{lamp}{at.chance.choice([more, ''])}")


def change_search(at: Editor) -> str:
    """Words that lead to a page or to a list, or none."""
    target = at.chance.choice(["/qualifications/", "/designations/", "/"])
    words = f"search:\n  - words: [{at.words(1)}]\n    leads_to: {target}\notherwise: [{target}]\n"
    return at.write("designations/search.yml", at.chance.choice([words, f"passed_over: [{at.words(1)}]\n"]))


def write_prose(at: Editor) -> str:
    """A page, or what stands before a list or a topic."""
    name = at.chance.choice(
        ["harbour", "joining", "cpd", "sources", "conflicts", "compare", "search", "index"]
    )
    link = at.chance.choice(
        ["{{ link('keeper') }}", "{{ fact('joining', 'fee').says }}", "{{ link('7001') }}", ""]
    )
    part = at.chance.choice(
        [f"\n## {at.words()}\n\n{at.words()}.\n", "\n| a | b |\n|---|---|\n| c | d |\n", ""]
    )
    return at.write(f"content/{name}.md", f"# {at.words()}\n\n{at.words()} {link}.\n{part}")


def delete_prose(at: Editor) -> str:
    pages = [path for path in sorted((at.root / "content").glob("*.md")) if path.stem != "index"]
    if not pages:
        return ""
    path = at.chance.choice(pages)
    path.unlink()
    return path.name


def override_template(at: Editor) -> str:
    """A template of the body's own, with something more in it than ours has."""
    names = [
        "source.html",
        "qualification.html",
        "letter.html",
        "embed/designation.html",
        "parts/letters.html",
    ]
    name = at.chance.choice([*names, "shell/main.html", "parts/missing.html", "conflicts.html"])
    more = at.chance.choice(["<p class='summary'>{}</p>", "<aside><em>{}</em></aside>", "<!-- {} -->"])
    text = (OURS / name).read_text("utf-8")
    target = re.search(r"</h1>|<ul class|{% block content %}", text)
    if not target:
        return ""
    at_end = target.end() if target[0] != "<ul class" else target.start()
    return at.write(f"templates/{name}", text[:at_end] + more.format(at.words()) + text[at_end:])


def override_style(at: Editor) -> str:
    """A sheet of the body's own: with rules that fit pages, and rules that fit none."""
    name = at.chance.choice(["facts.css", "site.css", "print.css", "widget.css", "frame.css"])
    rule = at.chance.choice(["h1", ".summary", "aside em", ".nowhere", "td", ".letters a"])
    text = (OURS / "shell" / name).read_text("utf-8")
    return at.write(
        f"templates/shell/{name}", f"{text}\n{rule} {{ margin-top: {at.chance.randint(1, 99)}px }}\n"
    )


def delete_override(at: Editor) -> str:
    found = [path for path in sorted((at.root / "templates").rglob("*")) if path.is_file()]
    if not found:
        return ""
    path = at.chance.choice(found)
    path.unlink()
    return path.name


def change_colour(at: Editor) -> str:
    return at.change_line([at.data / "body.yml"], COLOUR, lambda: f'"#{at.chance.randrange(1 << 24):06x}"')


def change_navigation(at: Editor) -> str:
    pages = ["index", "designations", "cpd", "qualifications", "conflicts", "glossary", "sources"]
    shown = at.chance.sample(pages, at.chance.randint(2, len(pages)))
    lines = [f"  - {at.words(1)}: {page}.md" for page in shown]
    return at.write("mkdocs.yml", "theme:\n  name: material\n\nnav:\n" + "\n".join(lines) + "\n")


def change_address(at: Editor) -> str:
    at.site_url = at.chance.choice(["", "https://guild.example/", "https://guild.example/sub/"])
    return at.site_url or "none"


def change_commit(at: Editor) -> str:
    at.commit = at.chance.choice(["none", "abc", "def"])
    return at.commit


def go_back(at: Editor) -> str:
    """A file as it was at first."""
    first = {path: path.read_bytes() for path in LIGHTHOUSE.rglob("*") if path.suffix in (".yml", ".md")}
    differing = {
        at.root / path.relative_to(LIGHTHOUSE): data
        for path, data in first.items()
        if not {"site", ".cache"} & {*path.relative_to(LIGHTHOUSE).parts}
    }
    changed = [p for p, data in sorted(differing.items()) if not p.exists() or p.read_bytes() != data]
    if not changed:
        return ""
    path = at.chance.choice(changed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(differing[path])
    return str(path.relative_to(at.root))


EDITS: tuple[Callable[[Editor], str], ...] = (
    change_text,
    change_text,
    change_text,
    change_count,
    delete_line,
    comment,
    add_qualification,
    add_qualification,
    delete_record,
    ask_for_another,
    add_designation,
    add_source,
    add_disagreement,
    add_disagreement,
    dispute,
    dispute,
    add_fact,
    change_term,
    change_search,
    write_prose,
    write_prose,
    delete_prose,
    override_template,
    override_style,
    delete_override,
    change_colour,
    change_navigation,
    change_address,
    change_commit,
    go_back,
    go_back,
)
