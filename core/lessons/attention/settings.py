"""The settings of a translation, what is forced in it, and what comes of it."""

from dataclasses import dataclass
from typing import Self

from core.data.chinese_english import PHENOMENA, example
from core.data.locales import FORMS, LOCALES
from core.lessons.attention.sentence import date_reading
from core.lessons.settings import Settings, between, one_of, phrase, some_of, split_codes
from core.shipped.readings import Reading, typed_reading
from core.traces.translation import TranslationTrace

SENTENCE = "在厨房做饭的孩子昨天画了一棵树。"
OTHER = "昨天在厨房做饭的孩子画了一棵树。"
SCORINGS = ("additive", "dot", "general", "none")
SHOWS = ("attention", "scorings", "compare", "beam")
LONGEST = 60  # words of a sentence that is typed
WIDEST_BEAM = 6
POSITIONS = tuple(str(position) for position in range(1, LONGEST + 1))  # counted from 1


@dataclass(frozen=True, kw_only=True)
class Attention(Settings):
    """What the reader may set: the sentence, the model, what is forced, and how it is shown."""

    how: str = one_of("built", ("built", "own", "date"))
    phenomena: str = some_of("time.place.relative", PHENOMENA)
    draw: int = between(95, 0, 999, pressed=True)
    sentence: str = phrase(SENTENCE, 1, 120)
    date: str = phrase("2026-11-22", 10, 10)
    locale: str = one_of("zh_CN", LOCALES)
    form: str = one_of("full", FORMS)
    scoring: str = one_of("additive", SCORINGS)
    show: str = one_of("attention", SHOWS, shown=True)
    other: str = phrase(OTHER, 1, 120, shown=True)
    width: int = between(4, 1, WIDEST_BEAM, shown=True)
    guess: str = some_of("", POSITIONS, shown=True)
    source: int = between(-1, -1, LONGEST, shown=True, picked=True)
    press: str = one_of("read", ("read", "force"), shown=True, picked=True)
    attend: str = phrase("", 0, 400, picked=True)
    prefix: str = phrase("", 0, 400, picked=True)

    @property
    def free(self) -> Self:
        """The same sentence and model with nothing forced."""
        return self.recorded.with_defaults("attend", "prefix")


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
