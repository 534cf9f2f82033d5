"""Parts that are taken from an encoder–decoder Transformer. Free of torch.

A sublayer goes by its code: side, layer, kind. "e1s" is the self-attention of the encoder's layer
1, "d2c" the cross-attention of the decoder's layer 2, "d2f" its feed-forward network.
"""

from dataclasses import dataclass

from core.errors import InputError

ENCODER, DECODER = "e", "d"
SELF, CROSS, FEED = "s", "c", "f"
KINDS = {ENCODER: (SELF, FEED), DECODER: (SELF, CROSS, FEED)}  # of a layer, in this order


def codes(side: str, layers: int) -> tuple[str, ...]:
    """The sublayers of one side, in the order in which they work."""
    return tuple(f"{side}{layer}{kind}" for layer in range(1, layers + 1) for kind in KINDS[side])


def all_codes(layers: int) -> tuple[str, ...]:
    """Every sublayer of a model, the encoder's first."""
    return codes(ENCODER, layers) + codes(DECODER, layers)


BACK = ("", "word", "position")


@dataclass(frozen=True, kw_only=True)
class Ablation:
    """What is taken away; nothing, as it stands.

    Attributes:
        off: sublayers that add nothing: x ← x.
        cut: sublayers around which the line is cut, so that only what they write goes on:
            x ← f(x). It removes everything that the line has carried so far.
        back: what is put back behind a cut in the encoder, "word" or "position"; "" for nothing.
        heads: (code, head from 0) of heads whose output is 0.
        positions: the number of the first position, None for no positions at all.
        norm: False leaves out every layer norm.
        causal: False lets the decoder's self-attention look ahead.
    """

    off: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()
    back: str = ""
    heads: frozenset[tuple[str, int]] = frozenset()
    positions: int | None = 0
    norm: bool = True
    causal: bool = True

    def check(self, layers: int, heads: int) -> None:
        """Refuse what a model of this size does not have.

        Raises:
            InputError: a sublayer or a head that there is not, or a position below 0.
        """
        known = all_codes(layers)
        for field, given in (("off", self.off), ("cut", self.cut)):
            for code in sorted(given - frozenset(known)):
                raise InputError(field, f"among {', '.join(known)}", code)
        if self.back not in BACK:
            raise InputError("back", f"one of {', '.join(BACK[1:])}, or nothing", self.back)
        attention = [code for code in known if code[-1] != FEED]
        for code, head in sorted(self.heads):
            if code not in attention or not 0 <= head < heads:
                rule = f"0–{heads - 1} of {', '.join(attention)}"
                raise InputError("heads", rule, (code, head))
        if self.positions is not None and self.positions < 0:
            raise InputError("positions", "at least 0", self.positions)

    def dropped(self, code: str) -> tuple[int, ...]:
        """The heads of a sublayer whose output is 0."""
        return tuple(sorted(head for at, head in self.heads if at == code))


INTACT = Ablation()
