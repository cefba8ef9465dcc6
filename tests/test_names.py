"""Names: the first word of a public function is a verb of one list, so that one word is for one thing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.roots import ROOT

VERBS = {
    "add": "one more of something",
    "analyse": "what a schedule implies, whatever a log holds",
    "announce": "tell whoever listens",
    "answer": "what somebody asks on the command line",
    "apply": "limits, one after another",
    "assess": "a log by a schedule: the answer that is published under this name",
    "build": "an object of ours put together from others",
    "cache": "keep answers for the very same records",
    "cap": "not more than a rule's own figures allow",
    "change": "values of a plan, if that is allowed",
    "check": "note or refuse what is wrong",
    "choose": "one among equals",
    "close": "let go of a file",
    "commit": "write to the disk what was put",
    "compare": "two sides, and what differs",
    "compress": "the same in fewer bytes, to be opened again",
    "compute": "a figure worked out of others",
    "conclude": "say what we hold of facts, where no source settles it",
    "copy": "the same, to be changed apart",
    "count": "how many",
    "cut": "what a limit does not leave",
    "decide": "say what decides at a fact",
    "describe": "in words, for people",
    "digest": "a hash that tells one state from another",
    "divide": "exactly, rounded as is said",
    "draw": "a picture, or pages in the shell",
    "drop": "leave out what is not wanted",
    "earn": "what an entry, item or quantity earns at its rate, before any limit",
    "explain": "why something is as it is, or is wrong",
    "fill": "values put into a template",
    "find": "one thing among several; None where there is none",
    "finish": "a page whose text stands",
    "format": "a value as text",
    "get": "an entry of the store",
    "guess": "what words of a member likely mean",
    "group": "several things by what they share",
    "hedge": "say less where not all is known",
    "import": "what is kept elsewhere, on the command line",
    "index": "several things, in a table by their keys",
    "join": "parts made one text",
    "judge": "rules asked of a log, an entry, a demand, a verdict, or of a part of criteria and a profile",
    "keep": "hold for later, in place of others",
    "label": "a word or two for what something is",
    "link": "lead to where something stands",
    "list": "several things, in their order",
    "make": "a small thing at once: a problem, an error, a function",
    "merge": "two things made one",
    "minify": "the same in fewer characters",
    "name": "what a thing is called, between quotes",
    "open": "a file, to be read or written to",
    "order": "put in the order that counts",
    "plan": "the least that is left to do",
    "print": "on the terminal",
    "propose": "a plan that a person could do",
    "prove": "ask the engine whether a plan is enough",
    "put": "an entry into the store",
    "rank": "what comes first among equals",
    "read": "text, or a file, to data of ours",
    "refuse": "raise an error in any case that fits",
    "reject": "an entry, for a reason",
    "remember": "get from the store, else work out and put there",
    "render": "what an output holds, from its inputs",
    "report": "what was judged, in the shape of the answer",
    "reuse": "give what is equal again",
    "round": "to whole steps of the granularity",
    "run": "all checks",
    "save": "what a form changes, to its file",
    "select": "those that fit",
    "serve": "the site on this machine",
    "show": "what a template is filled with",
    "simplify": "to what decides whether two are the same",
    "solve": "inequalities",
    "spell": "a figure as a word",
    "split": "one text, in its parts",
    "spend": "a step of the search",
    "sum": "figures added up",
    "summarize": "what is known of a record without reading it again",
    "take": "a step of a way",
    "tell": "say the answer to each question that touches a fact",
    "to": "the same value in another form",
    "trace": "note what others need of an output",
    "wait": "until something happens",
    "walk": "every value, with the way to it",
    "write": "text, or a file",
}
PREDICATES = ("is", "has", "can")
HOOKS = (
    "call",
    "generate_inner",
    "nullable_schema",
    "default_schema",
    "field_is_required",
    "field_title_should_be_set",
    "model_schema",
    "do_GET",
    "do_POST",
    "log_message",
    "handle_starttag",
    "set_cdata_mode",
    "parse_args",
    "list_commands",
    "get_command",
    "invoke",
    "items",
    "main",
    "load_bytecode",
    "dump_bytecode",
    "xpath_class",
    "xpath_descendant_combinator",
    "xpath_child_combinator",
    "xpath_direct_adjacent_combinator",
    "xpath_indirect_adjacent_combinator",
    "from_code",
    "increase_indent",
)
"""Names that a library, Python's mappings or the command line asks for."""


def is_exempt(function: ast.FunctionDef) -> bool:
    """Whether something else names it: a property is a noun, a command of build.py is what is typed."""
    marks = [ast.unparse(decorator).partition("(")[0] for decorator in function.decorator_list]
    return (
        function.name.startswith("_")
        or function.name in HOOKS
        or any(mark.endswith(("property", "_validator", "_serializer", ".command")) for mark in marks)
    )


def list_functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from list_functions(node.body)
        elif isinstance(node, ast.FunctionDef):
            yield node


def list_modules() -> list[Path]:
    return [ROOT / "build.py", *sorted((ROOT / "catalogue").rglob("*.py"))]


def list_named() -> Iterator[tuple[str, str]]:
    """The first word and the place of each public function."""
    for path in list_modules():
        for function in list_functions(ast.parse(path.read_text("utf-8")).body):
            if not is_exempt(function):
                place = f"{path.relative_to(ROOT).as_posix()}:{function.lineno} {function.name}"
                yield function.name.partition("_")[0], place


def test_public_functions_begin_with_a_verb_of_the_list() -> None:
    odd = [place for word, place in list_named() if word not in (*VERBS, *PREDICATES)]
    assert odd == []


def test_every_verb_is_in_use() -> None:
    assert set(VERBS) <= {word for word, _ in list_named()}
