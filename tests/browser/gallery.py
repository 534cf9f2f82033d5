"""The gallery: every kind of view, drawn from real recordings in the states that a reader meets.

Each exhibit is a stage of its own, which the tests take along as a file. A new kind of view is
shown by one more state below, or by one more function where no stage holds it yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

from core.data.chinese_english import example
from core.data.growing import PARTS
from core.lessons.attention import lesson as attention_lesson
from core.lessons.attention import run as attention_run
from core.lessons.attention.settings import OTHER, Attention
from core.lessons.causal_mask import lesson as causal_mask_lesson
from core.lessons.causal_mask import study
from core.lessons.causal_mask.settings import MODELS, CausalMask
from core.lessons.classification import curves as classification_curves
from core.lessons.classification import lesson as classification_lesson
from core.lessons.classification.pictures import images, second
from core.lessons.classification.settings import EMPTY, Classification
from core.lessons.deep_and_bidirectional import lesson as deep_and_bidirectional_lesson
from core.lessons.deep_and_bidirectional.settings import DeepAndBidirectional
from core.lessons.encoder_decoder import lesson as encoder_decoder_lesson
from core.lessons.encoder_decoder.settings import EncoderDecoder
from core.lessons.gru import lesson as gru_lesson
from core.lessons.gru.settings import GRU
from core.lessons.lstm_cell import lesson as lstm_cell_lesson
from core.lessons.lstm_cell.settings import LSTMCell
from core.lessons.lstm_derivation import lesson as lstm_derivation_lesson
from core.lessons.lstm_derivation.settings import STEPS
from core.lessons.multi_head import lesson as multi_head_lesson
from core.lessons.multi_head.settings import MultiHead
from core.lessons.positional_encoding import lesson as positional_encoding_lesson
from core.lessons.positional_encoding.settings import PositionalEncoding
from core.lessons.rnn import lesson as rnn_lesson
from core.lessons.rnn.settings import HAND, Rnn
from core.lessons.rnn_shapes import lesson as rnn_shapes_lesson
from core.lessons.rnn_shapes.settings import RnnShapes
from core.lessons.self_attention import lesson as self_attention_lesson
from core.lessons.self_attention.settings import SelfAttention
from core.lessons.self_attention.softmax_scale import measure
from core.lessons.smoothing import continuation
from core.lessons.smoothing import lesson as smoothing_lesson
from core.lessons.smoothing.curves import by_order as by_n
from core.lessons.smoothing.curves import unseen
from core.lessons.smoothing.settings import Smoothing
from core.lessons.smoothing.workings import workings
from core.lessons.transformer import lesson as transformer_lesson
from core.lessons.transformer.settings import Transformer
from core.lessons.vanishing_gradient import lesson as vanishing_gradient_lesson
from core.lessons.vanishing_gradient.settings import VanishingGradient
from core.lessons.your_model import lesson as your_model_lesson
from core.lessons.your_model.settings import YourModel
from core.networks.seq2seq_transformer.ablation import Ablation
from core.networks.seq2seq_transformer.model import without
from core.ngrams.learned import learned
from core.recorders.stack import record_machine
from core.recorders.translation import translate
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.shipped.store import card
from core.shipped.translators import load_translator
from tests.browser.counted import (
    by_order,
    line_as_product,
    line_written,
    rules_beside,
    strip_read,
    text_counted,
)
from tests.browser.samples import (
    digit_drawn,
    graph_in_layers,
    points_on_a_field,
    sublayer_opened,
    vectors_and_squares,
    whole_machine,
)
from tests.browser.walked import WIDE, walked
from tests.browser.word_vector_steps import codes_grown, step_sampled, text_looked_up
from tests.browser.word_vectors import words_moving, words_taught
from ui.lessons.your_model.parts import words as your_models_words
from ui.text import load
from viz.lessons import attention as attention_pictures
from viz.lessons import causal_mask as causal_mask_pictures
from viz.lessons import classification as classification_pictures
from viz.lessons import deep_and_bidirectional as deep_and_bidirectional_pictures
from viz.lessons import encoder_decoder as encoder_decoder_pictures
from viz.lessons import gru as gru_pictures
from viz.lessons import lstm_cell as lstm_cell_pictures
from viz.lessons import lstm_derivation as lstm_derivation_pictures
from viz.lessons import multi_head as multi_head_pictures
from viz.lessons import positional_encoding as positional_encoding_pictures
from viz.lessons import rnn as rnn_pictures
from viz.lessons import rnn_shapes as rnn_shapes_pictures
from viz.lessons import self_attention as self_attention_pictures
from viz.lessons import smoothing as smoothing_pictures
from viz.lessons import transformer as transformer_pictures
from viz.lessons import vanishing_gradient as vanishing_gradient_pictures
from viz.lessons import your_model as your_model_pictures
from viz.lessons.rnn import hand as rnn_by_hand
from viz.lessons.transformer.beside import beside_stage
from viz.view import Stage
from viz.views.gradients import Row

GUESSES = ("2", "5", "10", "20", "50", "100", "never")
STORY = ".".join(PARTS)
RHYME = "one two buckle my shoe three four knock at the door five six"


def vanishing_gradient(language: str, covered: bool = False, guess: str | None = None) -> Stage:
    words, settings = load("vanishing_gradient", language).labels, VanishingGradient()
    gradients = vanishing_gradient_lesson.record_lesson(settings).gradients
    rows = [
        Row(code, vanishing_gradient_pictures.note(code, settings, words), gradient, guess)
        for code, gradient in gradients.items()
    ]
    return vanishing_gradient_pictures.stage(rows, words=words, options=GUESSES, covered=covered)


def rnn_shapes(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = RnnShapes(**settings), load("rnn_shapes", language).labels
    trace = rnn_shapes_lesson.record_lesson(made)
    return rnn_shapes_pictures.stage(trace, made, words=words, covered=covered)


def lstm_cell(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = LSTMCell(**settings), load("lstm_cell", language).labels
    trace = lstm_cell_lesson.record_lesson(made)
    return lstm_cell_pictures.stage(trace, made, words=words, covered=covered)


def gru(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = GRU(**settings), load("gru", language).labels
    return gru_pictures.stage(gru_lesson.record_lesson(made), made, words=words, covered=covered)


def lstm_derivation(language: str, step: str, way: str = "back", covered: bool = False) -> Stage:
    words = load("lstm_derivation", language).labels
    look = lstm_derivation_pictures.Look(step, way, covered)
    return lstm_derivation_pictures.stage(lstm_derivation_lesson.shipped(), look, words=words)


def your_model(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = YourModel(**settings), your_models_words(load("your_model", language))
    return your_model_pictures.stage(
        your_model_lesson.record_lesson(made),
        made,
        name=words[f"example.{made.example}"],
        note="",
        words=words,
        covered=covered,
    )


def positional_encoding(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = PositionalEncoding(**settings), load("positional_encoding", language).labels
    shuffled = positional_encoding_lesson.record_lesson(made)
    learnt = positional_encoding_lesson.learnt()
    return positional_encoding_pictures.stage(made, shuffled, learnt, words=words, covered=covered)


def encoder_decoder(language: str, covered: bool = False, **settings: Any) -> Stage:
    told = encoder_decoder_lesson.record_lesson(EncoderDecoder(**settings))
    words = load("encoder_decoder", language).labels
    return encoder_decoder_pictures.stage(told, words=words, covered=covered)


def deep_and_bidirectional(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = DeepAndBidirectional(**settings), load("deep_and_bidirectional", language).labels
    trace = deep_and_bidirectional_lesson.record_lesson(made)
    return deep_and_bidirectional_pictures.stage(trace, made, words=words, covered=covered)


def classification(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = Classification(**settings), load("classification", language).labels
    steps = classification_lesson.record_lesson(made).steps.tolist()
    found = classification_lesson.how_sure(made.penalty, made.draw)
    (X, y), (p, q) = images("heldout"), classification_lesson.shown(made)
    digit, other = (X[made.digit], p, int(y[made.digit])), (second(made), q)
    return classification_pictures.stage(
        made, steps, found, digit, other, words=words, covered=covered, guess=0.5
    )


def logistic_curve(language: str) -> Stage:
    words, two = load("classification", language).labels, classification_curves.petals
    names = (words["petal"], words["species.setosa"], words["species.versicolor"])
    curve = {"ceiling": 1.2, "slope": 2.0, "middle": 0.5}
    found = two("setosa", "versicolor")
    return classification_pictures.curve_stage(found, names, curve, words=words)


def losses_beside(language: str) -> Stage:
    words, lines = load("classification", language).labels, classification_curves.trained("losses")
    names = (words["species.versicolor"], words["species.virginica"])
    two = classification_curves.petals("versicolor", "virginica")
    return classification_pictures.gradients_stage(two, lines, names, words=words)


def smoothing(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = Smoothing(**settings), load("smoothing", language).labels
    curves = {rule: by_n(made.corpus, rule) for rule in smoothing_pictures.rows.COLOURS}
    vocabulary = learned(made.corpus).vocabulary.tokens
    trace, share = smoothing_lesson.record_lesson(made), unseen(made.corpus)
    return smoothing_pictures.stage(
        trace, made, curves, share, vocabulary, words=words, covered=covered
    )


def smoothing_rule(language: str, rule: str) -> Stage:
    trace, words = smoothing_lesson.record_lesson(Smoothing()), load("smoothing", language).labels
    numbers = workings(Smoothing(), rule)
    return smoothing_pictures.equation_stage(trace, rule, numbers, words=words)


def continued(language: str, corpus: str = "idioms") -> Stage:
    words, (moved, *_) = load("smoothing", language).labels, continuation.most_moved(corpus)
    pair = (moved, continuation.companion(corpus, moved))
    found = [(each, continuation.neighbours(corpus, each.token)) for each in pair]
    return smoothing_pictures.continuation_stage(found, words=words)


def forcing(language: str, **settings: Any) -> Stage:
    told = encoder_decoder_lesson.record_lesson(EncoderDecoder(**settings))
    words = load("encoder_decoder", language).labels
    return encoder_decoder_pictures.forcing_stage(told, words=words)


def attention(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = Attention(**settings), load("attention", language).labels
    recorded = attention_lesson.record_lesson(made)
    return attention_pictures.stage(recorded, made, words=words, covered=covered)


def four_models(language: str) -> Stage:
    made, words = Attention(), load("attention", language).labels
    traces, recorded = attention_run.every_scoring(made), attention_lesson.record_lesson(made)
    return attention_pictures.four_models(traces, recorded, made, words=words)


def two_sentences(language: str) -> Stage:
    made, words = Attention(), load("attention", language).labels
    other = attention_run.translate_typed(made, OTHER)
    recorded = attention_lesson.record_lesson(made)
    return attention_pictures.two_sentences(recorded, other, made, words=words)


def transformer(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = Transformer(**settings), load("transformer", language).labels
    lesson = transformer_lesson.record_lesson(made)
    return transformer_pictures.stage(lesson, made, words=words, covered=covered)


def two_machines(language: str, off: str = "", where: str = "all") -> Stage:
    words = load("transformer", language).labels
    pair = example(("time", "place", "relative"), 95)
    taken = Ablation(off=frozenset(filter(None, [off])))
    machine = record_machine(without(load_seq2seq_transformer(), taken), pair.source)
    rnn = translate(load_translator("zh_en_additive"), pair.source)
    return beside_stage(machine, rnn, pair, words, where=where)


def beam(language: str, width: int) -> Stage:
    made, words = Attention(width=width), load("attention", language).labels
    return attention_pictures.beam_stage(attention_run.search(made), made, words=words)


def self_attention(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = SelfAttention(**settings), load("self_attention", language).labels
    recorded = self_attention_lesson.record_lesson(made)
    return self_attention_pictures.stage(recorded, made, words=words, covered=covered)


def softmax_scale(language: str) -> Stage:
    words = load("self_attention", language).labels
    return self_attention_pictures.scale_stage(measure(), words=words)


def multi_head(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = MultiHead(**settings), load("multi_head", language).labels
    recorded = multi_head_lesson.record_lesson(made)
    return multi_head_pictures.stage(recorded, made, words=words, covered=covered)


def causal_mask(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = CausalMask(**settings), load("causal_mask", language).labels
    recorded = causal_mask_lesson.record_lesson(made)
    return causal_mask_pictures.stage(recorded, made, words=words, covered=covered)


def training(language: str) -> Stage:
    cards = {name: card(stem) for name, stem in MODELS.items()}
    return causal_mask_pictures.training(cards, words=load("causal_mask", language).labels)


def writers(language: str) -> Stage:
    written = {model: study.writes(model, study.PROMPT, "drawn", 0) for model in MODELS}
    return causal_mask_pictures.writers(written, words=load("causal_mask", language).labels)


def rnn(language: str, covered: bool = False, **settings: Any) -> Stage:
    made, words = Rnn(**settings), load("rnn", language).labels
    guesses, recorded = {1: "0.75", 4: "1"}, rnn_lesson.record_lesson(made)
    return rnn_pictures.stage(recorded, made, guesses, words=words, covered=covered)


def by_hand(language: str) -> Stage:
    trace = rnn_lesson.hand({name: Rnn.defaults()[name] for name in HAND})
    return rnn_by_hand.hand_stage(trace, words=load("rnn", language).labels)


COVERED = {"covered": True}
STATES: dict[Callable[..., Stage], list[dict[str, Any]]] = {
    vanishing_gradient: [COVERED, {"guess": "5"}],
    rnn_shapes: [
        COVERED,
        {"given": "every", "back": "on"},
        {"shape": "nn"},
        {"shape": "n1"},
        {"shape": "nm"},
    ],
    lstm_cell: [COVERED, {}, {"show": "units"}],
    gru: [COVERED, {}, {"task": "text"}, {"task": "text", "show": "units"}],
    lstm_derivation: [
        {"step": STEPS[1], "covered": True},
        *({"step": step} for step in STEPS[1:]),
        {"step": STEPS[-1], "way": "forth"},
    ],
    your_model: [
        COVERED,
        {},
        {"look": "unit"},
        {"look": "unit", "example": "gru"},
        {"look": "units", "source": "text"},
    ],
    positional_encoding: [
        COVERED,
        {},
        {"picture": "sinusoids", "d": "32"},
        {"picture": "rope"},
        {"picture": "alibi"},
        {"picture": "learned"},
    ],
    encoder_decoder: [COVERED, {}, {"parts": STORY}, {"origin": "held_out"}],
    forcing: [{"parts": STORY}],
    deep_and_bidirectional: [
        COVERED,
        {"date": "пятница, 3 апреля 2026 г.", "ways": "forward"},
    ],
    attention: [
        COVERED,
        {},
        {"scoring": "none"},
        {"attend": "10-5", "prefix": "the", "press": "force"},
    ],
    four_models: [{}],
    two_sentences: [{}],
    transformer: [{"covered": True}, {"cut": "e1s"}, {"example": "beyond"}],
    two_machines: [{}, {"off": "d1f", "where": "d2c"}],
    beam: [{"width": 6}],
    self_attention: [COVERED, {}, {"head": 2}, {"scale": "none"}],
    softmax_scale: [{}],
    multi_head: [
        COVERED,
        {},
        {"how": "patch", "off": "22.24", "upper": 3},
        {"model": "random", "text": RHYME},
    ],
    causal_mask: [
        COVERED,
        {},
        {"mask": "window", "model": "unmasked", "text": "a class is an ob"},
        {"mask": "padding", "n": 0},
    ],
    training: [{}],
    writers: [{}],
    rnn: [COVERED, {}, {"look": "mlp"}, {"look": "copies"}, {"look": "folded"}],
    by_hand: [{}],
    classification: [COVERED, {}, {"penalty": "one", "digit": 321, "pixels": EMPTY}],
    logistic_curve: [{}],
    losses_beside: [{}],
    smoothing: [COVERED, {}, {"corpus": "words", "n": 4, "backoff": "stupid"}],
    smoothing_rule: [{"rule": "kneser_ney"}, {"rule": "backoff"}],
    continued: [{}, {"corpus": "names"}],
    text_counted: [{}, {"n": 1}],
    line_written: [COVERED, {}],
    rules_beside: [{}],
    by_order: [COVERED, {}],
    line_as_product: [{}, {"lines": 4}],
    strip_read: [{}, {"n": 1}],
    words_moving: [{}, COVERED],
    words_taught: [{}, {"guess": "false"}],
    step_sampled: [{}, {"drawn": 15}],
    text_looked_up: [{}],
    codes_grown: [{}, {"leaves": 16}, {"leaves": 16, "turns": True, "leaf": 11}],
    walked: [
        COVERED,
        {"source": "micrograd"},
        {"source": "mlp"},
        {"source": "rnn", "rule": "overwrite"},
        {"source": "own", "expression": WIDE},
    ],
    graph_in_layers: [{}],
    points_on_a_field: [{}],
    vectors_and_squares: [{}],
    digit_drawn: [{}, {"image": "0" * 28 + "g" * 8 + "0" * 28}],
    sublayer_opened: [
        COVERED,
        {},
        {"mode": "teach", "row": 4, "head": 1, "key": 7},
        {"words": 30, "row": 20},
        {"ablation": Ablation(off=frozenset({"d1s"}), cut=frozenset({"d1c", "e2f"}))},
        {"ablation": Ablation(norm=False, positions=None, causal=False)},
    ],
    whole_machine: [
        {"covered": True},
        {"mode": "teach", "head": True},
        {"off": "e1f.d2f", "cut": "e2s.d1s", "wrong": 2},
        {"long": 5},
    ],
}


def _said(value: Any) -> str:
    """A value as a name says it: a set in order, the same in each process."""
    if is_dataclass(value):
        return ",".join(_said(getattr(value, each.name)) for each in fields(value))
    return ".".join(sorted(value)) if isinstance(value, frozenset) else str(value)


@dataclass(frozen=True)
class Exhibit:
    """A stage in one of its states."""

    make: Callable[..., Stage]
    state: dict[str, Any]

    def stage(self, language: str) -> Stage:
        """Return the stage in a language."""
        return self.make(language, **self.state)

    def __str__(self) -> str:
        return "-".join([self.make.__name__, *(f"{k}={_said(v)}" for k, v in self.state.items())])

    @cached_property
    def kinds(self) -> set[str]:
        """The kinds of view on the stage."""
        return {view.kind for view in self.stage("en").views}


EXHIBITS = [Exhibit(make, state) for make, states in STATES.items() for state in states]
