"""The word-level RNN on the reader's sentence, recorded now. Loads torch."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cosine_similarity, cross_entropy, one_hot

from core.data.english import read
from core.errors import InputError
from core.gradients.jacobians import Jacobians, back
from core.gradients.loss import record_privately
from core.gradients.through_time import through_time
from core.lessons.rnn.settings import LONGEST, SHORTEST, Lesson, Rnn
from core.networks.rnn import slope
from core.networks.weights import weights
from core.networks.word_model import WordModel
from core.recorders.parity import difference_from_torch
from core.recorders.record import record
from core.shipped.word_model import load_word_model
from core.traces.base import Array
from core.traces.filling import Filling
from core.traces.recurrent import RNNTrace
from core.traces.unrolled import ReturnTrace, SumTrace


def run(settings: Rnn) -> Lesson:
    """Record the network on the sentence, there and back.

    Raises:
        InputError: ``sentence`` has fewer than three words, too many, or one that is not known.
    """
    model = load_word_model()
    *words, _ = sentence = split(settings.sentence)
    tokens = model.encode(sentence)
    recording = record(model.rnn, model.embedding(tokens[:-1]), words)
    sums = _sums(model, recording.trace)
    alone = torch.tanh(torch.from_numpy(sums.from_x + sums.bias))
    return Lesson(
        states=recording.trace,
        sums=sums,
        filling=_filling(model, words, recording.output[0]),
        alone=_filling(model, words, alone),
        back=_back(model, tokens),
        following=tuple(sentence[1:]),
    )


@torch.no_grad()
def _filling(model: WordModel, words: Sequence[str], states: Tensor) -> Filling:
    """The probabilities of the next word that the readout makes of states (time, hidden)."""
    probabilities = model.scores(states).softmax(dim=-1).numpy()
    return Filling(tokens=tuple(words), vocabulary=model.words, probabilities=probabilities)


def split(sentence: str) -> tuple[str, ...]:
    """The words of a sentence.

    Raises:
        InputError: fewer than three words, too many, or one that is not known.
    """
    words = read(sentence, load_word_model().places, LONGEST)
    if len(words) < SHORTEST:
        raise InputError("sentence", f"at least {SHORTEST} words", len(words))
    return words


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default sentence."""
    found = vars(run(Rnn()))
    return {name: trace for name, trace in found.items() if name != "following"}


def difference(settings: Rnn) -> float:
    """The largest difference of the written-out step from torch's module, on this sentence."""
    model, words = load_word_model(), split(settings.sentence)[:-1]
    return difference_from_torch(model.rnn, model.embedding(model.encode(words)))


def _sums(model: WordModel, trace: RNNTrace) -> SumTrace:
    w = weights(model.rnn)
    h = torch.from_numpy(before(trace))
    from_x = torch.from_numpy(np.array(trace.x)) @ w.ih.T
    return SumTrace(
        tokens=trace.tokens,
        from_x=from_x.numpy(),
        from_h=(h @ w.hh.T).numpy(),
        bias=(w.b_ih + w.b_hh).numpy(),
        W=w.hh.numpy(),
    )


def before(trace: RNNTrace) -> Array:
    """h_{t−1} of every step, (time, hidden)."""
    return np.concatenate([trace.h0[None], trace.h[:-1]])


def _back(model: WordModel, tokens: Tensor) -> ReturnTrace:
    """Send the loss of the last step back; float64."""
    private = record_privately(model.rnn, model.embedding(tokens[:-1]), _words(model, tokens))
    trace = private.recording.trace
    jacobians = private.jacobians(trace)
    errors, V = _errors(model, trace, tokens[1:])
    injected = torch.zeros_like(torch.from_numpy(trace.h.copy()))
    injected[-1] = errors[-1] @ V
    dh = through_time(jacobians, injected).dh
    return ReturnTrace(
        tokens=trace.tokens,
        influence=influence(jacobians, V).numpy(),
        dh=dh.numpy(),
        da=(dh * slope(torch.from_numpy(trace.h.copy()), "tanh")).numpy(),
        h_before=before(trace),
        autograd=_autograd(model, tokens).numpy(),
    )


def _words(model: WordModel, tokens: Tensor) -> list[str]:
    return [model.words[token] for token in tokens[:-1]]


def _errors(model: WordModel, trace: RNNTrace, answers: Tensor) -> tuple[Tensor, Tensor]:
    """∂L_t/∂o_t = p_t − one-hot of the answer, (time, words), and V; L_t = −log p_t(answer)."""
    V, c = model.scores.weight.double(), model.scores.bias.double()
    p = (torch.from_numpy(trace.h.copy()) @ V.T + c).softmax(dim=-1)
    return p - one_hot(answers, len(model.words)), V


def influence(jacobians: Jacobians, V: Tensor) -> Tensor:
    """‖∂o_T/∂x_t‖_F for every step t, (time,): V and a product of Jacobians, sent back."""
    rows, norms = V, []
    for t in reversed(range(jacobians.steps)):
        both = back(jacobians.jacobian(t), rows, rows[:, :0])
        rows = both[:, : jacobians.output]
        norms.append(both[:, jacobians.output :].norm())
    return torch.stack(norms[::-1])


def _autograd(model: WordModel, tokens: Tensor) -> Tensor:
    """∂L/∂W of the last step's loss, by torch.autograd on a private copy in float64."""
    private = deepcopy(model).double().requires_grad_()
    loss = cross_entropy(private(tokens[None, :-1])[0, -1], tokens[-1])
    return torch.autograd.grad(loss, private.rnn.get_parameter("weight_hh_l0"))[0]


def truncated(settings: Rnn) -> Array:
    """Cosine of ∂L/∂W truncated to k steps back with the full one, for k = 1, 2, …; (time,).

    L is the sum of the losses of all steps; each is sent back over k steps, its own among them
    (Williams & Peng 1990, "An efficient gradient-based algorithm …"). Float64.
    """
    model = load_word_model()
    tokens = model.encode(split(settings.sentence))
    private = record_privately(model.rnn, model.embedding(tokens[:-1]))
    trace = private.recording.trace
    jacobians = private.jacobians(trace, inputs=False)
    errors, V = _errors(model, trace, tokens[1:])
    h, D = torch.from_numpy(before(trace)), slope(torch.from_numpy(trace.h.copy()), "tanh")
    parts = torch.zeros(len(h), *h.shape[1:] * 2, dtype=torch.float64)  # by steps back
    for end, error in enumerate(errors):
        dh = error @ V
        for k in range(end + 1):
            parts[k] += torch.outer(dh * D[end - k], h[end - k])
            dh = jacobians.apply(end - k, dh, dh[:0])
    windows = parts.cumsum(0).flatten(1)
    return cosine_similarity(windows, windows[-1:]).numpy()
