"""What templates say of the steps from a designation to a higher one, from the view that they show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion
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
            for low, high in rules.list_pairs(self.catalogue)
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
        said = [f"the {one.abbreviation} itself"] if step.holding else []
        for added in step.kept:
            said += self._list_short([added.part]) if added.standing == "same" else self._list_time(added)
        if not step.asked:
            return "Not known either"
        if said:
            return (joined := words.join_words(said))[:1].upper() + joined[1:]
        if step.known_before:
            return f"Nothing that the {one.abbreviation} asked for is asked again"
        return f"Not known: our sources do not show all that the {one.abbreviation} asks"

    def describe_before(self, added: Added, step: Step, one: Designation) -> str:
        """What the lower designation asks of the same kind, as a sentence without its end."""
        said = words.join_words(dict.fromkeys(self._describe(added.before)))
        if said or step.known_before:
            return f"For the {one.abbreviation}: {said or 'not asked'}"
        return f"For the {one.abbreviation}: not known, as our sources do not show all that it asks"

    def describe_kept(self, step: Step, two: Designation) -> Iterator[str]:
        """What is asked again, and what no more is, in a sentence each."""
        if same := self._list_short(one.part for one in step.asked if one.standing == "same"):
            yield f"The {two.abbreviation} asks for {words.join_words(same)} too; you have shown it."
        if dropped := [*self._describe(step.dropped)]:
            yield f"The {two.abbreviation} does not ask for {words.join_words(dropped, 'or')}."

    def describe_then(self, two: Designation) -> str:
        """What follows eligibility: send your documents, pass the Board Exam and pay the designation fee."""
        steps = short.list_steps(two, self.catalogue.body)
        return words.join_words(links.format_title(step.title) for step in steps)

    def describe_credits(self, key: str) -> str:
        """How much a qualification is to study."""
        known = self.catalogue.qualifications[key].credits
        return "credits not published" if known is None else words.format_count(known, "credits")

    def list_study(self, step: Step) -> list[str]:
        """The qualifications that are new and that the catalogue knows."""
        leaves = [leaf for one in step.added for leaf in one.part.list_leaves() if leaf.qualification]
        asked = (leaf.qualification for leaf in leaves)
        return [key for one in asked if one for key in ([one.key] if one.key else one.fits)]

    def _list_short(self, parts: Iterable[Criterion]) -> list[str]:
        return list(dict.fromkeys(short.list_needs(parts, self.catalogue)))

    def _describe(self, parts: Iterable[Criterion]) -> Iterator[str]:
        return (aloud.describe_part(part, self.catalogue) for part in parts)

    def _list_time(self, added: Added) -> Iterator[str]:
        """The time that a holder has worked so far: `your time leading a contact centre team`."""
        asked = added.part.experience
        work = find_work(asked, self.catalogue.body) if asked else None
        if work and (told := self.catalogue.body.work[work].asked_as):
            yield f"your time {told}"
        elif asked:
            yield f"your time as {words.join_words(asked.as_, 'or')}"
