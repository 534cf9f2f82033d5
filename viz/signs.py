"""Signs for characters that leave no ink."""

INVISIBLE = {" ": "␣", "\n": "⏎", "\t": "⇥"}


def visible(character: str) -> str:
    """Return a sign for a character that leaves no ink, else the character."""
    return INVISIBLE.get(character, character)
