"""Two translators beside each other: the Transformer, and the RNN with attention (Bahdanau 2015).

Both were trained on the same sentences. Their figures come from the cards in `weights/`, their
translations from recordings. Free of torch.
"""

import numpy as np

from core.measures.bottleneck import ATTENTIVE, seeds
from core.measures.trainings import Seeds, Span, span
from core.shipped.store import card
from core.traces.base import Array
from core.traces.stack import MachineRecording

RNN, TRANSFORMER = "rnn", "transformer"
CARDS = {RNN: ATTENTIVE, TRANSFORMER: "zh_en_transformer"}
SETS = ("held out", "19–30 words", "longer", "compositional")
TRAINED = 30  # source words of the longest sentence in training
ERROR = "strict alignment error"
ALL = "all"  # heads and layers of cross-attention


def trainings(machine: str) -> Seeds:
    """The figures of each seed, as the card says them; with "lengths"."""
    own = card(CARDS[machine])["seeds"]
    if machine == TRANSFORMER:
        return own
    lengths = {one["seed"]: one["lengths"] for one in seeds(CARDS[machine])}
    return [{**one, "lengths": lengths[one["seed"]]} for one in own]


def parameters(machine: str) -> int:
    """How many numbers the machine has learned."""
    return int(card(CARDS[machine])["parameters"])


def seconds(of: Seeds) -> Span:
    """Of processor time, for a training."""
    return span([one["seconds"] for one in of])


def exact(of: Seeds) -> dict[str, Span]:
    """The share of translations that are right word by word, by what they are judged on."""
    return {name: span([one[name]["exact"] for one in of]) for name in SETS}


def alignment_error(of: Seeds) -> dict[str, Span]:
    """How often a word looks most at a wrong one, with teacher forcing, on held-out sentences.

    The RNN has one map, "all". The Transformer has one for each layer of cross-attention (the
    mean of its heads) and "all" (the mean of the layers).
    """
    found = [one.get("alignment", {ALL: one["held out"][ERROR]}) for one in of]
    names = [name for name in found[0] if " " not in name]  # "d1c 0" is a head
    return {name: span([one[name] for one in found]) for name in names}


def looks(machine: MachineRecording, where: str = ALL) -> Array:
    """The weights of cross-attention: (target, source).

    ``where`` is "all" (the mean of all heads and layers), a layer ("d2c", the mean of its heads)
    or a head ("d2c3").
    """
    codes = [code for code in machine.decoder.sublayers if code[-1] == "c"]
    if where == ALL:
        return np.mean([machine.look(code).weights.mean(axis=0) for code in codes], axis=0)
    weights = machine.look(where[:3]).weights
    return weights[int(where[3:])] if where[3:] else weights.mean(axis=0)
