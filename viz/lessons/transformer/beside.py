"""One sentence, two translators, word by word: the Transformer beside the RNN with attention."""

from collections.abc import Mapping, Sequence

from core.data.sentence_pairs import Pair
from core.lessons.transformer.beside import ALL, RNN, TRANSFORMER, looks
from core.lessons.transformer.lesson import first_wrong
from core.traces.base import Array
from core.traces.stack import MachineRecording
from core.traces.translation import END, TranslationTrace
from viz.view import Clock, Stage, View
from viz.views.seq2seq.alignment import alignment
from viz.views.seq2seq.attend import Gold
from viz.views.seq2seq.gloss import Row, gloss

PREFIX = "beside."  # of the labels that the pictures show
SPEED = 2.5  # words per second
ROOM, ROW = 152, 13  # px: of a map without its rows, and of each row

Words = Mapping[str, str]


def beside_stage(
    machine: MachineRecording,
    rnn: TranslationTrace,
    pair: Pair | None,
    words: Words,
    *,
    where: str = ALL,
) -> Stage:
    """Return both translations of a sentence, and below them both maps of weights.

    Args:
        machine: what the Transformer did.
        rnn: what the RNN with attention did with the same sentence.
        pair: the right translation and its gold links, where they are known.
        words: the labels that start with ``beside.`` or ``stage.``.
        where: which cross-attention of the Transformer (`core.lessons.transformer.beside.looks`).
    """
    assert rnn.weights is not None, "only beside a model with attention"  # noqa: S101
    own = {**words} | {k.removeprefix(PREFIX): v for k, v in words.items() if k.startswith(PREFIX)}
    written = {RNN: rnn.target, TRANSFORMER: machine.decoder.target}
    maps = {RNN: rnn.weights, TRANSFORMER: looks(machine, where)}
    titles = {RNN: own["map_rnn"], TRANSFORMER: _title(where, own)}
    right = () if pair is None else (*pair.target, END)
    length = max(len(right), *map(len, written.values()))
    views = [_written(written, pair, own, length)]
    for name, target in written.items():
        views.append(_map(rnn.source, target, maps[name], pair, own, titles[name]))
    labels = tuple(own["clock"].format(word=t + 1, words=length) for t in range(length))
    clock = Clock(length=length, label="", labels=labels, speed=SPEED, autoplay=False)
    return Stage(name="beside", clock=clock, views=tuple(views), words=words)


def _title(where: str, words: Words) -> str:
    """Which cross-attention it is; heads count from 1."""
    head = where[3:] if where != ALL else ""
    if not head:
        return words[f"map_{where}"]
    return words[f"map_{where[:3]}_head"].format(head=int(head) + 1)


def _written(
    written: Mapping[str, Sequence[str]], pair: Pair | None, words: Words, length: int
) -> View:
    """The right translation and both others, word under word; the first wrong word is marked."""
    rows = []
    if pair is not None:
        right, none = _padded((*pair.target, END), length), [False] * length
        rows.append(Row(name=words["right"], words=right, wrong=none, given=True))
    for name, said in written.items():
        at = None if pair is None else first_wrong(said, (*pair.target, END))
        wrong = [place == at for place in range(length)]
        rows.append(Row(name=words[name], words=_padded(said, length), wrong=wrong))
    return gloss(rows, words)


def _padded(said: Sequence[str], length: int) -> list[str | None]:
    return [*said, *[None] * (length - len(said))]


def _map(
    source: Sequence[str],
    target: Sequence[str],
    weights: Array,
    pair: Pair | None,
    words: Words,
    title: str,
) -> View:
    """Where each word looks, with the gold links of the words before the first wrong one."""
    gold = None
    if pair is not None:
        right = first_wrong(target, (*pair.target, END))
        sure, possible = ([*map(sorted, links), []] for links in (pair.sure, pair.possible))
        gold = Gold(sure=sure[:right], possible=possible[:right])
    height = ROOM + ROW * len(target)
    return alignment(
        source, target, weights, words, gold=gold, height=height, columns=6, title=title
    )
