"""The folded sections of the lesson on multi-layer perceptrons."""

from functools import partial
from itertools import pairwise

import numpy as np
import streamlit as st

from core.data import placed_points
from core.lessons.mlp import digits as shown
from core.lessons.mlp import studies
from core.lessons.mlp.film import networks, plain
from core.lessons.mlp.fold import creases, fold
from core.lessons.mlp.network import Networks, sigmoid
from core.lessons.mlp.points import HIGH, LOW
from core.lessons.mlp.settings import EXAMPLES, FUNCTIONS, PIXELS, STARTS, Mlp
from core.traces.base import Array
from ui.controls import choice, set_one
from ui.lesson import cached, folded, moving_picture, source
from ui.markdown import table
from ui.text import Text
from viz.lessons.mlp import depth_stage, digit_stage, fold_stage, function_stage, unit_stage
from viz.numbers import percent, short, span

BEGIN = (0.6, 0.7)  # where the probe begins, shares of the axes


def probed(settings: Mlp) -> Array:
    """The point whose numbers are shown, (2,)."""
    shares = placed_points.read(settings.probe, 1)
    return LOW + (HIGH - LOW) * (np.array(BEGIN) if shares is None else shares[0])


@folded("layer")
def layer(text: Text, settings: Mlp) -> None:
    """The equations of the first layer with the numbers of one point."""
    st.markdown(text("layer"))
    found, at = networks(settings.recorded)[-1], probed(settings)
    stage = unit_stage(found, at, settings.probe, settings.activation, words=text.labels)
    moving_picture(stage, text, Mlp, time="u")
    z, h = found.forward(at[None])
    if settings.layers == "1":
        W, b = found.weights[-1][0, :, 0], found.biases[-1][0, 0, 0]
        rows = [
            [str(k), *(short(float(v), 3) for v in values)]
            for k, values in enumerate(zip(z[0][0, 0], h[1][0, 0], W, h[1][0, 0] * W,
                                           strict=True), 1)
        ]  # fmt: skip
        head = [text["head.unit"], "z", "h", "w", "w · h"]
        st.markdown(text("layer_output", table=table(head, rows, ["--:"] * 5), b=short(b, 3)))
    out = float(z[-1][0, 0, 0])
    side = text["side.inside" if out > 0 else "side.outside"]
    p = short(float(sigmoid(np.array(out))), 3)
    st.markdown(text("layer_sum", z=short(out, 3), p=p, side=side))


@folded("equal")
def equal(text: Text, settings: Mlp) -> None:
    """Ten linear layers and the one that they are together."""
    found = cached(studies.linear)(settings.recorded)
    rows = [
        [str(one.layers), span(one.accuracies, percent),
         short(one.apart) if one.layers > 1 else "–"]
        for one in found
    ]  # fmt: skip
    head = [text["head.linear"], text["head.accuracy"], text["head.apart"]]
    W, b = plain(settings.recorded)[-1].product()
    live = {"w1": W[0, 0, 0], "w2": W[0, 1, 0], "b": b[0, 0, 0]}
    numbers = {name: _term(float(value), first=name == "w1") for name, value in live.items()}
    st.markdown(text("equal", table=table(head, rows, ["--:"] * 3)))
    st.markdown(text("equal_one", **numbers))


def _term(value: float, *, first: bool) -> str:
    """A number with its sign, as LaTeX."""
    said = short(abs(value), 3)
    mantissa, _, power = said.partition("·10")
    if power:
        plain_power = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        said = rf"{mantissa} \cdot 10^{{{plain_power}}}"
    sign = "-" if value < 0 else "" if first else "+"
    return f"{sign}{said}"


@folded("fold")
def folding(text: Text, settings: Mlp) -> None:
    """The plane on its way through the trained network."""
    st.markdown(text("fold"))
    last = networks(settings.recorded)[-1]
    ends = [line for line in creases(last, LOW, HIGH) if line is not None]
    made = fold_stage(cached(fold)(settings.recorded), np.array(ends).reshape(-1, 2, 2),
                      words=text.labels)  # fmt: skip
    moving_picture(made, text, time="d")
    kind = {"relu": "relu", "none": "none"}.get(settings.activation, "smooth")
    st.markdown(text(f"fold_{kind}"))


@folded("often")
def often(text: Text, settings: Mlp) -> None:
    """In how many of twenty trainings every point is right, by the number of units."""
    if settings.activation == "none":
        st.markdown(text("often_none"))
        return
    found = cached(studies.how_often)(settings.recorded)
    n = len(studies.TRAININGS)
    row = [f"{count}/{n}" for count in found.values()]
    cells = table([text["units"], *found], [[text["head.often"], *row]],
                  [":--", *["--:"] * len(found)])  # fmt: skip
    st.markdown(
        text("often", table=cells, n=str(n), activation=text[f"activation.{settings.activation}"])
    )


