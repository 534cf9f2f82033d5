"""Sentences with numbers in them, filled in as the animation fills its own."""

from typing import Any


class _Numbers(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        which, one, more = name.split("|")
        return one if str(self[which]) == "1" else more


def filled(template: str, **numbers: object) -> str:
    """Return ``template`` with its numbers; ``{n|step|steps}`` picks a word by the number ``n``.

    `fill` in viz/stage/kit/format.js does the same.
    """
    return template.format_map(_Numbers(numbers))
