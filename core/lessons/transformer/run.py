"""The lesson's recording, made now. Apart from the lesson because it loads torch."""

import torch
from torch import Tensor, nn

from core.draws import DATA, WEIGHTS, stream
from core.lessons.transformer.settings import HIDDEN, READING, STEPS, Transformer
from core.networks.recurrent import build
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from core.traces.recurrent import RNNTrace


def network(settings: Transformer) -> nn.Module:
    """The RNN, its weights drawn from U(−1/√H, 1/√H) as torch draws them."""
    return build("rnn", 1, HIDDEN, stream(settings.seed, WEIGHTS))


def signal(settings: Transformer) -> Tensor:
    """What the RNN reads, (1, time, 1): numbers from N(0, 1), then zeros."""
    x = torch.zeros(1, STEPS, 1)
    x[:, :READING].normal_(generator=stream(settings.seed, DATA))
    return x


def run(settings: Transformer) -> RNNTrace:
    """Record the RNN on its input."""
    return record(network(settings), signal(settings)).trace


def opening() -> dict[str, RNNTrace]:
    """What the lesson opens with."""
    return {"rnn": run(Transformer())}


def difference(settings: Transformer) -> float:
    """Return max |step() run over the input − torch's module|."""
    return difference_from_torch(network(settings), signal(settings))
