"""The settings of a model of the reader's own, and what the lesson records of it."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase
from core.measures.ordering import SORTS
from core.traces.diagnosis import Diagnosis
from core.traces.recurrent import GradientTrace, RecurrentTrace
from core.uploads.module_shape import ModuleShape

EXAMPLES = ("lstm", "lstm_bias", "gru", "rnn")  # all trained on the adding problem, equally
LOOKED_UP = ("ids", "tokens")  # sources that are read through an embedding: drawn, or given
NONLINEARITIES = ("tanh", "relu")  # of an nn.RNN: its state_dict does not say which


@dataclass(frozen=True, kw_only=True)
class YourModel(Settings):
    """What the reader may set, but for files. ``place`` and ``unit`` are cut to what there is."""

    example: str = one_of("lstm", EXAMPLES)
    source: str = one_of("task", ("task", "random", "text", "ids", "tokens", "onehot", "csv"))
    sentence: str = phrase("The cat that sat on the mat was ", 2, 200)
    tokens: str = phrase("0 1 1 0 1 0 0 1", 1, 800)
    length: int = between(40, 10, 200)
    seed: int = between(0, 0, 99)
    nonlinearity: str = one_of("tanh", NONLINEARITIES)
    place: int = between(0, 0, 99)
    look: str = one_of("gradient", ("gradient", "unit", "units"), shown=True)
    sort: str = one_of("unit", SORTS, shown=True)
    unit: int = between(0, 0, 9_999, shown=True)
    first: int = between(-1, -1, 9_999, shown=True)  # of the units of a large layer; −1: see viz


@dataclass(frozen=True, eq=False, kw_only=True)
class Lesson:
    """One layer in one direction at work, beside a fresh model of the same shape."""

    shape: ModuleShape
    trace: RecurrentTrace
    gradient: GradientTrace
    fresh_gradient: GradientTrace
    diagnosis: Diagnosis
    fresh_diagnosis: Diagnosis
