"""What libyaml refuses, in words for the person who edits the file."""

from __future__ import annotations

import re

import yaml

# What libyaml says, and what a person who edits the file can do about it.
TAB = ("There is a tab in the white space.", "replace the tab by spaces: two for each step")
QUOTE = (
    "There is text behind a closing quote.",
    'put the whole value between quotes; a quote inside double quotes is written \\"',
)
DEEPER = (
    "This line is indented further than the one above, which has a value already.",
    "indent it like the key that it belongs beside",
)
START = ("A value may not begin with this character.", "put the value between double quotes")
PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "There is a second colon with a space behind it.",
        'put a text that holds ": " between double quotes; a citation has no space behind its colon',
    ),
    "could not find expected ':'": (
        "There is text here that belongs to no key.",
        "write a key, a colon and a space before it, or indent it below the key that it belongs to",
    ),
    "did not find expected key": (
        "This line does not fit the lines above it.",
        "indent it like the key that it belongs beside; keys of one list item stand in one column",
    ),
    "did not find expected '-' indicator": (
        "This line stands in a list, but does not begin with a dash.",
        "begin the line with a dash and a space, or indent it further",
    ),
    "found unexpected end of stream": ("A quote is opened here and never closed.", "close the quotes"),
    "did not find expected ',' or ']'": (
        "A list between square brackets is not closed, or lacks a comma.",
        "close it with ], and part its values by commas",
    ),
    "did not find expected ',' or '}'": (
        "A group between curly brackets is not closed, or lacks a comma.",
        "close it with }, and part its keys by commas; put a text that holds a comma between quotes",
    ),
    "did not find expected node content": (
        "A comma or a closing bracket stands where a value should be.",
        "delete it, or write the value before it",
    ),
    "found unknown escape character": (
        "A backslash between double quotes has a meaning of its own.",
        "write it twice, or put the text between single quotes",
    ),
    "did not find expected comment or line break": (
        "A text that begins with | or > goes on in the next line.",
        "put the text into the lines below, indented, or between double quotes",
    ),
    "found character that cannot start any token": START,
    "did not find expected alphabetic or numeric character": START,
    "found undefined tag handle": START,
}
MERGE = re.compile(r"(?:<{7}|={7}|>{7})(?: |$)")
"""What git writes around two versions of the same lines."""
# Told where the thing begins, not where libyaml gave it up some lines below.
WHERE_IT_BEGAN = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)


def explain_error(error: yaml.MarkedYAMLError, text: str) -> tuple[str, str, int, int]:
    """What is wrong, how to mend it, and the line and column that it is told of."""
    said = error.problem or str(error)
    end = error.problem_mark or yaml.Mark("", 0, 0, 0, "", 0)
    start = error.context_mark or end
    began = said in WHERE_IT_BEGAN and start.line < end.line
    mark = start if began or PLAIN_WORDS.get(said) is START else end
    line = [*text.splitlines(), ""][mark.line]
    what, mend = _find_plain_words(said, line, mark.column)
    return what, mend, mark.line + 1, mark.column + 1


def _find_plain_words(said: str, line: str, column: int) -> tuple[str, str]:
    """What is wrong and how to mend it, from what libyaml says and the line that it says it of."""
    before = line[:column]
    if MERGE.match(line):
        return (
            "Two versions of the same lines stand here, between marks of git.",
            "keep the lines that hold, and delete the others with the lines of <<<<<<<, ======= and >>>>>>>",
        )
    if "\t" in line[: len(line) - len(line.lstrip())] or line[column : column + 1] == "\t":
        return TAB
    if said.startswith("did not find expected") and before.rstrip().endswith(("'", '"')):
        return QUOTE
    if said.startswith("mapping values") and ": " not in before:
        return DEEPER
    return PLAIN_WORDS.get(said, (f"This is not YAML: {said}.", "compare the line with those around it"))
