"""The lesson's recordings, made now. Loads torch."""

from datetime import date
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from core.data import digits
from core.data.place_names import lowered
from core.errors import InputError
from core.lessons.rnn_shapes.settings import STEPS, RnnShapes
from core.networks.speller import END, PIXELS, SIGNS
from core.networks.tagger import UNKNOWN
from core.recorders.parity import difference_from_torch
from core.recorders.translation import translate
from core.shipped.spellers import load_speller
from core.shipped.taggers import ONE_WAY, load_tagger
from core.shipped.translators import DATES, load_translator
from core.traces import translation
from core.traces.shapes import ShapeTrace

LANGUAGES = "name_language_last"


def run(settings: RnnShapes) -> ShapeTrace:
    """Run the network of the shape on what it reads.

    Raises:
        InputError: a date with a character that the translator does not know.
    """
    with torch.no_grad():
        match settings.shape:
            case "nn":
                return _characters(ONE_WAY, settings.date, once=False)
            case "n1":
                return _characters(LANGUAGES, lowered(settings.name), once=True)
            case "1n":
                return _spelled(settings)
        return _translated(settings.date)


def opening() -> dict[str, ShapeTrace]:
    """What the lesson opens with: one digit, spelled."""
    return {"spelled": run(RnnShapes())}


def _characters(name: str, text: str, *, once: bool) -> ShapeTrace:
    """What a tagger says about every character or, ``once``, at the last one about them all."""
    from core.data.date_fields import reading  # with babel

    model, right = load_tagger(name), None if once else reading(text)
    places = model.encode([text])
    h = model.recurrent(model.embedding(places))[0][0]
    p = model.readout(h).softmax(dim=-1)  # (time, output)
    shares, best = (found.numpy() for found in p.max(dim=-1))
    said = [model.config.outputs[k] for k in best]
    if once:
        said[:-1] = [""] * (len(said) - 1)
    answers: dict[str, Any] = {"answers": model.config.outputs, "decisions": p.numpy()}
    return ShapeTrace(
        read=tuple(text),
        said=tuple(said),
        shares=shares,
        h=h.numpy(),
        right=right,
        judged="" if once or right else "unknown",
        unseen=tuple(sign for sign, k in zip(text, places[0], strict=True) if k == UNKNOWN),
        **(answers if once else {}),
    )


def speller_of(settings: RnnShapes) -> str:
    """The name of the speller that these settings choose."""
    return f"spelled_digit_{settings.given}{'_back' * (settings.back == 'on')}"


def image_of(digit: str) -> np.ndarray:
    """The first held-out image of a digit, (64,)."""
    images, shown = digits.splits()["heldout"]
    return images[list(shown).index(int(digit))]


def _spelled(settings: RnnShapes) -> ShapeTrace:
    image = image_of(settings.digit)
    found = load_speller(speller_of(settings)).write(torch.from_numpy(image)[None], STEPS)
    read = ["x" if seen else "" for seen in found.inputs[0, :, :PIXELS].any(dim=-1)]
    return ShapeTrace(
        read=tuple(read),
        said=tuple(SIGNS[k] for k in found.signs[0]),
        shares=found.shares[0].numpy(),
        h=found.states[0].numpy(),
        image=image.reshape(digits.SIDE, digits.SIDE),
    )


def _translated(text: str) -> ShapeTrace:
    model = load_translator(DATES)
    if unknown := [sign for sign in text if sign not in model.source_index]:
        raise InputError("character", "one that the translator knows", unknown[0])
    found = translate(model, tuple(text))
    said = [END if word == translation.END else word for word in found.target]
    nothing = ("",) * len(text)
    return ShapeTrace(
        read=tuple(text) + ("",) * len(said),
        said=(*nothing, *said),
        shares=np.concatenate([np.zeros(len(text), np.float32), found.chosen]),
        h=np.concatenate([found.values, found.state]),
        looks=found.weights,
        judged=_judged(text, "".join(found.target).removesuffix(translation.END)),
    )


def _judged(text: str, said: str) -> str:
    """Whether what was written is "no_date", or a date that no locale writes as ``text``."""
    from core.data.dates import LOCALES, forms, written  # with babel

    try:
        day = date.fromisoformat(said)
    except ValueError:
        return "no_date"
    ways = (written(day, locale, form) for locale in LOCALES for form in forms(locale))
    known = day.isoformat() == said and any("".join(way.source) == text for way in ways)
    return "" if known else "other"


def difference(settings: RnnShapes) -> float:
    """Return max |step() run over the input − torch's nn.RNN| of the shape's first layer."""
    module, x = _layer(settings)
    return difference_from_torch(module, x)


def _layer(settings: RnnShapes) -> tuple[nn.Module, Tensor]:
    if settings.shape == "1n":
        speller = load_speller(speller_of(settings))
        found = speller.write(torch.from_numpy(image_of(settings.digit))[None], STEPS)
        return speller.recurrent, found.inputs
    if settings.shape == "nm":
        model = load_translator(DATES)
        places = [model.source_index[sign] for sign in settings.date]
        return model.encoder, model.source_embedding(torch.tensor([places]))
    tagger = load_tagger(ONE_WAY if settings.shape == "nn" else LANGUAGES)
    text = settings.date if settings.shape == "nn" else lowered(settings.name)
    return tagger.recurrent, tagger.embedding(tagger.encode([text]))
