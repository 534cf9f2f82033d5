"""The lesson's translations, made now. Loads torch."""

from dataclasses import replace

import torch

from core.lessons.attention.sentence import beginning
from core.lessons.attention.settings import (
    SCORINGS,
    Attention,
    Lesson,
    forced_attention,
    model_name,
    reading,
)
from core.networks.seq2seq.beam import beam_tree
from core.networks.seq2seq.translator import Translator, step
from core.recorders.translation import translate
from core.shipped.readings import typed_reading
from core.shipped.translators import load_translator
from core.traces.translation import BeamTrace, TranslationTrace


def run(settings: Attention) -> Lesson:
    """Translate as the reader has forced it, and freely beside it."""
    model, said = load_translator(model_name(settings)), reading(settings)
    attend = forced_attention(settings, len(said.words))
    if model.attention is None:
        attend = {}
    prefix, _ = beginning(settings.prefix, model_name(settings))
    own = translate(model, said.words)
    forced = translate(model, said.words, prefix=prefix, attend=attend) if prefix or attend else own
    return Lesson(reading=said, trace=forced, own=own)


def opening() -> dict[str, TranslationTrace]:
    """What the lesson opens with: the default sentence, with nothing forced."""
    return {"translation": run(Attention()).own}


def every_scoring(settings: Attention) -> dict[str, TranslationTrace]:
    """The same sentence, translated by all four models."""
    found = {}
    for scoring in SCORINGS:
        one = replace(settings.free, scoring=scoring)
        found[scoring] = run(one).own
    return found


def translate_typed(settings: Attention, text: str) -> TranslationTrace:
    """Another sentence, translated by the same model.

    Raises:
        InputError: ``words`` that the model does not know.
    """
    return translate(load_translator(f"zh_en_{settings.scoring}"), typed_reading(text).words)


def search(settings: Attention) -> BeamTrace:
    """The beam search on the sentence, with its whole tree."""
    return beam_tree(load_translator(model_name(settings)), reading(settings).words, settings.width)


@torch.no_grad()
def difference(settings: Attention) -> float:
    """Return max |written-out equations − recorded| over the probabilities of every step."""
    model, lesson = load_translator(model_name(settings)), run(settings.free)
    return stepped_difference(model, lesson.own)


def stepped_difference(model: Translator, trace: TranslationTrace) -> float:
    """Run `step` over a recorded translation; the largest difference in a probability."""
    values, state = torch.tensor(trace.values), torch.tensor(trace.bottleneck)
    word, largest = model.start, 0.0
    for t, written in enumerate(trace.target):
        found = step(model, word, state, values)
        recorded = torch.tensor(trace.probabilities[t])
        largest = max(largest, float((found.logits.softmax(0) - recorded).abs().max()))
        word, state = model.target_index[written], found.unit.h
    return largest
