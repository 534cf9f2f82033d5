"""The first wrong word of a translation: of what kind it is, and how sure the model was of it.

Up to there the model has read only right words, so that nothing else can have misled it.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from core.data.sentence_pairs import Pair
from core.networks.seq2seq.translator import Translator
from core.recorders.translation import translate
from core.traces.translation import END

FOLDER = Path(__file__).parents[3] / "data" / "chinese_english"
LISTS = ("people", "things", "places", "times", "adjectives", "verbs")
FORMS: Mapping[str, tuple[str, ...]] = {  # the columns with English words; of verbs, all
    "people": ("english", "plural"),
    "things": ("english", "plural"),
    "places": ("english",),
    "times": ("english",),
    "adjectives": ("english", "comparative"),
}


@cache
def kinds() -> Mapping[str, frozenset[str]]:
    """For each English word of the lexicon, the lists that it stands in: people, things …

    Of several words the one that counts is the last ("the airport", "on Sunday"), for verbs the
    first ("looked for").
    """
    found: dict[str, set[str]] = {}
    for name in LISTS:
        with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                forms = [row[column].split() for column in FORMS.get(name, tuple(row))]
                for form in filter(None, forms):
                    word = form[0 if name == "verbs" else -1]
                    found.setdefault(word, set()).add(name)
    return {word: frozenset(lists) for word, lists in found.items()}


def first_mistakes(model: Translator, pairs: Iterable[Pair]) -> dict[str, float]:
    """Return what the free translations of sentences have in common up to their first mistake.

    Returns:
        sentences; wrong: those with a mistake; lexical: those whose first mistake stands where a
        word of the lexicon should; same kind: those of them with a word of the same list there;
        by chance: how many these would be with the word that was written in the next such
        sentence; with another vector: how many with the word that the model writes after the same
        right words, but with the vector of the next such sentence: what it knows of the kind
        from the words so far; sure before, sure then: the mean probability of the written words
        before the first mistake and at it.
    """
    sentences, wrong = 0, 0
    before: list[float] = []
    then: list[float] = []
    lexical: list[tuple[str, str]] = []  # the right and the written word
    places: list[tuple[Pair, int]] = []  # where they stand
    for pair in pairs:
        trace, right = translate(model, pair.source), (*pair.target, END)
        apart = _parting(trace.target, right)
        before += trace.chosen[:apart].tolist()
        sentences += 1
        if apart is not None:
            wrong += 1
            then.append(float(trace.chosen[apart]))
            if right[apart] in kinds():
                lexical.append((right[apart], trace.target[apart]))
                places.append((pair, apart))
    meant, said = zip(*lexical, strict=True)
    return {
        "sentences": sentences,
        "wrong": wrong,
        "lexical": len(lexical),
        "same kind": _alike(meant, said),
        "by chance": _alike(meant, (*said[1:], said[0])),
        "with another vector": _alike(meant, _with_another_vector(model, places)),
        "sure before": round(sum(before) / len(before), 4),
        "sure then": round(sum(then) / len(then), 4),
    }


def _with_another_vector(model: Translator, places: Sequence[tuple[Pair, int]]) -> list[str]:
    """The words at these places when the next sentence's vector is handed over.

    Up to there the right words of the sentence itself are read.
    """
    others = (*places[1:], places[0])
    return [
        translate(model, other.source, prefix=pair.target[:t], longest=t + 1).target[-1]
        for (pair, t), (other, _) in zip(places, others, strict=True)
    ]


def _alike(meant: Sequence[str], said: Sequence[str]) -> int:
    """How many pairs of words stand in one list."""
    empty: frozenset[str] = frozenset()
    return sum(bool(kinds()[m] & kinds().get(s, empty)) for m, s in zip(meant, said, strict=True))


def _parting(said: tuple[str, ...], right: tuple[str, ...]) -> int | None:
    """The first place with another word; None where there is none (END comes first or last)."""
    pairs = zip(said, right, strict=False)
    return next((t for t, (word, meant) in enumerate(pairs) if word != meant), None)
