"""A whole Transformer that translates Chinese into English, with every part removable.

Vaswani et al. 2017, "Attention is all you need". core/networks/seq2seq_transformer is the network.
Importing this module does not load torch: the default sentence comes from a shipped recording.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from core.lessons.transformer.settings import HEADS, Lesson, Transformer, reading, right
from core.shipped import openings
from core.shipped import store as shipped_store
from core.traces.stack import MachineRecording

ANSWERS = ("self", "feed", "head", "line")  # what may be taken away
TAKEN = {"self": "off e1s", "feed": "off e1f", "line": "cut e1s"}  # as the card calls it
LAST_CROSS = "d2c"


def record_lesson(settings: Transformer) -> Lesson:
    """Translate under ``settings``; the default comes from the shipped recording."""
    if settings.recorded == Transformer():
        return shipped()
    from core.lessons.transformer.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    traces = openings.load("transformer")
    rnn = traces.pop("rnn")
    found = MachineRecording(**traces)
    said = Transformer()
    return Lesson(reading=reading(said), right=right(said), found=found, intact=found, rnn=rnn)


@lru_cache(maxsize=1)
def card() -> dict[str, Any]:
    """What is known about the model and the two others of other seeds."""
    return shipped_store.card("zh_en_transformer")


@lru_cache(maxsize=1)
def study() -> dict[str, Any]:
    """The same model trained without its parts."""
    return shipped_store.card("zh_en_transformer_study")["variants"]


def shares(name: str) -> tuple[float, ...]:
    """Of held-out sentences those still right with something taken away, one for each seed.

    ``name`` as on the card: "intact", "off e1s", "cut e1s", "head d2c 0", "off encoder", …
    """
    counts = [seed["right without"] for seed in card()["seeds"]]
    return tuple(count[name] / count["of"] for count in counts)


def left(answer: str) -> tuple[float, ...]:
    """Of held-out sentences those still right without one of `ANSWERS`, one for each seed.

    Of the heads, which are not the same ones in another training, the one that is missed most.
    """
    if answer in TAKEN:
        return shares(TAKEN[answer])
    heads = [shares(f"head {LAST_CROSS} {head}") for head in range(HEADS)]
    return tuple(min(each) for each in zip(*heads, strict=True))


def counted_right(answer: str = "") -> int:
    """How many held-out sentences the shipped model gets right without one of `ANSWERS`.

    Of the heads, without the one that it misses most; with everything if none is named.
    """
    found = card()["seeds"][0]["right without"]
    heads = [f"head {LAST_CROSS} {head}" for head in range(HEADS)]
    names = heads if answer == "head" else [TAKEN.get(answer, "intact")]
    return min(int(found[name]) for name in names)


def costs_most() -> str:
    """The answer: what leaves the fewest sentences right."""
    return min(ANSWERS, key=lambda answer: sum(left(answer)))


def first_wrong(written: Sequence[str], right: Sequence[str] | None) -> int | None:
    """The first place, from 0, at which another word stands than should; None: all are right.

    Both end with END where they are finished; None too if nobody knows the ``right`` translation.
    """
    if right is None:
        return None
    places = range(max(len(written), len(right)))
    return next((t for t in places if written[t : t + 1] != right[t : t + 1]), None)


def table(lesson: Lesson, *, covered: bool = False) -> str:
    """Every part of every logit, and what the line holds at each place, as CSV."""
    trace = lesson.intact.decoder if covered else lesson.found.decoder
    return trace.frame("ledger", "chosen_lens", "norms", "written").to_csv(index=False)


def snippet(settings: Transformer, *, covered: bool) -> str:
    """Return Python that translates this sentence and prints what the line holds."""
    words = " ".join(reading(settings).words)
    taken_away = "" if covered else _in_python(settings)
    made = f"without(model, Ablation({taken_away}))" if taken_away else "model"
    return f"""from core.networks.seq2seq_transformer.ablation import Ablation
from core.networks.seq2seq_transformer.model import without
from core.recorders.record import record
from core.shipped.seq2seq_transformer import load_seq2seq_transformer

model = load_seq2seq_transformer()
found = record({made}, {words!r}.split()).decoder
for t, word in enumerate(found.target):
    held = [found.lens_word(place, t) for place in range(len(found.lens))]
    print(f"{{word:12}} {{found.chosen[t]:.3f}}  {{' → '.join(held)}}")
"""


def _in_python(settings: Transformer) -> str:
    """The arguments of `Ablation` for what is taken away."""
    found = settings.ablation
    said = {
        name: f"frozenset({sorted(value)!r})"
        for name, value in (("off", found.off), ("cut", found.cut), ("heads", found.heads))
        if value
    }
    if found.positions != 0:
        said["positions"] = repr(found.positions)
    return ", ".join(f"{name}={value}" for name, value in said.items())
