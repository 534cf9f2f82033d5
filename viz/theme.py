"""Every colour of Unrolled, once, for the light and the dark theme.

A quantity keeps its colour on every page. Colours that are shown together (`TOGETHER`) can be
told apart under the three kinds of colour blindness (Machado, Oliveira & Fernandes 2009), and each
is legible as text (WCAG 2.2: contrast ≥ 4.5) on the surfaces of its theme. The ramps are lists of
evenly spaced stops; the low end of `magnitude` and the middle of `diverging` are the colour of an
empty cell, so that what has vanished is seen to have vanished.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Colour(NamedTuple):
    """One colour in both themes, as #rrggbb."""

    light: str
    dark: str

    def on(self, dark: bool) -> str:
        """Return the colour for a dark or a light background."""
        return self.dark if dark else self.light


class Ramp(NamedTuple):
    """Evenly spaced stops of a colour scale in both themes, low to high."""

    light: tuple[str, ...]
    dark: tuple[str, ...]

    def on(self, dark: bool) -> tuple[str, ...]:
        """Return the stops for a dark or a light background."""
        return self.dark if dark else self.light


SURFACES: Mapping[str, Colour] = MappingProxyType(
    {
        "bg": Colour("#fbfaf7", "#12171d"),
        "card": Colour("#ffffff", "#1a2129"),
        "empty": Colour("#eef0f1", "#242d36"),  # a cell without a value
        "line": Colour("#dfe3e6", "#2e3842"),  # hairlines
        "edge": Colour("#87919b", "#6f7c88"),  # what must be seen: links, axes, outlines
        "dim": Colour("#5f6b78", "#9aa7b3"),  # secondary text
        "ink": Colour("#1d2733", "#e8ecef"),
        "accent": Colour("#0b5c8f", "#67b7e6"),
    }
)

CODES: Mapping[str, Colour] = MappingProxyType(
    {
        # networks
        "rnn": Colour("#c24a18", "#f08a5d"),
        "gru": Colour("#1f8060", "#84dfbd"),
        "lstm": Colour("#1d4f96", "#6aa3ee"),
        "lstm_bias": Colour("#1d4f96", "#6aa3ee"),  # an LSTM too: told apart by its dashes
        # quantities of recurrent networks, named as torch and the papers name them
        "f": Colour("#377f73", "#b5f7e2"),
        "i": Colour("#886b2d", "#eddc78"),
        "g": Colour("#4e1934", "#e05982"),
        "o": Colour("#510a8e", "#8c73f4"),
        "c": Colour("#832f2f", "#e3a39b"),
        "h": Colour("#2a5781", "#81c7e1"),
        "r": Colour("#886b2d", "#eddc78"),
        "z": Colour("#377f73", "#b5f7e2"),  # torch's z keeps, as f does
        "n": Colour("#4e1934", "#e05982"),  # the candidate, as g
        "x": Colour("#5f6b78", "#9aa7b3"),
        "gradient": Colour("#9e2674", "#e0589e"),
        "right": Colour("#1f8060", "#84dfbd"),  # a guess that was right
        "wrong": Colour("#b3261e", "#ff8f85"),  # a word, or a guess, that is not the right one
        "free": Colour("#1d4f96", "#6aa3ee"),  # a decoder that reads its own words …
        "taught": Colour("#7a5c00", "#e6c15a"),  # … and one that reads the right ones
        # attention
        "q": Colour("#c24a18", "#f08a5d"),
        "k": Colour("#1f8060", "#84dfbd"),
        "v": Colour("#1d4f96", "#6aa3ee"),
        "sgd": Colour("#886b2d", "#eddc78"),  # optimizers
        "momentum": Colour("#2a5781", "#81c7e1"),
        "rmsprop": Colour("#377f73", "#b5f7e2"),
        "adam": Colour("#4e1934", "#e05982"),
        "gold": Colour("#946200", "#f5c542"),  # the links that a bilingual reader would draw
    }
)

# The steps from the RNN to the LSTM: the ends have their network's colour, a step between them that
# of the letter it brings.
DERIVATION: Mapping[str, str] = MappingProxyType(
    {"plain": "rnn", "add": "g", "forget": "f", "input": "i", "output": "lstm"}
)

# The groups that appear in one picture.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("rnn", "gru", "lstm"),
    ("f", "i", "g", "o", "c", "h"),
    ("r", "z", "n", "h"),
    ("q", "k", "v"),
    ("free", "taught"),
    ("sgd", "momentum", "rmsprop", "adam"),
)

RAMPS: Mapping[str, Ramp] = MappingProxyType(
    {
        "log": Ramp(  # magnitudes, on a log scale
            ("#eef0f1", "#dae3ea", "#c6d6e2", "#a4c0d8", "#81aacd",
             "#668dbf", "#4a70b0", "#584096", "#9e2674", "#d62839"),
            ("#242d36", "#293949", "#2e445c", "#34567a", "#3a6898",
             "#4d72b3", "#607ccd", "#966ad0", "#e0589e", "#ff7068"),
        ),
        "sequential": Ramp(  # probabilities, 0 to 1
            ("#eef0f1", "#c9dbe6", "#94bcd3", "#5596bb", "#0b5c8f", "#073a5c"),
            ("#242d36", "#1f435c", "#226285", "#3487b3", "#67b7e6", "#d3ecfa"),
        ),
        "diverging": Ramp(  # signed values, zero in the middle
            ("#1d4f96", "#5f8cc4", "#aec6df", "#eef0f1", "#ebbf9f", "#d98147", "#a8400f"),
            ("#7db3f0", "#4a7cb8", "#2f4f74", "#242d36", "#6e4530", "#b9693f", "#f59a6d"),
        ),
    }
)  # fmt: skip

FONT = (
    '"Source Sans 3","Source Sans Pro","Source Sans",-apple-system,"Segoe UI",Roboto,'
    '"Helvetica Neue",Arial,"Liberation Sans","PingFang SC","Hiragino Sans GB","Microsoft YaHei",'
    '"Noto Sans CJK SC","Noto Sans SC",sans-serif'
)


def colour(code: str, dark: bool = False) -> str:
    """Return the colour of a network, a quantity or a surface as #rrggbb."""
    table = CODES if code in CODES else SURFACES
    return table[code].on(dark)


def ramp(dark: bool = False, kind: str = "log") -> tuple[str, ...]:
    """Return the evenly spaced stops of a ramp: "log", "sequential" or "diverging"."""
    return RAMPS[kind].on(dark)


def plotly_ramp(dark: bool = False, kind: str = "log") -> list[tuple[float, str]]:
    """Return a ramp as a plotly colour scale: pairs of position in 0–1 and colour."""
    stops = ramp(dark, kind)
    return [(index / (len(stops) - 1), stop) for index, stop in enumerate(stops)]


def css_variables() -> str:
    """Return all colours as CSS variables of `.stage`; `data-theme="dark"` switches them."""
    return (
        f".stage{{--font:{FONT};{_declarations(dark=False)}}}\n"
        f'.stage[data-theme="dark"]{{{_declarations(dark=True)}}}\n'
    )


def _declarations(dark: bool) -> str:
    pairs = {code: pair.on(dark) for code, pair in {**SURFACES, **CODES}.items()}
    pairs |= {f"ramp-{kind}": ",".join(stops.on(dark)) for kind, stops in RAMPS.items()}
    return "".join(f"--{name}:{value};" for name, value in pairs.items())
