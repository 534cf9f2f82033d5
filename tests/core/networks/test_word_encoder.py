"""The word encoder: torch's own layers, words that come and go, and its card."""

from random import Random

import pytest
import torch

from core.data.chinese_english import drawn, sentence
from core.errors import InputError
from core.networks.word_encoder import LAYERS, MASK, NAME, PADDING, word_encoder
from core.recorders.record import record
from core.shipped import store as shipped
from core.shipped.word_encoder import load_word_encoder, random_word_encoder

WORDS = ("a", "cat", "sees", "the", "tree")


def made(seed=0):
    model = word_encoder(WORDS, torch.Generator().manual_seed(seed))
    return model.requires_grad_(False)


def test_words_are_places_in_the_vocabulary():
    model = made()
    assert model.words == (MASK, PADDING, *WORDS)
    assert model.encode(("the", MASK, "sees")).tolist() == [5, 0, 4]
    for words, value in ((("the", "dog", "fox"), "dog fox"), ((), "none")):
        with pytest.raises(InputError, match=f"words must be known to the encoder, got {value}"):
            model.encode(words)


def test_padding_changes_nothing():
    model = made()
    alone = model(model.encode(("the", "cat", "sees"))[None])
    tokens = model.encode(("the", "cat", "sees", PADDING, PADDING))[None]
    padded = model(tokens, tokens == model.places[PADDING])
    assert torch.allclose(padded[:, :3], alone, atol=1e-5)


def test_without_positions_a_shuffle_only_shuffles():
    model, order = made(), torch.tensor([2, 0, 1])
    tokens = model.encode(("the", "cat", "sees"))
    plain = model.encoder(model.embed(tokens, positions=False)[None])
    shuffled = model.encoder(model.embed(tokens[order], positions=False)[None])
    assert torch.allclose(plain[:, order], shuffled, atol=1e-5)
    assert not torch.allclose(model(tokens[None])[:, order], model(tokens[order][None]), atol=1e-2)


def test_its_attention_can_be_recorded():
    model = made()
    words = ("the", "cat", "sees", "a", "tree")
    recording = record(model.encoder, model.embed(model.encode(words)), words)
    assert [trace.layer for trace in recording.traces] == list(range(LAYERS))
    assert recording.traces[0].tokens == words
    logits = model.readout(recording.output)
    assert torch.allclose(logits, model(model.encode(words)[None])[0], atol=1e-5)


def test_the_generator_alone_decides_the_weights():
    before = torch.get_rng_state()
    one, same, other = (made(seed).state_dict() for seed in (0, 0, 1))
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(one[name], same[name]) for name in one)
    assert not torch.equal(one["embedding.weight"], other["embedding.weight"])


def accuracy(model, sentences):
    """How often the middle word is the likeliest where it is masked."""
    right = 0
    for words in sentences:
        place = len(words) // 2
        tokens = model.encode(words).index_fill(0, torch.tensor(place), 0)
        right += model.words[model(tokens[None])[0, place].argmax()] == words[place]
    return right / len(sentences)


def test_it_fills_in_words_of_new_sentences_as_its_card_says():
    card, rng = shipped.card(NAME), Random("new sentences")  # noqa: S311
    new = [drawn(rng, sentence)[0].target for _ in range(150)]
    model = load_word_encoder()
    assert list(model.words[2:]) == card["words"]
    assert accuracy(model, new) == pytest.approx(card["heldout"]["accuracy"], abs=0.12)
    assert accuracy(random_word_encoder(), new) < 0.05
    assert [seed["seed"] for seed in card["seeds"]] == [0, 1, 2]
    assert card["commonest word"]["accuracy"] < card["heldout"]["accuracy"] / 2
