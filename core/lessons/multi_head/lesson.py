"""The induction model on the reader's sequence while heads are changed: what do heads do?

Olsson et al. 2022, "In-context learning and induction heads": one head notes at each symbol what
stood before it, another looks for the note that names the symbol at hand. Importing this module
does not load torch: the default sequence comes from a shipped recording.
"""

from dataclasses import replace
from functools import lru_cache

from core.lessons.multi_head.settings import Lesson, MultiHead
from core.shipped import openings


def record_lesson(settings: MultiHead) -> Lesson:
    """Record the model on the sequence; the default comes from the shipped recording.

    Raises:
        InputError: a sequence that is too short or too long.
    """
    if settings.recorded == MultiHead():
        return shipped()
    from core.lessons.multi_head.run import run

    return run(settings)


@lru_cache(maxsize=1)
def shipped() -> Lesson:
    """Read the recording of the default sequence, without torch."""
    return Lesson(**openings.load("multi_head"))


def table(lesson: Lesson, *, covered: bool = False) -> str:
    """Weights of every head, and the loss, as CSV; covered, of the intact run only."""
    import pandas as pd

    frames = [t.frame("weights").assign(layer=t.layer + 1, run="intact") for t in lesson.layers]
    frames.append(lesson.stream.frame("loss").assign(run="intact"))
    if not covered:
        changed = lesson.changed
        frames.append(changed.frame("weights").assign(layer=changed.layer + 1, run="changed"))
        frames.append(lesson.stream_changed.frame("loss").assign(run="changed"))
        frames.append(lesson.heads.frame().assign(run="one head off"))
    return pd.concat(frames).to_csv(index=False)


def snippet(settings: MultiHead, *, covered: bool = False) -> str:
    """Return Python that changes these heads, prints the loss at each symbol, and tries each.

    Covered, it changes none: which one matters is asked.
    """
    settings = replace(settings, off="") if covered else settings
    names = ("text", "times", "how", "other", "off")
    chosen = ",\n    ".join(f"{name}={getattr(settings, name)!r}" for name in names)
    load_it = "load_transformer" if settings.model == "trained" else "random_transformer"
    return f"""from core.data.induction_task import encode
from core.lessons.multi_head.run import changed_by
from core.lessons.multi_head.settings import MultiHead
from core.measures.heads import all_heads, run
from core.shipped.transformers import {load_it}

chosen = MultiHead(
    {chosen},
    model={settings.model!r},
)
words, model = chosen.words, {load_it}("induction")
tokens, vocabulary = encode(words)
names = {{"words": words, "vocabulary": vocabulary}}
intact = run(model, tokens, **names)
changed = run(model, tokens, **changed_by(chosen, model, vocabulary), **names)
for t in range(len(words) - 1):
    bits = intact.stream.loss[t], changed.stream.loss[t]
    says = intact.stream.likeliest(t, 1) + changed.stream.likeliest(t, 1)
    print(words[t], "->", words[t + 1], "bits: %.2f, changed %.2f" % bits, "expected:", *says)
for head in all_heads(model):
    print(head, "off:", run(model, tokens, off=[head]).stream.loss[:-1].mean(), "bits on average")
"""
