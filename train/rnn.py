"""The word-level RNN: trained on our own English sentences, and what its lesson measures of it."""

import json
from collections.abc import Sequence
from functools import cache, partial

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.english import Sentence, sentences
from core.draws import CONTROL_SEED, WEIGHTS, stream
from core.lessons.rnn.settings import STUDY
from core.lessons.rnn.study import COPIES, Networks, bits, padded, study
from core.networks.word_model import WordModel, word_model
from core.shipped.word_model import NAME
from train.lessons import record
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

BUDGET = Budget(steps=5000, batch=64, rate=0.004)
DATA = "the English side of our own Chinese–English grammar, core/data/chinese_english"


def make() -> None:
    """Train with every seed, write the first; record and measure."""
    whole = [train(seed, sentences()[0]) for seed in SEEDS]
    write(NAME, BUDGET, whole, measure, _start(CONTROL_SEED), data=DATA, words=list(words()))
    record("rnn")
    save_study(whole)


def save_study(whole: Sequence[Fit[WordModel]]) -> None:
    """Train the networks that only the study needs, and measure all."""
    short = [sentence for sentence in sentences()[0] if len(sentence) <= COPIES + 1]
    networks = Networks(
        trained=[fitted.model for fitted in whole],
        untrained=[_start(CONTROL_SEED + seed) for seed in SEEDS],
        shared=[train(seed, short).model for seed in SEEDS],
        unshared=[train(seed, short, COPIES).model for seed in SEEDS],
    )
    STUDY.write_text(json.dumps(study(networks), indent=1) + "\n", "utf-8")


@cache
def words() -> tuple[str, ...]:
    """The vocabulary: every word of the training sentences."""
    return tuple(sorted({word for sentence in sentences()[0] for word in sentence}))


def _start(seed: int, copies: int = 1) -> WordModel:
    return word_model(words(), stream(seed, WEIGHTS), copies)


def train(seed: int, learnt: Sequence[Sentence], copies: int = 1) -> Fit[WordModel]:
    """Train one network to say the next word of these sentences."""
    model = _start(seed, copies)
    return fit(model, BUDGET, seed, partial(_loss, padded(model, learnt)))


def _loss(tokens: Tensor, model: WordModel, generator: torch.Generator) -> Tensor:
    drawn = tokens[torch.randint(len(tokens), (BUDGET.batch,), generator=generator)]
    if len(model.recurrent) == 1:  # copies have a part in every update, also of short sentences
        drawn = drawn[:, : int((drawn >= 0).sum(1).max())]
    logits = model(drawn[:, :-1].clamp(min=0))
    return cross_entropy(logits.flatten(0, 1), drawn[:, 1:].flatten(), ignore_index=-1)


def measure(model: WordModel) -> dict[str, float]:
    """Bits per word on held-out sentences, and beside them those of single words' frequencies."""
    learnt, new = sentences()
    found = {"bits": bits(model, new), "bits by frequency": frequency(learnt, new)}
    return {name: round(value, 4) for name, value in found.items()}


def frequency(learnt: Sequence[Sentence], new: Sequence[Sentence]) -> float:
    """Bits per word of a model that only knows how often each word is not the first one."""
    counts = torch.zeros(len(words()))
    places = {word: place for place, word in enumerate(words())}
    for sentence in learnt:
        for word in sentence[1:]:
            counts[places[word]] += 1
    shares = (counts / counts.sum()).log2()
    asked = [places[word] for sentence in new for word in sentence[1:]]
    return -shares[torch.tensor(asked)].mean().item()


MAKERS = {NAME: make}
