"""What visitors type into search that no page says, and where it leads."""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from catalogue.model.base import Record, RecordRef
from catalogue.model.scalars import KEY, ONE_OR_MORE, Many, Text, make_error

PAGE = re.compile(rf"/(?:{KEY}/)*")
"""The address of a page from the site's root: /contact/."""


class PageAddress(str):
    """The address of a page that is no record's."""


def _read_target(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not (PAGE.fullmatch(value) or re.fullmatch(KEY, value)):
        raise make_error("a record's key, such as ccop, or a page's address, such as /contact/")
    return value


def _name_kind(value: str) -> str:
    return PageAddress(value) if value.startswith("/") else RecordRef(value)


Target = Annotated[
    str,
    BeforeValidator(_read_target),
    AfterValidator(_name_kind),
    WithJsonSchema({"type": ["string", "integer"]}, mode="validation"),
]
"""The key of a record that has a page, or the address of any page."""


class Lead(Record):
    """Words that mean the same to a visitor, and the pages that they lead to."""

    words: Annotated[tuple[Text, ...], Field(min_length=1), ONE_OR_MORE]
    """What a visitor types, in any language, word by word."""
    leads_to: Annotated[tuple[Target, ...], Field(min_length=1), ONE_OR_MORE]
    """Keys of records, or addresses of pages. Words that lead to a list hold for all in it, more weakly."""


class SearchFile(Record):
    """What search knows beside what pages say."""

    search: tuple[Lead, ...] = ()
    """Words, each with the pages that they lead to."""
    passed_over: Many[Text] = ()
    """Words that say nothing of what is looked for, in other languages than English."""
    otherwise: Many[Target] = ()
    """Where a visitor is led for whom nothing is found: three keys or addresses."""
