"""Which words does it look at? A trained translator, weight by weight, on the reader's sentence.

Bahdanau, Cho & Bengio 2015, "Neural machine translation by jointly learning to align and
translate" (the decoder weighs the source words anew for each word it writes); Luong, Pham &
Manning 2015 (other scoring functions). Importing this module does not load torch: the default
sentence comes from a shipped recording.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import ClassVar, cast

import numpy as np

from core import shipped as weights
from core.attention_sentence import Reading, date_reading, typed_reading
from core.chinese_english import PHENOMENA, example
from core.parallel import Pair
from core.recordings import load
from core.seq2seq_trace import END, TranslationTrace
from core.settings import Settings, between, one_of, phrase, some_of, split_codes

SHIPPED = weights.FOLDER / "attention.safetensors"
SENTENCE = "在厨房做饭的孩子昨天画了一棵树。"
OTHER = "昨天在厨房做饭的孩子画了一棵树。"
SCORINGS = ("additive", "dot", "general", "none")
SHOWS = ("attention", "scorings", "compare", "beam")
LONGEST = 60  # words of a sentence that is typed
WIDEST_BEAM = 6
LEAP, SURE, NOTED = 2, 0.5, 0.25  # places back; weights
POSITIONS = tuple(str(position) for position in range(1, LONGEST + 1))  # counted from 1


@dataclass(frozen=True, kw_only=True)
class Attention(Settings):
    """What the reader may set: the sentence, the model, what is forced, and how it is shown."""

    PICKED: ClassVar[tuple[str, ...]] = ("draw", "source", "press", "attend", "prefix")

    how: str = one_of("built", ("built", "own", "date"))
    phenomena: str = some_of("time.place.relative", PHENOMENA)
    draw: int = between(95, 0, 999)
    sentence: str = phrase(SENTENCE, 1, 120)
    date: str = phrase("2026-11-22", 10, 10)
    locale: str = phrase("zh_CN", 5, 5)
    form: str = phrase("full", 4, 6)
    scoring: str = one_of("additive", SCORINGS)
    show: str = one_of("attention", SHOWS)
    other: str = phrase(OTHER, 1, 120)
    width: int = between(4, 1, WIDEST_BEAM)
    guess: str = some_of("", POSITIONS)
    source: int = between(-1, -1, LONGEST)
    press: str = one_of("read", ("read", "force"))
    attend: str = phrase("", 0, 400)
    prefix: str = phrase("", 0, 400)

    @property
    def translated(self) -> "Attention":
        """What the translation depends on; how it is shown is as at first."""
        return self._with_defaults("show", "other", "width", "guess", "source", "press")

    @property
    def free(self) -> "Attention":
        """The same sentence and model with nothing forced."""
        return self.translated._with_defaults("attend", "prefix")

    def _with_defaults(self, *names: str) -> "Attention":
        defaults = self.defaults()
        return replace(self, **{name: defaults[name] for name in names})


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """A sentence, its translation as the reader has forced it, and the model's own."""

    reading: Reading
    trace: TranslationTrace
    own: TranslationTrace

    @property
    def changed(self) -> bool:
        """Whether anything was forced."""
        return self.trace is not self.own


def reading(settings: Attention) -> Reading:
    """The sentence that is translated, and its gold links where they are known.

    Raises:
        InputError: ``words`` that the model does not know, ``phenomena`` that cannot stand in one
            sentence, or a ``date``, ``locale`` or ``form`` that there is not.
    """
    if settings.how == "date":
        return date_reading(settings.date, settings.locale, settings.form)
    if settings.how == "own":
        return typed_reading(settings.sentence)
    pair = example(split_codes(settings.phenomena), settings.draw)
    return Reading(pair.source, pair)


def model_name(settings: Attention) -> str:
    """The shipped translator that reads the sentence."""
    return "dates_additive" if settings.how == "date" else f"zh_en_{settings.scoring}"


def forced_attention(settings: Attention, length: int) -> dict[int, int]:
    """Which steps look at which source position, from 0; nonsense in a link is left out.

    ``attend`` is written "8-3.9-4": word 8 looks at source position 3, both counted from 1.
    """
    found = {}
    for part in split_codes(settings.attend):
        step, _, position = part.partition("-")
        if step.isdecimal() and position.isdecimal() and 1 <= int(position) <= length:
            found[int(step) - 1] = int(position) - 1
    return {step: position for step, position in found.items() if 0 <= step < LONGEST}


def record_lesson(settings: Attention) -> Lesson:
    """Translate under ``settings``; the default comes from the shipped recording."""
    if settings.translated == Attention():
        return shipped()
    from core.attention_run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sentence, without torch."""
    trace = cast(TranslationTrace, load(SHIPPED)["translation"])
    return Lesson(reading=reading(Attention()), trace=trace, own=trace)


def asked(trace: TranslationTrace) -> int:
    """The word that the reader is to predict, from 0: where attention last leaps back.

    The last word before the closing mark that looks, with most of its weight, at least two places
    to the left of the word before; without such a leap, the middle one.
    """
    middle = len(trace.target) // 2
    if trace.weights is None:
        return middle
    best, most = trace.weights.argmax(axis=1), trace.weights.max(axis=1)
    leaps = (best[1:] <= best[:-1] - LEAP) & (most[1:] > SURE) & (most[:-1] > SURE)
    words = np.flatnonzero(leaps[: len(trace.target) - 3]) + 1
    return int(words[-1]) if len(words) else middle


def looked_at(trace: TranslationTrace, t: int) -> tuple[int, ...]:
    """The source positions that word t looks at: a weight above ``NOTED``, or the largest."""
    if trace.weights is None:
        return ()
    row = trace.weights[t]
    return tuple(j for j, weight in enumerate(row) if weight > NOTED or weight == row.max())


def gold_upto(pair: Pair | None, target: tuple[str, ...]) -> int:
    """For how many written words the gold links hold: as long as they are the right ones.

    The ⟨end⟩ after the last right word counts.
    """
    if pair is None:
        return 0
    right = (*pair.target, END)
    same = [word == wanted for word, wanted in zip(target, right, strict=False)]
    return same.index(False) if False in same else len(same)


def table(lesson: Lesson) -> str:
    """Every weight and score, one row for each output word and source word, as CSV."""
    names = [name for name in ("scores", "weights") if getattr(lesson.trace, name) is not None]
    return lesson.trace.frame(*(names or ["context"])).to_csv(index=False)


def snippet(settings: Attention) -> str:
    """Return Python that translates this sentence and prints where each word looks."""
    said = reading(settings)
    words = f"{' '.join(said.words)!r}.split()"
    if settings.how == "date":
        words = f"list({''.join(said.words)!r})"
    attend = forced_attention(settings, len(said.words))
    options = f", prefix={settings.prefix.split()!r}" if settings.prefix else ""
    options += f", attend={attend!r}" if attend and settings.scoring != "none" else ""
    return f"""from core.translation import translate
from core.translators import load_translator

model = load_translator({model_name(settings)!r})
trace = translate(model, {words}{options})
for t, word in enumerate(trace.target):
    best = trace.weights[t].argmax() if trace.weights is not None else None
    looks = "" if best is None else f"{{trace.source[best]}} {{trace.weights[t, best]:.2f}}"
    print(f"{{word:12}} p {{trace.chosen[t]:.3f}}  {{looks}}")
"""
