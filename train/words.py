"""The encoder of English sentences: trained to fill in masked words."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core.data.chinese_english import splits
from core.draws import CONTROL_SEED, FRESH, WEIGHTS, stream
from core.lessons.self_attention.run import unscaled
from core.networks.word_encoder import MASK, NAME, PADDING, WordEncoder, word_encoder
from core.shipped import store as shipped
from train.runs import SEEDS
from train.transformers import Budget, Fit, fit, write

BUDGET = Budget(steps=5000, batch=64)
DATA = "the English side of our own Chinese–English grammar, core/data/chinese_english"
MASKED = 0.25  # share of the words of a training sentence, at least one; Devlin et al. 2019: 0.15
WITHOUT_SCALE = "heldout without the scale"  # in the card
HELD_OUT = {"sentences": 2000, "seed": 1}  # one word of each is masked

Sentences = Sequence[tuple[str, ...]]


def words(sentences: Sentences) -> list[str]:
    """All different words, in alphabetical order."""
    return sorted({word for sentence in sentences for word in sentence})


def train(seed: int) -> Fit[WordEncoder]:
    """Fill in the masked words of random sentences."""
    sentences = [pair.target for pair in splits().train]
    model = word_encoder(words(sentences), stream(seed, WEIGHTS))
    tokens, padding = padded(model, sentences)
    return fit(model, BUDGET, seed, partial(_loss, tokens, padding))


def make() -> None:
    """Train with every seed, and write the first with its card."""
    ship([train(seed) for seed in SEEDS])
    judge_without_scale()


def ship(fits: list[Fit[WordEncoder]]) -> None:
    """Write the first of these runs with its card."""
    known = fits[0].model.words[2:]
    control = word_encoder(known, stream(CONTROL_SEED, WEIGHTS)).requires_grad_(False)
    about = {"data": DATA, "held-out sentences": HELD_OUT, "commonest word": commonest()}
    write(NAME, BUDGET, fits, measure, control, **about, words=known)


def judge_without_scale() -> None:
    """Write into the card what the shipped encoder can do where scores are not divided by √d_k."""
    shipped.save_card(NAME, shipped.card(NAME) | {WITHOUT_SCALE: measure(unscaled())})


def commonest() -> dict[str, Any]:
    """The word that stands most often in training, and how often it is right: the other control."""
    counts = Counter(word for pair in splits().train for word in pair.target)
    word = counts.most_common(1)[0][0]
    answers = [sentence[place] for sentence, place in questions()]
    return {"word": word, "accuracy": round(answers.count(word) / len(answers), 4)}


def questions() -> list[tuple[tuple[str, ...], int]]:
    """The held-out sentences, and the place in each that is masked."""
    generator = stream(HELD_OUT["seed"], FRESH)
    sentences = [pair.target for pair in splits().held_out[: HELD_OUT["sentences"]]]
    draws = torch.rand(len(sentences), generator=generator).tolist()
    return [(s, int(draw * len(s))) for s, draw in zip(sentences, draws, strict=True)]


@torch.no_grad()
def measure(model: WordEncoder) -> dict[str, float]:
    """The share of held-out sentences whose masked word is the likeliest, and five likeliest."""
    asked = questions()
    tokens, padding = padded(model, [sentence for sentence, _ in asked])
    rows, places = torch.arange(len(asked)), torch.tensor([place for _, place in asked])
    answers = tokens[rows, places]
    asking = tokens.index_put((rows, places), torch.tensor(model.places[MASK]))
    logits = model(asking, padding)[rows, places]
    ranks = (logits > logits.gather(1, answers[:, None])).sum(dim=1)
    return {
        "accuracy": round((ranks < 1).double().mean().item(), 4),
        "among five": round((ranks < 5).double().mean().item(), 4),
        "bits": round(cross_entropy(logits, answers).item() / math.log(2), 4),
    }


def padded(model: WordEncoder, sentences: Sentences) -> tuple[Tensor, Tensor]:
    """Sentences as one table (n, time), and where no word is, True."""
    longest = max(map(len, sentences))
    filled = [(*s, *[PADDING] * (longest - len(s))) for s in sentences]
    tokens = torch.stack([model.encode(row) for row in filled])
    return tokens, tokens == model.places[PADDING]


def _loss(
    tokens: Tensor, padding: Tensor, model: WordEncoder, generator: torch.Generator
) -> Tensor:
    chosen = torch.randint(len(tokens), (BUDGET.batch,), generator=generator)
    empty = padding[chosen]
    longest = int((~empty).sum(dim=1).max())
    tokens, empty = tokens[chosen, :longest], empty[:, :longest]
    draws = torch.rand(tokens.shape, generator=generator).masked_fill(empty, 2.0)
    hidden = (draws < MASKED) | (draws == draws.amin(dim=1, keepdim=True))
    logits = model(tokens.masked_fill(hidden, model.places[MASK]), empty)
    return cross_entropy(logits[hidden], tokens[hidden])


MAKERS = {NAME: make}
