"""What the pictures call measures, classes and examples, and what their clock says."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.lessons.perceptron.examples import Examples
from core.lessons.perceptron.film import FilmTrace

Words = Mapping[str, str]


@dataclass(frozen=True)
class Named:
    """What measures and classes are called, and one example or several."""

    measures: tuple[str, ...]
    classes: tuple[str, str]
    one: str
    several: str

    @classmethod
    def of(cls, these: Examples, words: Words, *, flowers: bool) -> "Named":
        """The words of the lesson; a file's own ones have no label and stay."""
        measures = tuple(words.get(f"measure.{code}", code) for code in these.measures)
        first, second = (words.get(f"class.{code}", code) for code in these.classes)
        kind = "flower" if flowers else "example"
        return cls(measures, (first, second), words[kind], words[f"{kind}s"])


def moment(trace: FilmTrace, t: int, named: Named, words: Words) -> str:
    """What the clock says of a step."""
    if t == 0:
        return words["clock.start"]
    number = {"p": trace.passes[t], "n": trace.example[t] + 1, "one": named.one}
    number["kind"] = named.classes[int(trace.y[trace.example[t]])]
    if trace.updated[t]:
        return words["clock.mistake"].format(**number)
    return words["clock.end"].format(**number, m=trace.mistakes[trace.passes[t] - 1])
