"""A part that is missing is said to be missing, and only then.

Silence must be told from an oversight: the reader is told that our sources do not show it.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.base import Partial
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.designation import Designation, Header, Registration
from catalogue.model.problem import Problem
from catalogue.model.qualification import Qualification, RegisterRecord
from catalogue.model.schedule import Schedule
from catalogue.model.spelling import find_nearest

# The parts that a reader looks for: each is given, or said not to be published.
PARTS: dict[type[Partial], tuple[str, ...]] = {
    Designation: ("functions", "awarding", "retaining", "progression", "registrations"),
    Header: ("nqf_level", "points_a_year", "points_a_cycle"),
    Qualification: ("type", "credits", "records", "components"),
    RegisterRecord: (
        "status",
        "decision",
        "registration_start",
        "registration_end",
        "last_enrolment",
        "last_achievement",
    ),
    Registration: ("status", "decision", "registered_from", "registered_to", "cpd", "fees"),
}


LOOKS_AT = (Partial,)


def check_value(catalogue: Catalogue, path: Path, record: Partial) -> Iterator[Problem]:
    """Every record of which parts may be missing. Schedules name what they like."""
    if isinstance(record, Schedule):
        return
    given = {name for name, _ in record.items()}
    known = [name.rstrip("_") for name in type(record).model_fields]
    named = set(record.not_published)
    for part in record.not_published:
        if part not in known:
            named.add(find_nearest(part, known))
            yield make_problem(
                __name__,
                catalogue,
                (*path, "not_published", part),
                f"`{part}` is not a key that could be given here.",
                expected="the key of the part that is missing",
                nearest=find_nearest(part, known),
            )
        elif part in given:
            yield make_problem(
                __name__,
                catalogue,
                (*path, "not_published", part),
                f"`{part}` is given, and also said not to be published.",
                mend="take one of the two out",
            )
    for part in PARTS.get(type(record), ()):
        if part not in given and part not in named:
            yield make_problem(
                __name__,
                catalogue,
                path,
                f"`{part}` is missing here, and not said to be missing.",
                mend=f"give it, or add `{part}: <what our sources show instead>` under `not_published`",
            )
