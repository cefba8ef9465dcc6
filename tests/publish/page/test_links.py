"""Where records and facts stand: an address follows from what it is the address of, and from nothing else."""

from __future__ import annotations

import re
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from catalogue.model.base import Citation
from catalogue.model.walk import walk_catalogue
from catalogue.publish.page.links import build_place_anchor
from tests.publish.sites import Site

WAYS = (
    "table 1",
    "Table 1",
    "TABLE 1",
    "table-1",
    "table  1",
    " table 1",
    "table 1.",
    "(table 1)",
    "Täble 1",
)
"""Places that an address would spell alike, or nearly so."""


def test_places_that_are_spelt_nearly_alike_have_anchors_of_their_own() -> None:
    places = {*WAYS, *(f"{one}-{two}" for one, two in product(("4", "04", "14"), ("7", "70")))}
    assert len({build_place_anchor(place) for place in places}) == len(places)


def test_lines_and_small_words_are_spelt_out() -> None:
    for place, anchor in (("13", "place-13"), ("4-7", "place-4-7"), ("record 7014", "place-record-7014")):
        assert build_place_anchor(place) == anchor


@given(st.text(st.sampled_from("ab1 -"), max_size=6), st.text(st.sampled_from("ab1 -"), max_size=6))
def test_what_is_spelt_out_is_never_the_anchor_of_another_place(one: str, other: str) -> None:
    assert one == other or build_place_anchor(one) != build_place_anchor(other)


@given(st.text(max_size=40))
def test_every_place_has_an_anchor_that_an_address_can_hold(place: str) -> None:
    assert re.fullmatch(r"place-[a-z0-9-]*", build_place_anchor(place))
    assert build_place_anchor(place) == build_place_anchor(place)


def test_the_places_of_a_source_have_anchors_of_their_own(site: Site) -> None:
    cited = {value for _, value in walk_catalogue(site.catalogue) if isinstance(value, Citation)}
    assert len({(it.source, build_place_anchor(it.place)) for it in cited}) == len(cited)
    for it in cited:
        assert (
            f'id="{build_place_anchor(it.place)}"'.encode() in site.files[f"sources/{it.source}/index.html"]
        )
