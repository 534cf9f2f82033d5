"""Names of countries and languages in eight languages that share the Latin alphabet.

They come from babel and the Unicode CLDR. Everything is in small letters: German writes its nouns
with a capital, and that would give the answer away. A name that two of the languages share has no
answer and is left out. Free of torch.
"""

from collections import defaultdict
from functools import cache
from random import Random

from babel import Locale

LANGUAGES = ("de", "en", "es", "fi", "fr", "it", "pl", "tr")
LONGEST = 20  # characters of a name
HELD_OUT = 0.25  # share of the things named that are set aside, with their names in all languages
KINDS = ("territories", "languages")

Named = tuple[str, str]  # a name, and the language that it is from


def lowered(name: str) -> str:
    """A name in small letters; of the Turkish İ, the dot that would stand alone is left out."""
    return name.lower().replace("\u0307", "")


@cache
def splits(seed: int = 0) -> dict[str, tuple[Named, ...]]:
    """Names to learn from ("training") and to be judged on ("heldout"), no name in both.

    What is named is split, not the names: "germania" and "germany" are in the same part.
    """
    languages: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    rng = Random(f"names {seed}")  # noqa: S311 (names, no secrets)
    for kind in KINDS:
        for code in sorted(getattr(Locale("en"), kind)):
            part = "heldout" if rng.random() < HELD_OUT else "training"
            for language in LANGUAGES:
                name = lowered(getattr(Locale(language), kind).get(code, ""))
                if 1 < len(name) <= LONGEST and not any(c in "()0123456789" for c in name):
                    languages[name].add(language)
                    parts[name].add(part)
    alone = sorted(name for name in languages if len(languages[name]) == 1 == len(parts[name]))
    return {
        part: tuple((name, min(languages[name])) for name in alone if part in parts[name])
        for part in ("training", "heldout")
    }


@cache
def characters() -> tuple[str, ...]:
    """All characters of the names to learn from, in order."""
    return tuple(sorted({sign for name, _ in splits()["training"] for sign in name}))
