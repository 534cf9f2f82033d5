"""Words become vectors because of the words beside them; then near means used alike.

Mikolov et al. 2013, "Efficient estimation of word representations in vector space" and
"Distributed representations of words and phrases and their compositionality". The trainings are
shipped recordings, and nothing here loads torch.
"""

from functools import lru_cache

import numpy as np

from core.lessons.word_vectors.settings import OPTIONS, WordVectors
from core.shipped.word_vectors import load_vectors
from core.traces.base import Array
from core.traces.word_vectors import LearningTrace
from core.word_vectors.likeness import cosines, nearest, unit


def record_lesson(settings: WordVectors) -> LearningTrace:
    """The recorded training of a text and an architecture."""
    return load_vectors(settings.corpus, settings.architecture)


def followed_cosines(trace: LearningTrace, word: int) -> Array:
    """The cosine of one followed word with each of them at every recorded step, (time, word)."""
    directions = unit(trace.vectors.astype(np.float64))
    return np.einsum("twh,th->tw", directions, directions[:, word])


@lru_cache(maxsize=32)
def option_cosines(corpus: str, architecture: str, asked: str) -> dict[str, float]:
    """The cosine of a word that is asked about with each option, after the last step."""
    trace = load_vectors(corpus, architecture)
    place = trace.vocabulary.index(asked)
    found = cosines(trace.W.astype(np.float64), trace.W[place].astype(np.float64)[None])[0]
    return {word: float(found[trace.vocabulary.index(word)]) for word in OPTIONS[corpus][asked]}


def answer(settings: WordVectors, asked: str) -> str:
    """The option whose vector is nearest, as its place in a link: "1", "2" …"""
    found = option_cosines(settings.corpus, settings.architecture, asked)
    return str(list(found).index(max(found, key=found.__getitem__)) + 1)


def nearest_word(trace: LearningTrace, word: str) -> tuple[str, float]:
    """The word of the whole vocabulary with the largest cosine after the last step, and that."""
    (place,), (cosine,) = nearest(trace.W.astype(np.float64), trace.vocabulary.index(word), 1)
    return trace.vocabulary[place], float(cosine)


def nearest_again(trace: LearningTrace, word: str) -> tuple[str, ...]:
    """The nearest word after each of the other trainings, which have other seeds."""
    asked = trace.vocabulary.index(word)
    tables = trace.again.astype(np.float64)
    return tuple(trace.vocabulary[nearest(table, asked, 1)[0][0]] for table in tables)


def snippet(settings: WordVectors) -> str:
    """Return Python that trains for a while and prints the words nearest to one."""
    word = load_vectors(settings.corpus, settings.architecture).followed[settings.word]
    return f"""from core.data.word_texts import word_text
from core.word_vectors.likeness import nearest
from core.word_vectors.training import Budget, Training

text = word_text({settings.corpus!r})
budget = Budget(architecture={settings.architecture!r}, epochs=1)  # the film has more
training = Training(text, budget, seed=0)
training.run()
places, cosines = nearest(training.W, text.places[{word!r}], 8)
for place, cosine in zip(places, cosines):
    print(f"{{text.words[place]:>15}} {{cosine:.3f}}")
"""


def table(trace: LearningTrace) -> str:
    """Return the places on the map and the vectors of all words as CSV.

    Columns: quantity ("position" at each recorded step for the followed words, "W" and "C" after
    the last one), time (the step), position (of the word in the vocabulary, from 1), word, axis,
    and value.
    """
    import pandas as pd

    place = {word: k for k, word in enumerate(trace.vocabulary)}
    named = np.array([place[word] for word in trace.followed])
    every = np.arange(len(place))

    def rows(quantity: str, values: Array, steps: Array, places: Array) -> pd.DataFrame:
        t, w, a = np.indices(values.shape).reshape(3, -1)
        columns = {
            "quantity": quantity,
            "time": steps[t],
            "position": places[w] + 1,
            "word": np.array(trace.vocabulary)[places[w]],
            "axis": a,
            "value": values.ravel().astype(np.float64),
        }
        return pd.DataFrame(columns)

    parts = [
        rows("position", trace.positions[:, named], trace.steps, named),
        rows("W", trace.W[None], trace.steps[-1:], every),
        rows("C", trace.C[None], trace.steps[-1:], every),
    ]
    return pd.concat(parts).to_csv(index=False, float_format="%.4f")
