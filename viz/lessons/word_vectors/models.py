"""The same words on the maps of several networks; the clock goes from one network to the next."""

from collections.abc import Mapping

import numpy as np

from core.lessons.word_vectors.models import Maps, nearest_in
from core.lessons.word_vectors.settings import NAMED
from viz.lessons.word_vectors.learning import LINKS, RANKS, glosses_of
from viz.view import Clock, Stage
from viz.views.vectors.closest import closest
from viz.views.vectors.word_map import word_map

Words = Mapping[str, str]


def models_stage(found: Maps, word: str, *, words: Words) -> Stage:
    """Return the map and the words nearest to ``word`` in each network."""
    n = min(found.followed, NAMED)
    named, picked = found.words[:n], found.words.index(word) if word in found.words else 0
    order, values = nearest_in(found, picked, RANKS)
    names = [[found.words[place] for place in row] for row in order]
    labels = tuple(words[f"model.{model}"] for model in found.models)
    clock = Clock(
        length=len(labels), label=labels[0], labels=labels, speed=0.5, autoplay=False, loop=False
    )
    views = (
        word_map(
            named,
            found.places[:, :n].astype(np.float32),
            found.places[:, n:].astype(np.float32),
            words=words,
            cosines=found.cosines[:, picked, :n],
            near=order[:, :LINKS],
            others=found.words[n:],
            glosses=glosses_of(named, words),
            title=words["models_map"],
        ),
        closest(
            names,
            values,
            words=words,
            asked=found.words[picked],
            glosses=glosses_of(sorted({w for row in names for w in row}), words),
            title=words["nearest_to"].format(word=found.words[picked]),
        ),
    )
    return Stage(
        name="word_vectors_models",
        clock=clock,
        views=views,
        words=words,
        picked={"word": picked},
    )
