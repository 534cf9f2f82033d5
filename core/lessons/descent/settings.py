"""The settings of four optimizers that go down the same valley."""

from dataclasses import dataclass

from core.lessons.settings import Settings, one_of, phrase

METHODS = ("sgd", "momentum", "rmsprop", "adam")
KAPPAS = ("10", "100", "1000")
ANGLES = ("0", "15", "30", "45")  # degrees
TURNED = "45"
FACTORS = {"half": 0.5, "best": 1.0, "double": 2.0}
GROUPS: dict[str, tuple[str, ...]] = {  # who may need more steps once the valley is turned
    "none": (),
    "plain": ("sgd", "momentum"),
    "rmsprop": ("rmsprop",),
    "adaptive": ("rmsprop", "adam"),
    "all": METHODS,
}


@dataclass(frozen=True, kw_only=True)
class Descent(Settings):
    """What the reader may set.

    ``kappa`` is the condition number of the valley and ``angle`` how far it is turned; ``rate`` is
    a factor on the best learning rate of each optimizer; ``start`` is the code of a point that the
    reader has placed, "" for the usual one; ``method`` is the optimizer whose step is written.
    """

    kappa: str = one_of("1000", KAPPAS)
    angle: str = one_of("0", ANGLES)
    rate: str = one_of("best", FACTORS)
    start: str = phrase("", 0, 4, picked=True)
    method: str = one_of("adam", METHODS, shown=True)
