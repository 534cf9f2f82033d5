"""The sizes of our Transformer. Free of torch."""

from dataclasses import dataclass

from core.errors import InputError

POSITIONS = ("none", "sinusoidal", "learned", "rope", "alibi", "common_bug")


@dataclass(frozen=True, kw_only=True)
class TransformerConfig:
    """The sizes of a Transformer, checked when they are made.

    Raises:
        InputError: a size that cannot work, or positions that are not known.
    """

    vocabulary: int  # symbols
    d: int = 64  # channels of the residual stream
    heads: int = 4  # of each layer; each has d / heads channels
    layers: int = 2
    mlp: int = 256  # hidden units
    positions: str = "learned"  # one of `POSITIONS`
    longest: int = 64  # positions that "learned" has; the others have no end
    causal: bool = True  # nobody looks ahead, unless `run` is given another mask

    def __post_init__(self) -> None:
        if self.positions not in POSITIONS:
            raise InputError("positions", f"one of {', '.join(POSITIONS)}", self.positions)
        for field in ("vocabulary", "d", "heads", "layers", "mlp", "longest"):
            if getattr(self, field) < 1:
                raise InputError(field, "at least 1", getattr(self, field))
        if self.d % (2 * self.heads):
            raise InputError("d", f"a multiple of {2 * self.heads} with {self.heads} heads", self.d)
