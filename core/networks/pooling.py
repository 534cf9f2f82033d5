"""One answer from the states of a tagger's recurrent layer: the last, their mean or maximum.

The maximum over time is that of Collobert & Weston 2008, "A unified architecture for natural
language processing", there over the outputs of a convolution.
"""

import torch
from torch import Tensor

from core.networks.tagger import Tagger

POOLINGS = ("last", "mean", "max")


def pooled(model: Tagger, places: Tensor, pooling: str = "last") -> Tensor:
    """Logits (n, time, outputs) after each step of characters (n, time), from the states so far."""
    h = model.recurrent(model.embedding(places))[0]  # (n, time, hidden)
    if pooling == "mean":
        h = h.cumsum(dim=1) / torch.arange(1, h.shape[1] + 1)[:, None]
    elif pooling == "max":
        h = h.cummax(dim=1).values
    return model.readout(h)
