"""The loss of a small MLP on the digits, and what four optimizers do on it from the same start."""

import itertools
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call, grad
from torch.nn.functional import cross_entropy
from torch.nn.utils import skip_init

from core.data import digits
from core.draws import WEIGHTS, stream
from core.lessons.descent.optimizers import RULES
from core.lessons.descent.settings import METHODS
from core.shipped import store as shipped
from core.shipped.recordings import save as save_recordings
from core.traces.base import Array
from core.traces.landscape import LandscapeTrace
from train.card import versions
from train.runs import SEEDS

NAME = "descent_landscape"
HIDDEN, STEPS, EVERY = 16, 300, 5
RATES = 10.0 ** np.arange(-4, 1.26, 0.25)
ENDS = ("sgd", "adam")  # whose ends span the plane
CELLS = (48, 64)
MARGIN = 0.35  # of the paths' width and height, around them


class Net:
    """A network 64 → 16 → 10 with tanh, as a function of all its weights in one vector."""

    def __init__(self, seed: int) -> None:
        generator = stream(seed, WEIGHTS)
        sizes = (digits.SIDE**2, HIDDEN, len(digits.NAMES))
        layers = [skip_init(nn.Linear, *pair).double() for pair in itertools.pairwise(sizes)]
        for layer, width in zip(layers, sizes, strict=False):
            for weight in layer.parameters():
                nn.init.uniform_(weight, -(width**-0.5), width**-0.5, generator=generator)
        self.module = nn.Sequential(layers[0], nn.Tanh(), layers[1])
        images, shown = digits.splits()["training"]
        self.x, self.y = torch.from_numpy(images).double(), torch.from_numpy(shown)
        self.start = nn.utils.parameters_to_vector(self.module.parameters()).detach()
        self.gradient = grad(self.loss)

    def loss(self, weights: Tensor) -> Tensor:
        """The mean cross-entropy over all training images."""
        named, at = {}, 0
        for name, weight in self.module.named_parameters():
            named[name] = weights[at : at + weight.numel()].view_as(weight)
            at += weight.numel()
        return cross_entropy(functional_call(self.module, named, self.x), self.y)


def follow(net: Net, method: str, rate: float) -> tuple[Array, Array]:
    """All weights (step, weight) and the loss (step,) on the way, NaN once it is no number."""
    w = net.start.numpy()
    state = (np.zeros_like(w), np.zeros_like(w))
    path, losses = [w], [float(net.loss(torch.from_numpy(w)))]
    for t in range(1, STEPS + 1):
        g = net.gradient(torch.from_numpy(w)).numpy()
        w, state = RULES[method](w, g, state, np.asarray(rate), t)
        path.append(w)
        losses.append(float(net.loss(torch.from_numpy(w))))
    return np.array(path), np.array(losses)


def best(net: Net, method: str) -> tuple[float, Array, Array]:
    """The rate of `RATES` with the lowest last loss, and what it does."""
    found = [(rate, *follow(net, method, float(rate))) for rate in RATES]
    rate, path, losses = min(found, key=lambda run: np.nan_to_num(run[2][-1], nan=np.inf))
    return float(rate), path, losses


def landscape(net: Net, runs: dict[str, tuple[float, Array, Array]]) -> LandscapeTrace:
    """The plane through the start and two ends, with the loss on it."""
    start = net.start.numpy()
    u, v = (runs[method][1][-1] - start for method in ENDS)
    u = u / np.linalg.norm(u)
    v = v - (v @ u) * u
    plane = np.stack([u, v / np.linalg.norm(v)], axis=1)
    moved = np.stack([runs[method][1] for method in METHODS]) - start
    path = moved @ plane
    off = np.linalg.norm(moved - path @ plane.T, axis=-1)
    low, high = path.min((0, 1)), path.max((0, 1))
    low, high = low - MARGIN * (high - low), high + MARGIN * (high - low)
    rows, columns = CELLS
    x, y = np.linspace(low[0], high[0], columns), np.linspace(low[1], high[1], rows)
    places = [[start + plane @ np.array([a, b]) for a in x] for b in y]
    height = [[float(net.loss(torch.from_numpy(w))) for w in row] for row in places]
    return LandscapeTrace(
        methods=METHODS,
        rate=np.array([runs[method][0] for method in METHODS]),
        steps=np.arange(0, STEPS + 1, EVERY),
        loss=np.stack([runs[method][2] for method in METHODS])[:, ::EVERY],
        path=path[:, ::EVERY],
        off=off[:, ::EVERY],
        x=x,
        y=y,
        height=np.array(height),
    )


def make() -> None:
    """Follow all optimizers with three seeds, and write the plane of the first."""
    began = time.perf_counter()
    rows: list[dict[str, object]] = []
    traces: list[LandscapeTrace] = []
    for seed in SEEDS:
        net = Net(seed)
        runs = {method: best(net, method) for method in METHODS}
        if not traces:
            traces.append(landscape(net, runs))
        rows += [
            {"seed": seed, "method": m, "rate": round(rate, 6), "loss": float(f"{loss[-1]:.3g}")}
            for m, (rate, _, loss) in runs.items()
        ]
        print(*rows[-len(METHODS) :], sep="\n", flush=True)
    save_recordings(shipped.FOLDER / f"{NAME}.safetensors", {"landscape": traces[0]})
    about = {
        "data": "handwritten digits, training part; see core/data/digits.py",
        "model": f"{digits.SIDE**2} → {HIDDEN} → {len(digits.NAMES)}, tanh, all images at once",
        "steps": STEPS,
        "rates": [round(float(rate), 6) for rate in RATES],
        "results": rows,
        "seconds": round(time.perf_counter() - began, 1),
        "versions": versions(),
        "made by": f"python -m train {NAME}",
    }
    shipped.save_card(NAME, about)


MAKERS: dict[str, Callable[[], None]] = {NAME: make}
