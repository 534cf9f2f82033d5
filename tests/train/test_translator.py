"""Training a translator: batches, one run made twice, and learning at all."""

from collections import Counter

import pytest
import torch
from torch.nn.functional import cross_entropy

from core.data.sentence_pairs import Pair
from core.networks.seq2seq.decoding import translate_all
from core.networks.seq2seq.untrained import translator
from core.traces.translation import END
from train.translator import PADDING, Batches, TranslatorConfig, train_translator

WORDS = {"一": "one", "二": "two", "三": "three", "四": "four"}


def reversal(sentence):
    """Every word is translated, in the opposite order."""
    target = tuple(WORDS[word] for word in reversed(sentence))
    links = tuple(frozenset({k}) for k in reversed(range(len(sentence))))
    return Pair(tuple(sentence), target, links, links, content=(True,) * len(target))


def sentences(n, seed=0):
    generator = torch.Generator().manual_seed(seed)
    for _ in range(n):
        length = int(torch.randint(1, 4, (), generator=generator))
        yield tuple("一二三四"[int(k)] for k in torch.randint(4, (length,), generator=generator))


PAIRS = [reversal(sentence) for sentence in sentences(200)]
TARGETS = sorted(WORDS.values())


def train(**settings):
    config = TranslatorConfig(**{"scoring": "additive", "epochs": 2, **settings})
    return train_translator(config, PAIRS, sorted(WORDS), TARGETS)


def test_every_pair_is_in_one_batch_of_an_epoch_and_nothing_else_is():
    model = translator("none", sorted(WORDS), TARGETS, torch.Generator().manual_seed(0))
    batches = Batches(model, PAIRS, 16)
    seen, shapes = Counter(), []
    for x, y in batches.shuffled(torch.Generator().manual_seed(1)):
        shapes.append(x.shape)
        assert (y != PADDING).any(dim=0).all()
        for row, target in zip(x.tolist(), y.tolist(), strict=True):
            source = tuple(model.source_words[k] for k in row)
            words = tuple(model.target_words[k] for k in target if k != PADDING)
            assert words == (*reversal(source).target, END)
            seen[source] += 1
    assert seen == Counter(pair.source for pair in PAIRS)
    assert len(shapes) == len(batches) and max(n for n, _ in shapes) == 16


def test_equal_settings_give_equal_weights_and_another_seed_gives_others():
    a, b, c = train(), train(), train(seed=1)
    for (name, first), second in zip(a.model.named_parameters(), b.model.parameters(), strict=True):
        assert torch.equal(first, second)
        assert torch.equal(first, first.half().float()), name
    assert a.losses == b.losses != c.losses


@pytest.mark.parametrize("scoring", ["additive", "dot", "general", "none"])
def test_it_learns_to_translate_backwards(scoring):
    result = train(scoring=scoring, epochs=10, batch=16, learning_rate=0.006)
    fresh = [reversal(s) for s in sentences(60, seed=1)]
    said = translate_all(result.model, [pair.source for pair in fresh])
    right = sum(words[:-1] == pair.target for words, pair in zip(said, fresh, strict=True))
    assert right >= 50
    assert result.losses[-1] < 0.2 < result.losses[0]


def test_the_loss_leaves_padding_out():
    model = translator("dot", sorted(WORDS), TARGETS, torch.Generator().manual_seed(0))
    x, y = next(Batches(model, PAIRS, 8).shuffled(torch.Generator().manual_seed(0)))
    logits = model(x, y.clamp(min=0)).logits
    loss = cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=PADDING)
    kept = [logits[i, t].log_softmax(0)[y[i, t]] for i, t in (y != PADDING).nonzero().tolist()]
    torch.testing.assert_close(loss, -torch.stack(kept).mean())
