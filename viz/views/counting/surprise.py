"""A running text whose tokens are coloured by their surprise; the mean so far is its perplexity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.marks import Scale
from viz.numbers import short
from viz.view import View, ViewError

TOP = 12  # bits at the end of the scale: one of 4096 that are equally likely


@dataclass(frozen=True, kw_only=True)
class Surprise:
    """A token of the text.

    `bits`: −log₂ of its probability. `before`: the history that the model looks at, as text.
    `seen`: the longest n-gram that ends here and was seen in training (0: not even the token).
    `zero`: whether the n-gram that the model asks for was not. `special`: no token of the text
    itself (⟨/s⟩). `unknown`: the model takes it for ⟨unk⟩.
    """

    word: str
    before: str
    bits: float
    seen: int
    zero: bool = False
    special: bool = False
    unknown: bool = False


def surprise(
    tokens: Sequence[Surprise],
    *,
    words: Mapping[str, str],
    title: str = "",
    columns: int = 12,
) -> View:
    """Return the text, one token for each step of the clock; they are coloured with it.

    Args:
        tokens: at least one.
        words: "surprise_after" with {word} and {before}, "surprise_alone" with {word} (there is no
            history), "surprise_bits" with {bits}, "surprise_seen" with {seen}, "surprise_mean" with
            {count}, "surprise_perplexity" (names of the three numbers), "surprise_scale",
            "surprise_digit" and "surprise_never" (what colours, digits and lines mean),
            "surprise_summary" with {count}, {mean}, {perplexity}.
        title: of the view.
        columns: width on a wide screen, of 12.

    Raises:
        ViewError: no tokens, or one whose bits are not finite.
    """
    if not tokens:
        raise ViewError("surprise.tokens", "must be at least one, got none")
    for k, token in enumerate(tokens):
        if not 0 <= token.bits < float("inf"):
            raise ViewError(f"surprise.tokens[{k}].bits", f"must be finite, got {token.bits}")
    names = ("after", "alone", "bits", "seen", "mean", "perplexity", "digit", "never")
    above = max(token.bits for token in tokens) > TOP
    scale = Scale("sequential", 0, TOP, words["surprise_scale"])
    data = {
        "tokens": [vars(token) for token in tokens],
        "scale": {**scale.data(), "ends": ["0", f"≥ {TOP}" if above else str(TOP)]},
        "words": {name: words[f"surprise_{name}"] for name in names},
    }
    mean = sum(token.bits for token in tokens) / len(tokens)
    summary = words["surprise_summary"].format(
        count=len(tokens), mean=short(mean, 3), perplexity=short(2**mean, 3)
    )
    return View(kind="surprise", data=data, summary=summary, title=title, columns=columns)
