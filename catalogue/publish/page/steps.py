"""What templates say of the steps from a designation to a higher one, from the view that they show."""

from __future__ import annotations

from catalogue.model.catalogue import Catalogue
from catalogue.publish.page import links
from catalogue.rules import compare as rules
from catalogue.wording import words


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

    def describe_credits(self, key: str) -> str:
        """How much a qualification is to study."""
        known = self.catalogue.qualifications[key].credits
        return (
            "credits not published in our sources" if known is None else words.format_count(known, "credits")
        )
