"""The settings of a gated recurrent unit: task, conventions, and a gate that is held."""

from dataclasses import dataclass

from core.lessons.settings import Settings, between, one_of, phrase
from core.shipped.store import FOLDER

SEEDS_FILE = FOLDER / "gru_seeds.safetensors"  # the trained weights of all seeds
STUDY = FOLDER / "gru_study.json"  # what core/lessons/gru/study.py has measured
TASKS = ("adding", "temporal_order")
SEEDS = (0, 1, 2)
HIDDEN = 32  # units of the networks that learnt a task
CELLS = 128  # units of the character model
SENTENCE = 'The name "self" has no special meaning, but "super" does.'


@dataclass(frozen=True, kw_only=True)
class GRU(Settings):
    """What the reader may set. A gate is held from step ``since`` on, counted from 1.

    ``unit`` is that of a network that learnt a task, ``cell`` that of the character model, which
    reads ``sentence``.
    """

    unit: int = between(13, 0, HIDDEN - 1, shown=True)
    cell: int = between(34, 0, CELLS - 1, shown=True)
    task: str = one_of("adding", (*TASKS, "text"))
    sentence: str = phrase(SENTENCE, 2, 200)
    example: int = between(0, 0, 99)
    length: int = between(40, 20, 120, 10)
    reset: str = one_of("after", ("after", "before"))
    update: str = one_of("keep", ("keep", "replace"))
    hold: str = one_of("none", ("none", "r_mean", "z_mean", "r_one", "r_zero", "z_one", "z_zero"))
    since: int = between(1, 1, 120)
    order: str = one_of("keep", ("keep", "index", "variance", "correlation"), shown=True)
    show: str = one_of("unit", ("unit", "units"), shown=True)

    @property
    def which(self) -> str:
        """The name of the setting that says which unit is shown."""
        return "cell" if self.task == "text" else "unit"

    @property
    def picked(self) -> dict[str, int]:
        """The unit that is shown, which is picked in the picture and by its control."""
        return {self.which: self.shown}

    @property
    def shown(self) -> int:
        """The unit that is shown."""
        return getattr(self, self.which)