@folded("functions")
def functions(text: Text, settings: Mlp) -> None:
    """Activation functions with their slopes; ReLU units that are 0 at every point."""
    st.markdown(text("functions"))
    words = {code: text[f"function.{code}"] for code in FUNCTIONS}
    function = choice(text["function"], words, "function", FUNCTIONS[0], widget=st.pills)
    moving_picture(function_stage(function, words=text.labels), text, time="z")
    st.markdown(text(f"function_{function}"))
    found = cached(studies.dead)(settings.recorded)
    rows = [[f"{rate:g}", *map(str, counts)] for rate, counts in found.items()]
    head = [text["head.rate"], *(text["seed_of"].format(seed=k) for k in studies.SEEDS)]
    cells = table(head, rows, ["--:"] * len(head))
    st.markdown(text("functions_dead", units=str(studies.WIDE), table=cells))


@folded("depth")
def depth(text: Text, settings: Mlp) -> None:
    """Activations and gradients of deep networks before training, by scale and function."""
    st.markdown(text("depth", width=str(studies.WIDTH)))
    words = {code: text[f"start.{code}"] for code in STARTS}
    start = choice(text["start"], words, "start", Mlp.defaults()["start"], widget=st.pills)
    shares, edges = cached(studies.spread)(*STARTS[start])
    norms = [studies.gradients(*STARTS[start], shares.shape[1], seed) for seed in studies.SEEDS]
    moving_picture(depth_stage(shares, edges, norms, words=text.labels), text, time="l")
    rows = [
        [words[code], *(span(ratios, short) for ratios in found)]
        for code, found in cached(studies.vanished)().items()
    ]
    head = [text["head.depth"], *map(str, studies.DEPTHS)]
    cells = table(head, rows, [":--", *["--:"] * len(studies.DEPTHS)])
    st.markdown(text("depth_table", table=cells))


@folded("digits")
def digits(text: Text, settings: Mlp) -> None:
    """A digit that the reader draws, read by a network of one hidden layer."""
    from core.data.digits import splits

    images, right = splits()["heldout"]
    st.markdown(text("digits", training=f"{len(splits()['training'][0]):,}", H=str(shown.SHOWN)))
    begins, drawn = shown.write(images[settings.example]), shown.read(settings.image)
    with st.container(horizontal=True):
        other = (settings.example + 1) % EXAMPLES
        st.button(text["example"], key="other_image", on_click=partial(_begin, "example", other))
        st.button(text["clear"], key="clear", on_click=partial(_begin, "image", "0" * PIXELS))
    seen = shown.see(images[settings.example] if drawn is None else drawn)
    stage = digit_stage(seen, begins, settings.image, words=text.labels)
    moving_picture(stage, text, Mlp, time="k")
    first, second = np.argsort(-seen.p)[:2]
    live = {"first": str(first), "p": _probability(float(seen.p[first])), "second": str(second)}
    st.markdown(text("digits_said", **live))
    if drawn is None:
        st.markdown(text("digits_right", digit=str(right[settings.example])))
    rows = [[str(H) if H else text["head.softmax"], span(found, _tenths)]
            for H, found in shown.scores().items()]  # fmt: skip
    cells = table(["H", text["head.heldout"]], rows, [":--", "--:"])
    st.markdown(text("digits_scores", table=cells, n=str(len(images))))


def _begin(name: str, value: str | int) -> None:
    """Begin to draw on another image, or on an empty one."""
    set_one(Mlp, "image", "")
    set_one(Mlp, name, value)


def _probability(p: float) -> str:
    """A probability after its name; one that is nearly 1 is not rounded to it."""
    return "> 0.999" if p >= 0.9995 else f"= {p:.3f}"


def _tenths(share: float) -> str:
    """A share in per cent with a digit behind the point."""
    return f"{100 * share:.1f}%"


@folded("cost")
def cost(text: Text) -> None:
    """The numbers of a dense layer, counted."""
    shapes = {"64 → 32 → 10": (64, 32, 10), "512 · 512 → 100": (512 * 512, 100),
              "3 · 512 · 512 → 100": (3 * 512 * 512, 100)}  # fmt: skip
    rows = []
    for name, sizes in shapes.items():
        weights = sum(a * b for a, b in pairwise(sizes))
        rows.append([name, f"{weights:,}", f"{sum(sizes[1:]):,}", f"{weights:,}"])
    head = [text[f"head.{name}"] for name in ("shape", "weights", "biases", "products")]
    st.markdown(text("cost", table=table(head, rows, [":--", *["--:"] * 3])))


@folded("mistakes")
def mistakes(text: Text) -> None:
    """What is often said or built wrongly."""
    st.markdown(text("mistakes"))


@folded("hood")
def hood(text: Text, settings: Mlp) -> None:
    """The forward and the backward pass as code, and how far they are from torch's."""
    from core.lessons.mlp.parity import difference

    values, slopes = cached(difference)(settings.recorded)
    st.markdown(text("hood", values=short(values), slopes=short(slopes)))
    for function in (Networks.forward, Networks.backward):
        st.code(source(function), language="python")
