"""What templates say of the steps from a designation to a higher one, from the view that they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.model.body import Work
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion, ExperienceAsked
from catalogue.model.designation import Designation
from catalogue.publish.page import links
from catalogue.rules import compare as rules
from catalogue.rules.step import Added, Step, find_work
from catalogue.wording import aloud, short, words


class StepWords:
    """Words about the ways up in one catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.build_address = links.build_step_address

    def list_higher(self, key: str) -> list[tuple[str, str]]:
        """Every higher designation with the address of the way there."""
        return [
            (high, links.build_step_address(low, high))
            for low, high in rules.list_offered_pairs(self.catalogue)
            if low == key
        ]

    def write_title(self, one: Designation, two: Designation) -> str:
        """From Support to Operational Professional: two titles without the words that both begin with."""
        first, second = one.title.split(), two.title.split()
        while len(first) > 1 and len(second) > 1 and first[0] == second[0]:
            first, second = first[1:], second[1:]
        while len(first) > 1 and first[-1] == second[-1]:
            first = first[:-1]
        return f"From {' '.join(first)} to {' '.join(second)}"

    def describe_added(self, step: Step, two: Designation) -> str:
        """What a holder may have to add, as a sentence without its end."""
        said = words.join_words(self._list_short([*(one.part for one in step.added), *step.unknown]))
        if not step.asked:
            return f"Not known: what the {two.abbreviation} asks is not in our sources"
        return said[:1].upper() + said[1:] or f"Nothing that the {two.abbreviation} asks is new"

    def describe_shown(self, step: Step, one: Designation) -> str:
        """What a holder has shown of it, as a sentence without its end."""
        same = self._list_short(added.part for added in step.asked if added.standing == "same")
        time = [self._describe_time(added.part.experience) for added in self._list_begun(step)]
        said = words.join_words([*([f"the {one.abbreviation} itself"] if step.holding else []), *same, *time])
        if not step.asked:
            return "Not known either"
        if said or step.known_before:
            return (
                said[:1].upper() + said[1:] or f"Nothing that the {one.abbreviation} asked for is asked again"
            )
        return f"Not known: our sources do not show all that the {one.abbreviation} asks"

    def list_work(self, step: Step) -> list[Work]:
        """The kinds of work that a holder has done for some of the time."""
        asked = [added.part.experience for added in self._list_begun(step)]
        found = [find_work(one, self.catalogue.body) for one in asked if one]
        return [self.catalogue.body.work[key] for key in found if key]

    def describe_before(self, added: Added, step: Step, one: Designation) -> str:
        """What the lower designation asks of the same kind, in a sentence; empty where that is not known."""
        if added.before and self._is_study(added.part):
            return self._describe_study_before(added, step, one)
        said = words.join_words([aloud.describe_part(part, self.catalogue) for part in added.before])
        if not said and not step.known_before:
            return ""
        return f"For the {one.abbreviation}: {said or 'not asked'}."

    def _describe_study_before(self, added: Added, step: Step, one: Designation) -> str:
        which = {"new": "None", "perhaps": "Not every one"}[added.standing]
        said = f"{which} of those that lead to the {one.abbreviation} counts"
        for key, readings in step.named_elsewhere.items():
            known = self.catalogue.qualifications[key]
            by = words.join_words([self.catalogue.body.readings[reading].title for reading in readings])
            said += f"; {known.nlrd_id or known.title} stands in another text alone: {by}"
        return f"{said}."

    def describe_kept(self, step: Step, one: Designation, two: Designation) -> Iterator[str]:
        """What is asked again, and what no more is, in a sentence each."""
        if same := self._list_short(added.part for added in step.asked if added.standing == "same"):
            yield f"Asked again, and shown already: {words.join_words(same)}."
        if dropped := self._list_short(step.dropped):
            yield f"Not asked by the {two.abbreviation}: {words.join_words(dropped)}."
        if step.asked and not step.known_before:
            yield f"Not all that the {one.abbreviation} asks is known: you may have shown some of this."

    def select_own(self, two: Designation) -> list[str]:
        """The questions about the criteria that are of this designation, and not of others too."""
        about = ((key, self.catalogue.conflicts[key].about) for key in two.awarding[0].conflict)
        known = set(self.catalogue.designations)
        return [key for key, records in about if known.intersection(records) == {two.designation}]

    def describe_then(self, two: Designation) -> str:
        """What follows eligibility: send your documents, pass the Board Exam and pay the designation fee."""
        titles = (step.title for step in short.list_steps(two, self.catalogue.body))
        return words.join_words(title[:1].lower() + title[1:] for title in titles)

    def describe_study(self, step: Step) -> str:
        """The credits of the new qualifications that are named: `150 (57712) or 241 (21792)`."""
        leaves = [leaf.qualification for one in step.added for leaf in one.part.list_leaves()]
        known = [self.catalogue.qualifications[one.key] for one in leaves if one and one.key]
        said = [f"{one.credits} ({one.nlrd_id or one.title})" for one in known if one.credits]
        if not said or len(said) == len([one for one in leaves if one]):
            return words.join_words(said, "or")
        return f"{words.join_words(said, 'or')}; of others not published"

    def _list_short(self, parts: Iterable[Criterion]) -> list[str]:
        return list(dict.fromkeys(short.list_needs(parts, self.catalogue)))

    def _list_begun(self, step: Step) -> list[Added]:
        return [added for added in step.asked if added.standing == "more"]

    def _is_study(self, part: Criterion) -> bool:
        return all(leaf.qualification for leaf in part.list_leaves())

    def _describe_time(self, asked: ExperienceAsked | None) -> str:
        """The time that a holder has worked so far: `your time leading a contact centre team`."""
        work = find_work(asked, self.catalogue.body) if asked else None
        told = self.catalogue.body.work[work].asked_as if work else None
        return f"your time {told or 'as ' + words.join_words(asked.as_ if asked else (), 'or')}"
