"""Recurrent networks whose every weight is drawn from an explicit generator.

`build` makes the torch modules themselves (`nn.RNN`, `nn.GRU`, `nn.LSTM`), so that everything this
project shows is a property of the networks people use. Torch's constructors draw from the global
generator, which threads share; here the module is made on the meta device, where nothing is drawn,
and its weights are assigned afterwards.
"""

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.errors import InputError
from core.networks.assign import assign, one_of
from core.networks.derivation import STEPS, Derived
from core.networks.derivation_mistake import Mistaken
from core.networks.initialisation import recurrent_matrices, uniform
from core.networks.rnn import LinearRNN

NETWORKS = ("rnn", "gru", "lstm")
WRITTEN_OUT: dict[str, type[Derived]] = {**STEPS, Mistaken.code: Mistaken}  # step by step
KNOWN = (*NETWORKS, *WRITTEN_OUT)
NONLINEARITIES = ("tanh", "relu", "linear")
INITS = ("torch", "orthogonal", "gaussian")
LETTERS = {code: made.letters for code, made in WRITTEN_OUT.items()} | {"lstm": "ifgo"}
GATES = {"rnn": 1, "gru": 3} | {code: len(rows) for code, rows in LETTERS.items()}  # blocks of rows
FORGET = {code: rows.index("f") for code, rows in LETTERS.items() if "f" in rows}  # which of them


class Predictor(nn.Module):
    """A recurrent network and a linear readout of its last hidden state."""

    def __init__(self, recurrent: nn.Module, readout: nn.Linear) -> None:
        super().__init__()
        self.recurrent = recurrent
        self.readout = readout

    def forward(self, x: Tensor) -> Tensor:
        """Read x (n, time, inputs) and predict (n, outputs)."""
        h, _ = self.recurrent(x)  # (n, time, hidden)
        return self.readout(h[:, -1])


def build(
    network: str,
    inputs: int,
    hidden: int,
    generator: torch.Generator,
    *,
    nonlinearity: str = "tanh",
    init: str = "torch",
    radius: float | None = None,
    forget_bias: float | None = None,
    dtype: torch.dtype = torch.float32,
) -> nn.Module:
    """One layer, one direction, `batch_first`: an `nn.RNN`, `nn.GRU`, `nn.LSTM` or `LinearRNN`,
    or one of the steps that lead from the first to the third (`core.networks.derivation`).

    Weights are drawn in float64 and then rounded to `dtype`: the same generator state gives the
    same network in either precision.

    Args:
        network: "rnn", "gru", "lstm", or the code of a step: one of
            `core.networks.derivation.STEPS`.
        inputs: the size of x_t.
        hidden: the number of hidden units, H.
        generator: the only source of randomness; the global one is left alone.
        nonlinearity: "tanh", "relu" or "linear"; other than "tanh" only for "rnn".
        init: "torch" draws every weight from U(−1/√H, 1/√H), as torch's constructors do.
            "orthogonal" and "gaussian" (variance 1/H, so that the spectral radius is near 1)
            change each gate's recurrent matrix and nothing else.
        radius: the spectral radius that each gate's recurrent matrix is rescaled to.
        forget_bias: b_f of a network with a forget gate f: b_ih gets this value and b_hh gets 0
            (Gers, Schmidhuber & Cummins 2000; Jozefowicz et al. 2015). None keeps torch's draw,
            which is near 0.
        dtype: of the weights.

    Raises:
        InputError: a name that is not known, a size below 1, or settings that do not go together.
    """
    check(network, inputs, hidden, nonlinearity, init, radius, forget_bias)
    module = _empty(network, inputs, hidden, nonlinearity)
    shapes = {name: tuple(weight.shape) for name, weight in module.named_parameters()}
    weights = uniform(shapes, hidden, generator)
    if init != "torch":
        weights["weight_hh_l0"] = recurrent_matrices(
            GATES[network], hidden, init, radius, generator
        )
    if forget_bias is not None:
        first = FORGET[network] * hidden
        weights["bias_ih_l0"][first : first + hidden] = forget_bias
        weights["bias_hh_l0"][first : first + hidden] = 0.0
    return assign(module, {name: weight.to(dtype) for name, weight in weights.items()})


def predictor(recurrent: nn.Module, outputs: int, generator: torch.Generator) -> Predictor:
    """Add a readout with `outputs` values to a network of `build`.

    The readout's weights and biases are U(−1/√H, 1/√H), as in torch's `nn.Linear`.
    """
    weight = recurrent.get_parameter("weight_hh_l0")
    hidden = weight.shape[-1]
    drawn = uniform({"weight": (outputs, hidden), "bias": (outputs,)}, hidden, generator)
    readout = empty_readout(hidden, outputs)
    assign(readout, {name: values.to(weight.dtype) for name, values in drawn.items()})
    return Predictor(recurrent, readout)


def empty_predictor(
    network: str, inputs: int, hidden: int, outputs: int, nonlinearity: str = "tanh"
) -> Predictor:
    """A predictor on the meta device: shapes without values, to be filled by `assign`."""
    recurrent = _empty(network, inputs, hidden, nonlinearity)
    return Predictor(recurrent, empty_readout(hidden, outputs))


def empty_readout(hidden: int, outputs: int) -> nn.Linear:
    """A readout on the meta device."""
    return nn.Linear(hidden, outputs, device="meta")


def _empty(network: str, inputs: int, hidden: int, nonlinearity: str) -> nn.Module:
    makers: dict[str, Callable[[], nn.Module]] = {
        "rnn": lambda: nn.RNN(inputs, hidden, nonlinearity=nonlinearity, batch_first=True),
        "gru": lambda: nn.GRU(inputs, hidden, batch_first=True),
        "lstm": lambda: nn.LSTM(inputs, hidden, batch_first=True),
        "linear": lambda: LinearRNN(inputs, hidden, batch_first=True),
    }
    with torch.device("meta"):
        if network in WRITTEN_OUT:
            return WRITTEN_OUT[network](inputs, hidden, batch_first=True)
        return makers["linear" if nonlinearity == "linear" else network]()


def check(
    network: str,
    inputs: int,
    hidden: int,
    nonlinearity: str,
    init: str,
    radius: float | None,
    forget_bias: float | None,
) -> None:
    """Refuse what `build` cannot make; its arguments and their rules are described there.

    Raises:
        InputError: the first rule that is broken.
    """
    one_of("network", network, KNOWN)
    one_of("nonlinearity", nonlinearity, NONLINEARITIES)
    one_of("init", init, INITS)
    for field, size in (("inputs", inputs), ("hidden", hidden)):
        if size < 1:
            raise InputError(field, "at least 1", size)
    if nonlinearity != "tanh" and network != "rnn":
        raise InputError("nonlinearity", f"tanh for a network “{network}”", nonlinearity)
    if radius is not None and not (math.isfinite(radius) and radius > 0):
        raise InputError("radius", "finite and above 0", radius)
    if radius is not None and init == "torch":
        raise InputError("radius", "left out with init “torch”", radius)
    if forget_bias is not None and network not in FORGET:
        raise InputError("forget_bias", f"left out for a network “{network}”", forget_bias)
    if forget_bias is not None and not math.isfinite(forget_bias):
        raise InputError("forget_bias", "finite", forget_bias)
