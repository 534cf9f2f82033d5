"""Random recurrent modules with something to read, and plain oracles made of ``step()``."""

from dataclasses import dataclass, replace
from typing import Any

import torch
from hypothesis import strategies as st
from torch import Tensor, nn

from core.networks import gru, lstm, rnn
from core.networks.weights import Weights, weights
from core.traces.recurrent import GRUTrace, LSTMTrace
from tests.modules import seeded

SEEDS = st.integers(0, 2**32)


@dataclass(frozen=True)
class Case:
    """A module, an input, an initial state, and which example is looked at."""

    module: Any
    x: Tensor
    state: Any
    element: int | None

    def __repr__(self):
        state, x = self.state is not None, tuple(self.x.shape)
        return f"{self.module} {self.x.dtype} x {x} state {state} example {self.element}"

    def run(self):
        with torch.no_grad():
            return self.module(self.x, self.state)

    def asked(self):
        return {"x": self.x, "state": self.state, "element": self.element}

    def pick(self, sequence):
        if self.x.dim() == 2:
            return sequence
        row = self.element or 0
        return sequence[row] if self.module.batch_first else sequence[:, row]

    def exact(self):
        """The same in float64."""
        state = self.state
        if state is not None:
            state = (
                state.double() if isinstance(state, Tensor) else tuple(s.double() for s in state)
            )
        return replace(self, module=self.module.double(), x=self.x.double(), state=state)


@st.composite
def recurrent_modules(draw, single=False):
    """Any nn.RNN, nn.GRU, nn.LSTM or LinearRNN; ``single``: one layer, one direction."""
    kind = draw(st.sampled_from(["tanh", "relu", "linear", "gru", "lstm"]))
    hidden = draw(st.integers(1, 7))
    options = {
        "input_size": draw(st.integers(1, 5)),
        "hidden_size": hidden,
        "bias": draw(st.booleans()),
        "batch_first": draw(st.booleans()),
    }
    if kind == "linear":
        return seeded(rnn.LinearRNN, seed=draw(SEEDS), **options)
    options["num_layers"] = 1 if single else draw(st.integers(1, 3))
    options["bidirectional"] = not single and draw(st.booleans())
    if kind == "lstm" and hidden > 1:
        options["proj_size"] = draw(st.integers(0, hidden - 1))
    if kind in ("tanh", "relu"):
        options["nonlinearity"] = kind
    make = {"gru": nn.GRU, "lstm": nn.LSTM}.get(kind, nn.RNN)
    return seeded(make, seed=draw(SEEDS), **options)


@st.composite
def cases(draw, single=False, longest=10):
    """A module in float32 with an input that it can read."""
    generator = torch.Generator().manual_seed(draw(SEEDS))
    module = draw(recurrent_modules(single)).eval()
    time, batch = draw(st.integers(1, longest)), draw(st.sampled_from([None, 1, 3]))
    lead = (time,)
    if batch is not None:
        lead = (batch, time) if module.batch_first else (time, batch)
    x = torch.randn(*lead, module.input_size, generator=generator)
    state = draw_state(module, batch, generator) if draw(st.booleans()) else None
    return Case(module, x, state, draw(st.integers(0, 2)) if batch == 3 else None)


def draw_state(module, batch, generator):
    rows = module.num_layers * (2 if module.bidirectional else 1)
    lead = (rows,) if batch is None else (rows, batch)
    h0 = torch.randn(*lead, module.proj_size or module.hidden_size, generator=generator)
    if not isinstance(module, nn.LSTM):
        return h0
    return h0, torch.randn(*lead, module.hidden_size, generator=generator)


def exact_weights(module, trace):
    """The float64 weights of the trace's layer and direction."""
    found = weights(module, trace.layer, trace.reverse)
    return Weights(*(None if w is None else w.double() for w in found))


def reading(trace, values):
    """A trace's rows as float64 tensors, in the order in which they were read."""
    rows = torch.tensor(values.copy(), dtype=torch.float64)
    return rows.flip(0) if trace.reverse else rows


def steps_of(trace, w, x=None):
    """``step()`` in float64, in reading order over what the trace's layer reads."""
    x = reading(trace, trace.x) if x is None else x
    h = torch.tensor(trace.h0.copy(), dtype=torch.float64).requires_grad_()
    c = torch.tensor(getattr(trace, "c0", trace.h0).copy(), dtype=torch.float64).requires_grad_()
    found = []
    for x_t in x:
        if isinstance(trace, LSTMTrace):
            found.append(lstm.step(w, x_t, h, c))
            c = found[-1].c
        elif isinstance(trace, GRUTrace):
            found.append(gru.step(w, x_t, h))
        else:
            found.append(rnn.step(w, x_t, h, trace.nonlinearity))
        h = found[-1].h
    return found
