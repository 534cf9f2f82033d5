"""The encoder on the reader's sentence, recorded now. Loads torch."""

import math
from copy import deepcopy
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor, nn

from core.data import english
from core.lessons.self_attention.settings import LONGEST, Lesson, SelfAttention
from core.networks.word_encoder import HEADS, D, WordEncoder
from core.recorders.attention_parity import difference_from_module, difference_from_sdpa
from core.recorders.record import record
from core.shipped.word_encoder import load_word_encoder
from core.traces.filling import Filling, Vectors


def run(settings: SelfAttention) -> Lesson:
    """Record every layer on the sentence, and what the encoder would fill in.

    Raises:
        InputError: ``sentence`` has a word that the encoder does not know, or is too long.
    """
    model, words = encoder(settings.scale), read(settings.sentence)
    embedded = model.embed(model.encode(words))
    recording = record(model.encoder, embedded, tokens=words)
    with torch.no_grad():
        probabilities = model.readout(recording.output).softmax(dim=-1)
    filling = Filling(tokens=words, vocabulary=model.words, probabilities=probabilities.numpy())
    vectors = Vectors(tokens=words, x=_projected(model, embedded).numpy())
    return Lesson(layers=recording.traces, vectors=vectors, filling=filling)


def _projected(model: WordEncoder, x: Tensor) -> Tensor:
    """What each layer's attention projects, the words' vectors after its norm: (layer, time, d)."""
    found = []
    with torch.no_grad():
        for layer in model.encoder.layers:
            found.append(layer.norm1(x))
            x = layer(x[None])[0]
    return torch.stack(found)


def opening() -> dict[str, Any]:
    """What the lesson opens with: the default sentence."""
    return vars(run(SelfAttention()))


def read(sentence: str) -> tuple[str, ...]:
    """The words of a sentence, signs of their own; upper case as the encoder knows it.

    Raises:
        InputError: ``sentence`` has a word that the encoder does not know, or is too long.
    """
    return english.read(sentence, load_word_encoder().places, LONGEST)


def encoder(scale: str) -> WordEncoder:
    """The trained encoder; with ``scale`` "none", without the division by √d_k."""
    return load_word_encoder() if scale == "root" else unscaled()


@lru_cache(1)
def unscaled() -> WordEncoder:
    """The trained encoder with scores q·k instead of q·k / √d_k: W_q and b_q times √d_k."""
    model = deepcopy(load_word_encoder())
    with torch.no_grad():
        for layer in model.encoder.layers:
            attention: nn.MultiheadAttention = layer.self_attn
            attention.in_proj_weight[:D] *= math.sqrt(D // HEADS)
            attention.in_proj_bias[:D] *= math.sqrt(D // HEADS)
    return model


def differences(settings: SelfAttention) -> tuple[float, float]:
    """Measure the largest |difference| from torch on this sentence.

    Of the written-out equation's output from ``F.scaled_dot_product_attention``, and of the
    recorded weights from those that ``nn.MultiheadAttention`` itself returns.
    """
    model, lesson = encoder(settings.scale), run(settings)
    x = model.embed(model.encode(lesson.words))
    from_sdpa = max(difference_from_sdpa(trace) for trace in lesson.layers)
    return from_sdpa, difference_from_module(model.encoder, x, tokens=lesson.words)
