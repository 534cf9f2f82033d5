"""The lesson's recording, made now. Loads torch."""

from unicodedata import normalize

import numpy as np
import torch

from core.draws import FRESH, stream
from core.lessons.deep_and_bidirectional.settings import READERS, DeepAndBidirectional
from core.measures.written_dates import writes
from core.networks.tagger import UNKNOWN, Tagger
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from core.shipped.taggers import ONE_WAY, TWO_WAY, load_tagger
from core.traces.base import Array
from core.traces.tagging import TaggingTrace


def run(settings: DeepAndBidirectional) -> TaggingTrace:
    """Both taggers read the date; the two-way one is also read with one direction at 0."""
    from core.data.date_fields import reading  # with babel

    text = "".join(" " if sign.isspace() else sign for sign in normalize("NFC", settings.date))
    both, one = load_tagger(TWO_WAY), load_tagger(ONE_WAY)
    forward, backward = states(both, text)
    (one_way,) = states(one, text)
    off = np.zeros_like(forward)
    pairs = {"both": (forward, backward), "forward": (forward, off), "backward": (off, backward)}
    said = [probabilities(both, np.hstack(pairs[reader])) for reader in READERS]
    return TaggingTrace(
        tokens=tuple(text),
        tags=both.config.outputs,
        readers=(*READERS, "one_way"),
        unknown=(both.encode([text])[0] == UNKNOWN).numpy(),
        forward=forward,
        backward=backward,
        one_way=one_way,
        probabilities=np.stack([*said, probabilities(one, one_way)]),
        right=reading(text) or ("",) * len(text),
    )


def states(model: Tagger, text: str) -> list[Array]:
    """The states of the top layer, (time, hidden), of each direction, in the order of the text."""
    x = model.embedding(model.encode([text])).detach()
    traces = record(model.recurrent, x, tuple(text)).traces
    return [trace.h for trace in traces if trace.layer == model.config.layers - 1]


@torch.no_grad()
def probabilities(model: Tagger, h: Array) -> Array:
    """What is read out of states (time, hidden): (time, tag)."""
    return model.readout(torch.tensor(h)).softmax(dim=-1).numpy()


def opening() -> dict[str, TaggingTrace]:
    """What the lesson opens with."""
    return {"date": run(DeepAndBidirectional())}


def difference(settings: DeepAndBidirectional) -> float:
    """Return max |step() run over the date in both directions − torch's module|."""
    model = load_tagger(TWO_WAY)
    return difference_from_torch(model.recurrent, model.embedding(model.encode([settings.date])))


def written(name: str, n: int) -> list[str]:
    """Texts that a shipped network wrote, character by character, always the same."""
    return writes(load_tagger(name), n, stream(0, FRESH))
