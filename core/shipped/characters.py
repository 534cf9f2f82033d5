"""The shipped character models: what they make of a text, and their states over a corpus.

`weights/characters_<network>.json` says how each was trained and what it can do.
"""

from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from core.data.documentation import parts
from core.data.vocabulary import CHARACTERS, encode
from core.draws import WEIGHTS, stream
from core.errors import InputError
from core.networks.assign import assign, one_of
from core.networks.character_model import CharacterModel, character_model, empty_character_model
from core.networks.recurrent import NETWORKS
from core.networks.weights import flat_weights
from core.recorders.record import record
from core.shipped import store as shipped
from core.traces.base import Array
from core.traces.characters import CharacterTrace, Prediction

FORGET_BIAS = {"lstm": 1.0}  # Jozefowicz, Zaremba & Sutskever 2015, section 2.1
RANKS = 5  # how many of the likeliest next characters are kept
CORPUS = 102_400  # characters
PIECES = 64  # that a long text is read as, all at the same time
BEFORE = 200  # characters that each piece is read from before its start
CONTROL_SEED = 1000  # of the network that never learnt anything


def name_of(network: str) -> str:
    """The name of a network's files in `weights/`.

    Raises:
        InputError: a network that is not known.
    """
    one_of("network", network, NETWORKS)
    return f"characters_{network}"


@lru_cache(len(NETWORKS))
def load_character_model(network: str) -> CharacterModel:
    """The trained model, float32, in eval mode. Everybody gets the same one: only read it.

    Raises:
        InputError: a network that is not known.
    """
    found = load_file(shipped.FOLDER / f"{name_of(network)}.safetensors")
    hidden, embedding = found["readout.weight"].shape[1], found["embedding.weight"].shape[1]
    empty = empty_character_model(network, hidden, embedding)
    model = assign(empty, {name: weight.float() for name, weight in found.items()})
    return model.requires_grad_(False)


def save_character_model(
    network: str, model: CharacterModel, folder: Path = shipped.FOLDER
) -> None:
    """Write a model's weights, float16."""
    halves = {name: weight.half() for name, weight in model.state_dict().items()}
    save_file(halves, folder / f"{name_of(network)}.safetensors")


@lru_cache(len(NETWORKS))
def random_control(network: str) -> CharacterModel:
    """The same architecture before any training: what its units do is there by chance.

    Raises:
        InputError: a network that is not known.
    """
    trained = load_character_model(network).recurrent
    sizes = (trained.hidden_size, trained.input_size)
    generator = stream(CONTROL_SEED, WEIGHTS)
    model = character_model(network, *sizes, generator, FORGET_BIAS.get(network))
    return model.requires_grad_(False)


def record_text(network: str, text: str) -> CharacterTrace:
    """Let a shipped model read a text, from a state of zeros, and keep everything.

    Args:
        network: "rnn", "gru" or "lstm".
        text: any text; it is brought into Unicode's normal form C first.

    Raises:
        InputError: a network that is not known, or a text without any character.
    """
    return record_characters(load_character_model(network), text)


@torch.no_grad()
def record_characters(model: CharacterModel, text: str) -> CharacterTrace:
    """Let any character model read a text; see `record_text`."""
    tokens = tuple(normalize("NFC", text))
    if not tokens:
        raise InputError("text", "at least 1 character", text)
    indices, _ = encode("".join(tokens))
    x = model.embedding(torch.from_numpy(indices))
    recording = record(model.recurrent, x, tokens)
    return CharacterTrace(recording.trace, prediction(model, recording.output[0], tokens))


@torch.no_grad()
def prediction(model: CharacterModel, h: Tensor, tokens: tuple[str, ...]) -> Prediction:
    """What a model reads out of its hidden states h (time, hidden) while it reads `tokens`."""
    indices, unknown = encode("".join(tokens))
    probabilities = model.readout(h).softmax(dim=-1)  # (time, vocabulary)
    top = probabilities.topk(RANKS, dim=-1)
    return Prediction(
        tokens=tokens,
        unknown=unknown,
        vocabulary=tuple(CHARACTERS),
        probabilities=probabilities.numpy(),
        top=top.indices.numpy(),
        top_probabilities=top.values.numpy(),
        surprise=_surprise(probabilities.numpy(), indices, unknown),
    )


def _surprise(probabilities: Array, indices: Array, unknown: Array) -> Array:
    """−log₂ p(x_t | what came before) for each step; NaN where there is no such number."""
    surprise = np.full(len(indices), np.nan, dtype=np.float32)
    later = np.flatnonzero(~unknown[1:]) + 1
    surprise[later] = -np.log2(probabilities[later - 1, indices[later]])
    return surprise


@lru_cache(1)
def corpus() -> str:
    """102,400 characters: held-out and validation part, then training part."""
    texts = parts()
    return (texts["heldout"] + texts["validation"] + texts["training"])[:CORPUS]


@lru_cache(len(NETWORKS))
def corpus_states(network: str) -> Array:
    """A shipped model's states over the whole `corpus()`: c of an LSTM, else h.

    Returns:
        (time, hidden), float32, read-only; the values of one unit lie side by side in memory.

    Raises:
        InputError: a network that is not known.
    """
    states = states_of(load_character_model(network), corpus())
    states.flags.writeable = False
    return states


@torch.no_grad()
def states_of(model: CharacterModel, text: str) -> Array:
    """States of any character model over a long text, (time, hidden): c of an LSTM, else h.

    The text is read as many pieces at once, each from 200 characters before its start on (the
    first one from those at the end of the text), so that every state knows what came before.
    """
    indices = encode(text)[0]
    length = -(-len(indices) // PIECES)
    around = np.pad(indices, (BEFORE, length * PIECES - len(indices)), mode="wrap")
    pieces = np.lib.stride_tricks.sliding_window_view(around, BEFORE + length)[::length]
    states = _read(model, torch.from_numpy(pieces.copy()))
    hidden = states[BEFORE:].permute(2, 1, 0)  # (hidden, piece, time)
    return hidden.flatten(1)[:, : len(text)].T.numpy()


def _read(model: CharacterModel, pieces: Tensor) -> Tensor:
    """States over pieces (piece, time) of a text, all read from zeros: (time, piece, hidden)."""
    x = model.embedding(pieces.T)  # (time, piece, input)
    if not isinstance(model.recurrent, nn.LSTM):
        return model.recurrent(x.transpose(0, 1))[0].transpose(0, 1)
    weights = flat_weights(model.recurrent)
    h = c = torch.zeros(x.shape[1], model.recurrent.hidden_size)
    cells = torch.empty(*x.shape[:2], model.recurrent.hidden_size)
    for x_t, cell in zip(x, cells, strict=True):
        h, c = torch.lstm_cell(x_t, (h, c), *weights)
        cell.copy_(c)
    return cells
