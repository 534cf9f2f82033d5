"""The settings of a classifier of handwritten digits that is shown noise."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase

STRENGTHS = {"none": 1e6, "one": 1.0}  # C of scikit-learn: the penalty is |W|²/(2 C n)
DRAWS = "123"  # of noise, each with other pictures
NOISES = 1000  # pictures of a draw
SHOWN = 100  # of them that a button goes through
PIXELS = 64
GREYS = "0123456789abcdefg"  # of a pixel, as the code of a picture writes them
EMPTY = "0" * PIXELS
GUESSES = ("0.1", "0.3", "0.5", "0.7", "0.9")
LINES = ("none", "1", "2", "3", "4")  # of the code with a mistake


@dataclass(frozen=True, kw_only=True)
class Classification(Settings):
    """What the reader may set.

    ``penalty`` is that of the training, ``digit`` a held-out image, ``noise`` a picture of the
    draw, ``pixels`` what the reader has made of it ("": nothing). ``ceiling``, ``slope`` and
    ``middle`` are L, k and z₀ of the curve L/(1 + e^(−k(z − z₀))), ``line`` where the reader sees
    the mistake.
    """

    penalty: str = one_of("none", STRENGTHS)
    draw: str = one_of("1", DRAWS)
    digit: int = between(0, 0, 496, pressed=True)
    noise: int = between(3, 0, SHOWN - 1, pressed=True)
    pixels: str = phrase("", 0, PIXELS, picked=True)
    ceiling: float = between(1.0, 0.5, 1.5, 0.1, shown=True)
    slope: float = between(1.0, -2.0, 10.0, 0.5, shown=True)
    middle: float = between(0.0, -1.5, 1.5, 0.1, shown=True)
    line: str = one_of("none", LINES, shown=True)
