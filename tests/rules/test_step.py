"""The step to a higher designation: by hand from the sources, and by criteria made up for each question."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion, ExperienceAsked
from catalogue.read.reader import read_catalogue
from catalogue.rules.step import Step, find_step, find_work
from tests.roots import OURS

Json = dict[str, Any]
MATRIC, DRIVER = ({"certificate": {"key": key}} for key in ("matric", "driver"))
DIPLOMA, OTHER = ({"qualification": {"key": key}} for key in ("21792", "57712"))
PARTLY = {"qualification": {"key": "21792", "partly": True}}
UNCLEAR = {"cannot_tell": "What the source does not say."}
STANDING = {"cpd_standing": {"months": "12 months", "holders_of": "ccsup"}}


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    catalogue, problems = read_catalogue(OURS)
    assert catalogue, problems
    return catalogue


def experience(length: str, of: str = "Team Leader", **more: Any) -> Json:
    key = "more_than" if length.startswith("more than ") else "at_least"
    return {"experience": {key: length.removeprefix("more than "), "as": of, **more}}


def step(ours: Catalogue, before: list[Json] | None, after: list[Json] | None) -> Step:
    """From the CCSUP to the CCOP, where they ask for this; None where nothing is known."""
    changed = {
        key: ours.designations[key].model_copy(
            update={"awarding": () if asked is None else (ask(ours, key, asked),)}
        )
        for key, asked in (("ccsup", before), ("ccop", after))
    }
    return find_step(
        ours.select_tables(
            {name: getattr(ours, name) for name in ("schedules", "qualifications")}
            | {"designations": {**ours.designations, **changed}}
        ),
        "ccsup",
        "ccop",
    )


def ask(ours: Catalogue, key: str, asked: list[Json]) -> Any:
    tree = Criterion.model_validate({"all": asked} if len(asked) > 1 else asked[0])
    return ours.designations[key].awarding[0].model_copy(update={"to_apply": tree})


def test_from_support_to_operational_professional(ours: Catalogue) -> None:
    found = find_step(ours, "ccsup", "ccop")
    assert [(one.standing, len(one.before)) for one in found.asked] == [
        ("new", 1),  # other qualifications than before
        ("more", 1),  # 18 months leading a team, where more than 6 were asked
        ("new", 0),  # a year of generic management
        ("same", 1),  # matric
    ]
    assert [one.standing for one in found.added] == ["new", "more", "new"]
    assert found.asked[1].part.experience is not None
    assert found.asked[1].part.experience.as_ == ("Team Leader",)
    assert found.asked[1].before[0].experience is not None
    assert found.asked[1].before[0].experience.in_ == "team-leading"
    assert [one.experience.as_ for one in found.dropped if one.experience] == [
        ("Contact Centre Brand Ambassador",)
    ]
    assert len(found.dropped) == 1
    assert found.unknown == ()
    assert found.known_before is True
    assert found.points_first is not None
    assert found.points_first.cpd_standing is not None
    assert found.points_first.cpd_standing.months == 12
    assert found.holding is False
    assert found.named_elsewhere == {"93996": ("saqa",)}


def test_a_step_to_what_is_not_known(ours: Catalogue) -> None:
    found = find_step(ours, "ccop", "ccidp")
    assert (found.asked, found.added, found.dropped, found.named_elsewhere) == ((), (), (), {})
    assert [one.cannot_tell is not None for one in found.unknown] == [True]
    assert found.known_before is True
    assert find_step(ours, "ccba", "ccop").known_before is False


@pytest.mark.parametrize(
    ("before", "after", "standing"),
    [
        (MATRIC, MATRIC, "same"),
        (MATRIC, {**MATRIC, "note": "Said otherwise.", "printed": "Grade 12"}, "same"),
        (MATRIC, {"certificate": {"key": "matric", "or_equivalent": True}}, "perhaps"),
        (MATRIC, DRIVER, "new"),
        (DIPLOMA, MATRIC, "new"),
        (DIPLOMA, DIPLOMA, "same"),
        (DIPLOMA, OTHER, "new"),
        ({"any": [DIPLOMA, OTHER]}, {"any": [OTHER, DIPLOMA]}, "same"),
        (DIPLOMA, {"any": [DIPLOMA, OTHER]}, "same"),
        ({"any": [DIPLOMA, OTHER]}, DIPLOMA, "perhaps"),
        ({"any": [{**PARTLY, "note": "Said otherwise."}, OTHER]}, {"any": [PARTLY, OTHER]}, "same"),
        ({"any": [PARTLY, OTHER]}, {"any": [OTHER, PARTLY]}, "perhaps"),
        ({"qualification": {"key": "21792", "partly": True}}, DIPLOMA, "perhaps"),
        ({"qualification": {"type": "diploma", "fits": ["21792"]}}, DIPLOMA, "same"),
        ({"qualification": {"type": "diploma", "fits": ["21792", "57712"]}}, DIPLOMA, "perhaps"),
        ({"qualification": {"type": "diploma"}}, {"qualification": {"type": "postgraduate"}}, "new"),
        ({"any": [DIPLOMA, MATRIC]}, {"any": [DIPLOMA, MATRIC]}, "same"),
        ({"any": [DIPLOMA, MATRIC]}, {"any": [DIPLOMA, DRIVER]}, "new"),
        ({"any": [DIPLOMA, MATRIC]}, DIPLOMA, "new"),
        ({"designation": "ccba"}, {"designation": "ccba"}, "same"),
        ({"designation": "ccba"}, {"designation": "ccsup"}, "new"),
        (experience("12 months"), experience("12 months"), "same"),
        (experience("12 months"), experience("11 months"), "same"),
        (experience("12 months"), experience("13 months"), "more"),
        (experience("12 months"), experience("more than 12 months"), "more"),
        (experience("more than 12 months"), experience("12 months"), "same"),
        (experience("more than 12 months"), experience("13 months"), "more"),
        (experience("12 months"), experience("12 months", or_equivalent=True), "same"),
        (experience("12 months", or_equivalent=True), experience("12 months"), "perhaps"),
        (experience("12 months", or_equivalent=True), experience("6 months", or_equivalent=True), "same"),
        (experience("12 months", or_equivalent=True), experience("13 months"), "more"),
        (experience("12 months"), experience("12 months", "team leading"), "same"),
        (experience("12 months"), {"experience": {"at_least": "6 months", "in": "team-leading"}}, "same"),
        (experience("12 months"), experience("12 months", "Baker"), "new"),
        (experience("12 months", "Baker"), experience("12 months", "Baker"), "same"),
        (experience("12 months", "Baker"), experience("12 months", "Butcher"), "new"),
    ],
)
def test_how_far_a_part_was_shown_before(ours: Catalogue, before: Json, after: Json, standing: str) -> None:
    found = step(ours, [before], [after])
    (added,) = found.asked
    assert added.standing == standing
    assert added.part == Criterion.model_validate(after)
    assert found.added == (() if standing == "same" else found.asked)
    assert found.dropped == (() if added.before else (Criterion.model_validate(before),))
    assert found.known_before is True
    assert found.unknown == ()
    assert found.points_first is None


def test_the_best_of_what_was_shown_of_the_same_work_counts(ours: Catalogue) -> None:
    before = [experience("6 months"), experience("18 months", or_equivalent=True)]
    for length, standing in (("3 months", "same"), ("12 months", "perhaps"), ("24 months", "more")):
        (added,) = step(ours, before, [experience(length)]).asked
        assert added.standing == standing
        assert added.before == tuple(map(Criterion.model_validate, before))
        (turned,) = step(ours, before[::-1], [experience(length)]).asked
        assert turned.standing == standing


def test_one_of_several_that_is_the_same_is_enough(ours: Catalogue) -> None:
    before: list[Json] = [{"certificate": {"key": "matric", "or_equivalent": True}}, MATRIC]
    for shown in (before, before[::-1]):
        (added,) = step(ours, shown, [MATRIC]).asked
        assert (added.standing, len(added.before)) == ("same", 2)


def test_what_cannot_be_told_is_neither_asked_nor_shown(ours: Catalogue) -> None:
    found = step(ours, [MATRIC, UNCLEAR], [MATRIC, DRIVER])
    assert [one.standing for one in found.asked] == ["same", "new"]
    assert (found.known_before, found.unknown) == (False, ())
    found = step(ours, [MATRIC, DRIVER], [DRIVER, UNCLEAR])
    assert [one.standing for one in found.asked] == ["same"]
    assert found.unknown == (Criterion.model_validate(UNCLEAR),)
    assert found.dropped == (), "what is not known whole may ask for it as well"
    assert found.known_before is True


@pytest.mark.parametrize("missing", ["ccsup", "ccop"])
def test_where_no_criteria_are_known_nothing_is_told(ours: Catalogue, missing: str) -> None:
    found = step(ours, *([None, [MATRIC]] if missing == "ccsup" else [[MATRIC], None]))
    assert [one.standing for one in found.asked] == (["new"] if missing == "ccsup" else [])
    assert found.known_before is (missing == "ccop")
    assert (found.dropped, found.unknown, found.named_elsewhere) == ((), (), {})


def test_points_that_are_kept_before_are_no_part_of_what_is_shown(ours: Catalogue) -> None:
    found = step(ours, [MATRIC, STANDING], [MATRIC, STANDING])
    assert len(found.asked) == 1
    assert found.points_first == Criterion.model_validate(STANDING)
    assert found.dropped == ()
    assert step(ours, [MATRIC, STANDING], [MATRIC]).points_first is None


@pytest.mark.parametrize(
    ("asked", "holding"),
    [
        ({"designation": "ccsup"}, True),
        ({"designation": "ccba"}, False),
        ({"any": [{"designation": "ccsup"}, DIPLOMA]}, True),
        (DIPLOMA, False),
    ],
)
def test_whether_holding_the_lower_one_is_named(ours: Catalogue, asked: Json, holding: bool) -> None:
    assert step(ours, [MATRIC], [asked]).holding is holding


@pytest.mark.parametrize(
    ("asked", "work"),
    [
        ({"in": "team-leading"}, "team-leading"),
        ({"as": "Team Leader"}, "team-leading"),
        ({"as": "TEAM LEADING"}, "team-leading"),
        ({"as": ["Team Leader", "Contact Centre Team Leader"]}, "team-leading"),
        ({"as": ["Team Leader", "Baker"]}, None),
        ({"as": "Call Centre Supervisor"}, None),  # which is perhaps such work
    ],
)
def test_the_kind_of_work_that_is_asked_for(ours: Catalogue, asked: Json, work: str | None) -> None:
    it = ExperienceAsked.model_validate({"at_least": "6 months", **asked})
    assert find_work(it, ours.body) == work


def test_every_role_of_a_work_together_is_that_work(ours: Catalogue) -> None:
    names = list(ours.body.work["team-leading"].names)
    asked = ExperienceAsked.model_validate({"at_least": "6 months", "as": names})
    assert find_work(asked, ours.body) == "team-leading"
