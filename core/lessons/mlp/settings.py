"""The settings of a multi-layer perceptron that parts points of the plane."""

from dataclasses import dataclass

from core.data.placed_points import LETTERS
from core.lessons.settings import Settings, between, one_of, phrase

ACTIVATIONS = ("relu", "tanh", "sigmoid", "none")
LAYERS = ("1", "2", "3", "10")  # hidden layers
UNITS = ("2", "4", "8", "16")  # of each hidden layer
DATA = ("circle", "moons", "xor", "own")
CLASSES = ("inside", "outside")
FUNCTIONS = ("sigmoid", "tanh", "relu", "leaky", "gelu")
STARTS = {  # of a deep network: scale and activation function
    "he": ("he", "relu"),
    "torch": ("torch", "relu"),
    "tanh": ("glorot", "tanh"),
    "sigmoid": ("glorot", "sigmoid"),
}
PIXELS, EXAMPLES = 64, 100  # of a drawn digit, and images it may begin with
GUESSES = ("1", "2", "10", "100", "never")
DEEP = 10  # hidden layers of the network without an activation function that stands beside
RATE, STEPS, EVERY = 0.02, 400, 25  # of Adam, and of the film
MOST = 40  # points of a class


@dataclass(frozen=True, kw_only=True)
class Mlp(Settings):
    """What the reader may set.

    ``inside`` and ``outside`` are codes of the points that the reader has placed, ``adds`` is the
    class that a press adds to, and ``probe`` a code of the point whose numbers are shown. Further
    down, ``function`` is the one that is drawn, ``start`` how a deep network begins, ``image`` a
    code of the digit that was drawn, and ``example`` the image that it begins with.
    """

    data: str = one_of("circle", DATA)
    activation: str = one_of("relu", ACTIVATIONS)
    layers: str = one_of("1", LAYERS)
    units: str = one_of("8", UNITS)
    seed: int = between(0, 0, 9)
    inside: str = phrase("", 0, LETTERS * MOST, picked=True)
    outside: str = phrase("", 0, LETTERS * MOST, picked=True)
    adds: str = one_of("outside", CLASSES, shown=True)
    probe: str = phrase("", 0, LETTERS, picked=True, shown=True)
    function: str = one_of("sigmoid", FUNCTIONS, shown=True)
    start: str = one_of("torch", STARTS, shown=True)
    image: str = phrase("", 0, PIXELS, picked=True, shown=True)
    example: int = between(0, 0, EXAMPLES - 1, pressed=True, shown=True)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The sizes of all layers, from the two coordinates to the one output."""
        return (2, *[int(self.units)] * int(self.layers), 1)
