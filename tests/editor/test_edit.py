"""A value is changed in its place, and nothing else of the file is."""

from __future__ import annotations

import pytest

from catalogue.editor.edit import add_item, change_value, drop_key


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "valid: {from: 2017-01-01}  # printed\nb: 2\n",
            "valid: {from: 2017-01-01, to: 1}  # printed\nb: 2\n",
        ),
        ("valid: {to: 5, from: 4} # c\n", "valid: {to: 1, from: 4} # c\n"),
        ("valid: {}\n", "valid: {to: 1}\n"),
        (
            "valid:\n  from: 2017-01-01  # c\n\n# of b\nb: 2\n",
            "valid:\n  from: 2017-01-01  # c\n  to: 1\n\n# of b\nb: 2\n",
        ),
        ("valid:\n  from: 2017-01-01", "valid:\n  from: 2017-01-01\n  to: 1"),
    ],
)
def test_a_value_is_changed_or_added(before: str, after: str) -> None:
    assert change_value(before, ("valid", "to"), "1") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x:\n  about: [a, b]  # c\n", "x:\n  about: [a, b, z]  # c\n"),
        ("x:\n  about: a  # c\n", "x:\n  about: [a, z]  # c\n"),
        (
            "x:\n  about:\n    - a\n    - b  # c\n\n  # of y\n  y: 1\n",
            "x:\n  about:\n    - a\n    - b  # c\n    - z\n\n  # of y\n  y: 1\n",
        ),
    ],
)
def test_an_item_is_added(before: str, after: str) -> None:
    assert add_item(before, ("x", "about"), "z") == after


def test_a_key_goes_with_all_below_it_and_no_comment_of_the_next() -> None:
    text = "n:\n  a:\n    says: x\n    s: [1]\n\n  # of b\n  b: 2\nz: 1\n"
    assert drop_key(text, ("n", "a")) == "n:\n\n  # of b\n  b: 2\nz: 1\n"


def test_a_list_in_lines_is_changed_as_a_whole() -> None:
    text = "x:\n  n:\n    - a\n    - b\n\n  # of y\n  y: 1\n"
    assert change_value(text, ("x", "n"), "[a]") == "x:\n  n:\n    [a]\n\n  # of y\n  y: 1\n"


def test_what_does_not_exist_is_not_changed() -> None:
    with pytest.raises(KeyError):
        change_value("a: 1\n", ("b", "c"), "1")
    with pytest.raises(KeyError):
        drop_key("a: 1\n", ("b",))
