"""The quiet mark behind a fact: two or three words that open in place.

A mark says whether sources differ, and whether the answer that the page follows is ours. What it opens names
what is followed and why, the other readings, and their sources. A question is answered where the page first
touches it; a later mark leads there. The list of a page's questions is made from its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from markupsafe import Markup

from catalogue.model.base import Citation, Record
from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict, ConflictReading
from catalogue.publish.page import links
from catalogue.wording import words

ANSWERED = 1
"""Of the questions behind the one mark of many facts, so many are answered in place."""
Span = tuple[int, int]
"""The first and the last of some lines."""
OUR_ANSWER = "Our conclusion"
DIFFER, OURS, UNCERTAIN = "sources differ", "our conclusion", "not certain"


class Marks:
    """The marks of one page."""

    def __init__(self, view: Catalogue) -> None:
        self._view = view
        self.shown: dict[str, Conflict] = {}
        """The questions that the page has answered so far, in the order of its marks."""
        self.linked: dict[str, Conflict] = {}
        """Those that marks lead away to."""

    def write(self, *about: object, beside: Iterable[str] = ()) -> Markup:
        """The mark behind what rests on some facts; nothing where nothing about them is open.

        `about` are facts, criteria, or keys of disagreements, and collections of those.
        The mark only leads to the questions `beside`.
        """
        conflicts = self._select_marked(_list_keys(about))
        if not conflicts:
            return self.link(beside)
        others = self._select_marked(beside)
        word = describe_standing((*conflicts.values(), *others.values()))
        new = {key: one for key, one in conflicts.items() if key not in self.shown}
        if not new:
            return Markup(
                f' <a class="mark" href="#{build_anchor(next(iter(conflicts.values())))}">{word}</a>'
            )
        self.shown |= new
        self.linked |= others
        known = [one for key, one in conflicts.items() if key not in new]
        loud = " decides" if any(one.weight == "decides" for one in conflicts.values()) else ""
        numbers = ", ".join(str(one.number) for one in (*conflicts.values(), *others.values()))
        return Markup(
            f' <details class="mark{loud}"><summary><span class="word">{word}</span>'
            f'<span class="vh">: {_name_questions(conflicts | others)}</span>'
            f'<span class="paper">[{numbers}]</span></summary>'
            f'<div class="panel">{"".join(self.write_question(one) for one in new.values())}'
            f"{_write_known(known)}{_write_others(others)}</div></details>"
        )

    def _select_marked(self, keys: Iterable[str]) -> dict[str, Conflict]:
        found = {key: self._view.conflicts[key] for key in keys}
        return {key: one for key, one in found.items() if one.is_marked}

    def decide(self, *about: object) -> Markup:
        """What decides among some facts as sentences, and the mark behind them; each once on a page."""
        keys = self._select_new(about, "decides")
        said = " ".join(_write_sentence(self._view.conflicts[key]) for key in keys)
        return Markup(f'<div class="p">{said}{self.write(keys)}</div>\n') if keys else Markup()

    def conclude(self, *about: object) -> Markup:
        """The answers among many facts that decide, or have a sentence, with one mark; each once on a page.

        The mark answers the first that decides, and leads to the rest.
        """
        keys = [key for key in self._select_new(about, "decides", "open", "record") if key not in self.linked]
        found = [self._view.conflicts[key] for key in keys]
        first = [key for key, one in zip(keys, found, strict=True) if one.weight == "decides"][:ANSWERED]
        said = " ".join(_write_sentence(one) for one in found if _is_told(one))
        return Markup(said) + self.write(first, beside=[key for key in keys if key not in first])

    def count(self, *about: object) -> Markup:
        """How many points decide among many facts, with a mark that leads to them."""
        keys = self._select_new(about, "decides")
        if not keys:
            return Markup()
        many = f"{words.spell_number(len(keys))} points" if len(keys) > 1 else "one point"
        return Markup(f"<p>On {many} of this, sources say two things.{self.link(keys)}</p>\n")

    def tell(self, *about: object) -> Markup:
        """What decides among some facts, and what is open and has a sentence, each with a mark of its own."""
        return Markup("").join(
            Markup(f'<div class="p">{_write_sentence(self._view.conflicts[key])}{self.write(key)}</div>\n')
            for key in self._select_new(about, "decides", "open")
            if _is_told(self._view.conflicts[key])
        )

    def _select_new(self, about: object, *weights: str) -> list[str]:
        """The questions of these weights that touch some facts, and that the page has not answered before."""
        keys = (key for key in dict.fromkeys(_list_keys([about])) if key not in self.shown)
        return [key for key in keys if self._view.conflicts[key].weight in weights]

    def link(self, *about: object) -> Markup:
        """The same within a paragraph, where nothing can open: it leads to where the question is answered."""
        keys = [key for key in dict.fromkeys(_list_keys(about)) if self._view.conflicts[key].is_marked]
        if not keys:
            return Markup()
        self.linked |= {key: self._view.conflicts[key] for key in keys}
        word = describe_standing(self._view.conflicts[key] for key in keys)
        address, anchor = (
            links.build_address("conflicts", keys[0]),
            build_anchor(self._view.conflicts[keys[0]]),
        )
        return Markup(f' <a class="mark" href="{address}" data-question="{anchor}">{word}</a>')

    def list_questions(self) -> list[tuple[str, Conflict, str]]:
        """Every question behind the marks so far, by number, with where it is answered."""
        found = sorted((self.linked | self.shown).items(), key=lambda item: item[1].number)
        return [
            (
                key,
                one,
                f"#{build_anchor(one)}" if key in self.shown else links.build_address("conflicts", key),
            )
            for key, one in found
        ]

    def write_question(self, conflict: Conflict) -> str:
        """A question with every reading of it, and why one is followed."""
        wrong = _write_row("If we are wrong", _escape(conflict.if_wrong)) if conflict.if_wrong else ""
        return (
            f'<div class="item" id="{build_anchor(conflict)}"><p class="q">{_escape(conflict.question)}</p>'
            f"{self.write_readings(conflict, wrong)}</div>"
        )

    def write_readings(self, conflict: Conflict, more: str = "") -> Markup:
        """Every reading, and why one is followed; behind them `more` of what there is to say."""
        by_label: dict[str, list[str]] = {}
        for one in _order_readings(conflict):
            by_label.setdefault(label_reading(one, conflict), []).append(self._write_reading(one))
        rows = [_write_row(label, *says) for label, says in by_label.items()]
        return Markup(f"<dl>{''.join(rows)}{_write_row('Why', _escape(conflict.why))}{more}</dl>")

    def _write_reading(self, reading: ConflictReading) -> str:
        drawn = "Drawn from: " if reading.inferred else ""
        cited = (
            f'<span class="src">{drawn}{write_citations(reading.source, self._view, on_paper=False)}</span>'
        )
        return f"{_escape(reading.says)} {cited}"


def build_anchor(conflict: Conflict) -> str:
    """Where a page answers a question."""
    return f"q-{conflict.number}"


def describe_standing(conflicts: Iterable[Conflict]) -> str:
    """How the answers to some questions stand: whether sources differ, whether an answer is ours."""
    found = list(conflicts)
    said = [DIFFER] if any(one.has_rival_in_print for one in found) else []
    said += [OURS] if any(one.is_ours for one in found) else []
    return ", ".join(said) or UNCERTAIN


def label_reading(reading: ConflictReading, conflict: Conflict) -> str:
    """What a reading is, in a word or two."""
    if reading.adopted:
        return OUR_ANSWER if reading.inferred else "We follow"
    if reading.silent:
        return "Not mentioned"
    if reading.inferred:
        return "Could also mean"
    return "Printed" if conflict.is_ours else "Also printed"


def write_citations(citations: Iterable[Citation], view: Catalogue, on_paper: bool = True) -> Markup:
    """Sources by name, with their places, each of which is a link: the CCOP page, lines 27–32, 43.

    On paper each has its number in the page's list of sources.
    """
    different = {(one.source, one.place): one for one in citations}  # to compare records takes longer
    by_source: dict[str, list[Citation]] = {}
    for citation in _drop_covered(different.values()):
        by_source.setdefault(citation.source, []).append(citation)
    cited = []
    for key, places in by_source.items():
        number = f'<sup class="paper">{key}</sup>' if on_paper else ""
        cited.append(f"{_write_source(view.sources[key].name, places)}{number}")
    return Markup("; ".join(cited))


def _drop_covered(citations: Iterable[Citation]) -> list[Citation]:
    """Citations without the lines that stand within longer ones."""
    spans = [(one, _find_span(one)) for one in citations]
    wide = [(one.source, span) for one, span in spans if span and span[0] < span[1]]
    return [one for one, span in spans if not span or not _is_covered(one.source, span, wide)]


def _find_span(citation: Citation) -> Span | None:
    """The first and last line that are cited; None where the place is several spans, or words."""
    lines = citation.list_lines()
    return (lines[0], lines[-1]) if lines and "," not in citation.place else None


def _is_covered(source: str, span: Span, wide: Iterable[tuple[str, Span]]) -> bool:
    """Whether some lines stand within others of their source, and are not just the same."""
    first, last = span
    return any(
        begin <= first and last <= end and of == source and (begin, end) != span for of, (begin, end) in wide
    )


def _write_source(name: str, citations: list[Citation]) -> str:
    first, *more = [_format_place(one.place) for one in citations]
    if citations[0].list_lines():
        first = f"{'line' if len(citations) == 1 and first.isdecimal() else 'lines'} {first}"
    texts = [f"{name}, {first}", *more]
    return ", ".join(
        [
            f'<a href="{links.build_place_address(one)}">{_escape(text)}</a>'
            for one, text in zip(citations, texts, strict=True)
        ]
    )


_SPAN = re.compile(r"(?<=[0-9])-(?=[0-9])")


def _format_place(place: str) -> str:
    return _SPAN.sub("–", place)


def _order_readings(conflict: Conflict) -> list[ConflictReading]:
    return sorted(conflict.readings, key=lambda one: not one.adopted)


def _write_row(label: str, *says: str) -> str:
    marked = ' class="ours"' if label == OUR_ANSWER else ""
    return f"<div><dt{marked}>{label}</dt>{''.join(f'<dd>{one}</dd>' for one in says)}</div>"


def _is_told(conflict: Conflict) -> bool:
    """Whether a page says the answer where it rests on it."""
    return conflict.weight == "decides" or (conflict.weight == "open" and conflict.sentence is not None)


def _write_sentence(conflict: Conflict) -> str:
    if conflict.sentence:
        return _escape(conflict.sentence)
    return f"<strong>{_escape(conflict.question)}</strong> {_escape(conflict.reply or '')}"


def _name_questions(conflicts: Mapping[str, Conflict]) -> str:
    first, *more = (one.question for one in conflicts.values())
    return _escape(f"{len(more) + 1} questions, first: {first}" if more else first)


def _write_known(known: Iterable[Conflict]) -> str:
    """Where the page has answered other questions already."""
    above = ", ".join(f'<a href="#{build_anchor(one)}">{_escape(one.question)}</a>' for one in known)
    return f'<p class="more">Answered above: {above}</p>' if above else ""


def _write_others(others: Mapping[str, Conflict]) -> str:
    """Where further questions are answered."""
    listed = ", ".join(
        f'<a href="{links.build_address("conflicts", key)}">{_escape(one.question)}</a>'
        for key, one in others.items()
    )
    return f'<p class="more">Asked too: {listed}</p>' if listed else ""


def _list_keys(about: Iterable[object]) -> Iterator[str]:
    """The keys of disagreements that are named, or that touch what is named."""
    for one in about:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            yield from one
        elif isinstance(one, Iterable) and not isinstance(one, Record):
            yield from _list_keys(one)
        elif one is not None:
            yield from getattr(one, "conflict", ())


def _escape(text: str) -> str:
    return escape(text, quote=False)
