"""One file of the site, and what it is made from: the type that the whole site is a list of.

An `Output` has an address, a function, and inputs by name. The function belongs to a module, gets the values
of the inputs, and reads nothing else: what it forgets to ask for it cannot use, so that it fails at the first
build instead of going stale at the tenth. Each input is known by a digest before it is read. The digests of
all of them, with the name of the function and the digest of the code, are the output's fingerprint: two
outputs of one fingerprint have the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel

from catalogue.origin import SIZE

Content = str | bytes | Iterable[bytes]
"""What a file holds. One too large to be held at once comes in parts."""


def digest(*parts: bytes | str) -> bytes:
    """A digest of some parts, in which the end of each part counts."""
    if len(parts) > 1:
        return blake2b(repr(parts).encode(), digest_size=SIZE).digest()
    one = parts[0] if parts else b""  # it may be long: its characters are not looked at one by one
    return blake2b(one.encode() if isinstance(one, str) else one, digest_size=SIZE, person=b"one").digest()


def digest_record(record: BaseModel) -> bytes:
    """A digest of what a record holds."""
    return digest(record.model_dump_json())


@dataclass(frozen=True, slots=True)
class Input:
    """A value that never changes, and the digest that it is known by.

    The value is read when it is needed, and not held: most outputs are as they were and need nothing, and all
    records at once would fill the memory.
    """

    digest: bytes
    read: Callable[[], Any]

    @classmethod
    def build(cls, value: Any) -> Input:
        """An input of plain data: texts, numbers, records of them, and tables in an order of their own."""
        return cls(digest(repr(value)), lambda: value)

    @classmethod
    def keep(cls, known_by: bytes, read: Callable[[], Any]) -> Input:
        """An input that many outputs share, read at the first need and held."""
        return cls(known_by, cache(read))


@dataclass(frozen=True)
class Output:
    """One file of the site: where it stands, what makes it, and from what.

    `sheet` names the stylesheet that styles it, where it is a page. `trace` takes from address and
    content what later outputs need to know of it: it is kept, so that none is made anew to be asked.
    """

    address: str
    make: Callable[..., Content]
    inputs: Mapping[str, Input]
    sheet: str = ""
    trace: Callable[[str, bytes], bytes] | None = None

    @cached_property
    def fingerprint(self) -> bytes:
        """What the bytes of the output follow from, the code aside."""
        given = (part for name in sorted(self.inputs) for part in (name, self.inputs[name].digest))
        return digest(self.make.__module__, self.make.__qualname__, *given)

    def make_content(self) -> Content:
        """Make it."""
        return self.make(**{name: given.read() for name, given in self.inputs.items()})


def to_bytes(content: Content) -> Iterable[bytes]:
    """Content in parts as they are written."""
    if isinstance(content, str):
        return (content.encode(),)
    return (content,) if isinstance(content, bytes) else content
