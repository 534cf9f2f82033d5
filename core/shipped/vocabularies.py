"""The words that the shipped translators read and write, without torch."""

import json
from functools import lru_cache

from safetensors import safe_open

from core.shipped import store as shipped


@lru_cache(maxsize=8)
def vocabulary(name: str, side: str) -> tuple[str, ...]:
    """The words of the "source" or "target" side of a shipped translator."""
    with safe_open(shipped.FOLDER / f"{name}.safetensors", framework="numpy") as file:
        return tuple(json.loads(file.metadata()["translator"])[f"{side}_words"])
