"""The recordings that lessons open with, so that their first picture needs no torch."""

import json

from core.lessons.vanishing_gradient.lesson import SHIPPED
from core.lessons.vanishing_gradient.run import run
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.shipped import recordings
from train import derivation
from train.gru import gru


def vanishing_gradient() -> None:
    """Record the lesson's default settings."""
    recordings.save(SHIPPED, run(VanishingGradient()).gradients)


def lstm_cell() -> None:
    """Let the shipped character LSTM, trained before this, read the lesson's default text."""
    from core.lessons.lstm_cell import lesson as cell
    from core.shipped.characters import record_text

    trace = record_text(cell.NETWORK, cell.SENTENCE)
    recordings.save(cell.SHIPPED, {"layer": trace.layer, "prediction": trace.prediction})


def your_model() -> None:
    """Record the example that the lesson opens with."""
    from core.lessons.your_model import lesson
    from core.lessons.your_model.run import run_example

    made = run_example(lesson.YourModel())
    recordings.save(lesson.SHIPPED, {name: getattr(made, name) for name in lesson.RECORDED})


def attention() -> None:
    """Let the shipped additive translator, trained before this, read the lesson's sentence."""
    from core.lessons.attention import lesson
    from core.lessons.attention.run import run

    recordings.save(lesson.SHIPPED, {"translation": run(lesson.Attention()).own})


def encoder_decoder() -> None:
    """Let the shipped translators, trained before this, translate the lesson's first sentence."""
    from core.lessons.encoder_decoder import lesson
    from core.lessons.encoder_decoder.run import run
    from core.measures.bottleneck import MISTAKES
    from train.first_mistake import count

    told = run(lesson.EncoderDecoder())
    names = ("free", "taught", "attended")
    recordings.save(lesson.SHIPPED, {name: getattr(told, name) for name in names})
    MISTAKES.write_text(json.dumps(count()) + "\n", "utf-8")


def positional_encoding() -> None:
    """Let the order models, trained before this, read the lesson's default sentence."""
    from core.lessons.positional_encoding import lesson
    from core.lessons.positional_encoding.run import learnt
    from core.lessons.positional_encoding.run import run as read

    settings = lesson.PositionalEncoding()
    made = read(settings.words, settings.other_order, settings.asked_words)
    recordings.save(lesson.SHIPPED, {**made, "positions": learnt()})


def self_attention() -> None:
    """Let the word encoder, trained before this, read the lesson's sentence."""
    from core.lessons.self_attention import lesson
    from core.lessons.self_attention.run import run

    made = run(lesson.SelfAttention())
    layers = {f"layer {n}": trace for n, trace in enumerate(made.layers)}
    recordings.save(lesson.SHIPPED, {**layers, "filling": made.filling})


def multi_head() -> None:
    """Let the induction model, trained before this, read the lesson's sequence."""
    from core.lessons.multi_head import lesson
    from core.lessons.multi_head.run import run

    made = run(lesson.MultiHead())
    names = {"changed layer": made.changed, "changed stream": made.stream_changed}
    layers = {f"layer {n}": trace for n, trace in enumerate(made.layers)}
    named = {"stream": made.stream, "heads": made.heads}
    recordings.save(lesson.SHIPPED, {**layers, **names, **named})


def causal_mask() -> None:
    """Let the masked character model, trained before this, read the lesson's text."""
    from core.lessons.causal_mask import lesson
    from core.lessons.causal_mask.run import run

    made = run(lesson.CausalMask())
    layers = {f"layer {n}": trace for n, trace in enumerate(made.layers)}
    others = {"stream": made.stream, "influence": made.influence}
    recordings.save(lesson.SHIPPED, layers | others)


LESSONS = {
    "attention": attention,
    "causal_mask": causal_mask,
    "encoder_decoder": encoder_decoder,
    "gru": gru,
    "lstm_cell": lstm_cell,
    "lstm_derivation": derivation.make,
    "multi_head": multi_head,
    "positional_encoding": positional_encoding,
    "self_attention": self_attention,
    "vanishing_gradient": vanishing_gradient,
    "your_model": your_model,
}
