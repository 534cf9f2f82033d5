"""The lesson's recording, and every claim that its page makes, from what is shipped."""

import io

import numpy as np
import pandas as pd
import pytest

from core.errors import InputError
from core.lessons.transformer.lesson import (
    ANSWERS,
    costs_most,
    counted_right,
    first_wrong,
    left,
    record_lesson,
    shares,
    shipped,
    snippet,
    study,
    table,
)
from core.lessons.transformer.run import MORE, changed, difference, written_without
from core.lessons.transformer.settings import (
    CODES,
    HEAD_CODES,
    HELD_OUT,
    LONGEST,
    Transformer,
    reading,
    right,
)
from core.shipped.seq2seq_transformer import load_seq2seq_transformer
from core.traces.translation import END
from tests.snippets import printed
from ui.lessons.transformer.guess import weights_of

CUT = Transformer(cut="e1s")


def test_what_is_taken_away_is_what_the_link_says():
    settings = Transformer(off="e1f.d2c", cut="d1s", heads="e1s0.d2c3", positions="shifted")
    assert settings.ablation.off == {"e1f", "d2c"}
    assert settings.ablation.cut == {"d1s"}
    assert settings.ablation.heads == {("e1s", 0), ("d2c", 3)}
    assert settings.ablation.positions == 5
    assert Transformer(positions="none").ablation.positions is None
    assert settings.intact == Transformer()
    settings.ablation.check(2, 4)
    assert len(CODES) == 10
    assert len(HEAD_CODES) == 24


def test_the_default_sentence_is_translated_rightly_by_both_machines():
    lesson = shipped()
    assert lesson.found is lesson.intact
    assert lesson.intact.decoder.target == lesson.rnn.target == lesson.right
    assert lesson.reading.pair is not None


@pytest.mark.parametrize("answer", ["self", "feed", "head"])
def test_the_line_costs_most_in_every_training_and_nothing_else_comes_near(answer):
    assert costs_most() == "line"
    assert max(left("line")) < 0.02
    assert min(left(answer)) > 0.5
    assert min(shares("intact")) > 0.95


def test_the_model_on_show_is_counted_with_the_head_that_it_misses_most():
    counts = {answer: counted_right(answer) for answer in ("", *ANSWERS)}
    assert counts[""] > counts["feed"] > counts["self"] > counts["head"] > counts["line"] == 0
    assert counts["head"] / 300 == pytest.approx(left("head")[0])


def test_nine_of_ten_cuts_lose_nearly_every_sentence_and_the_tenth_most():
    worst = {code: max(shares(f"cut {code}")) for code in CODES}
    assert max(worst, key=worst.get) == "d1f"
    assert worst.pop("d1f") < 0.2
    assert max(worst.values()) < 0.02


def test_the_weights_of_the_answers_are_those_of_the_model():
    model = load_seq2seq_transformer()
    attention, feed = (model.encoder.sublayers[code] for code in ("e1s", "e1f"))
    counts = {
        "self": sum(w.numel() for n, w in attention.named_parameters() if "norm" not in n),
        "feed": sum(w.numel() for n, w in feed.named_parameters() if "norm" not in n),
        "line": 0,
    }
    counts["head"] = counts["self"] // 4
    assert {answer: weights_of(answer) for answer in ANSWERS} == counts


def test_a_changed_run_is_hardly_longer_than_the_intact_one():
    lesson = record_lesson(CUT)
    size = len(shipped().intact.decoder.target)
    assert lesson.changed
    assert len(lesson.found.decoder.target) <= size + MORE
    found = changed(CUT, size).decoder
    assert found.target == lesson.found.decoder.target
    assert first_wrong(found.target, lesson.right) is not None
    written = written_without(Transformer())
    assert written["cut e1s"] == found.target
    assert written.keys() == {f"{how} {code}" for how in ("off", "cut") for code in CODES}


@pytest.mark.parametrize(
    ("written", "wanted", "at"),
    [
        (("a", END), ("a", END), None),
        (("a", END), None, None),
        (("b", END), ("a", END), 0),
        (("a", "b", END), ("a", END), 1),
        (("a",), ("a", END), 1),
        (("a", END), ("a", "b", END), 1),
    ],
)
def test_the_first_wrong_word(written, wanted, at):
    assert first_wrong(written, wanted) == at


def test_the_beam_finds_the_greedy_translation_where_the_model_is_sure():
    lesson = record_lesson(Transformer(search="beam"))
    assert lesson.found.decoder.target == shipped().intact.decoder.target


@pytest.mark.parametrize("code", HELD_OUT)
def test_held_out_examples_have_a_right_translation_and_are_as_long_as_said(code):
    settings = Transformer(example=code)
    low, high = map(int, HELD_OUT[code][0].split("-"))
    assert low <= len(reading(settings).words) <= high
    wanted = right(settings)
    assert wanted is not None
    assert wanted[-1] == END
    assert reading(settings).pair is None


def test_a_sentence_of_the_readers_own_has_no_right_translation():
    lesson = record_lesson(Transformer(how="own", sentence="谁喜欢猫？"))
    assert lesson.right is None
    assert lesson.found.decoder.finished
    with pytest.raises(InputError, match="words"):
        reading(Transformer(how="own", sentence="我喜欢蓝鲸"))


def test_our_decoder_is_torchs():
    assert difference(Transformer()) < 1e-5


def test_the_snippet_prints_the_words_and_the_table_holds_the_ledger():
    trace = record_lesson(CUT).found.decoder
    said = printed(snippet(CUT, covered=False))
    assert f"{trace.target[0]:12} {trace.chosen[0]:.3f}" in said
    assert "cut" not in snippet(CUT, covered=True)
    rows = pd.read_csv(io.StringIO(table(record_lesson(CUT), covered=False)))
    found = rows[rows["quantity"] == "ledger"]["value"]
    np.testing.assert_allclose(found, trace.ledger.ravel(), rtol=1e-5, atol=1e-7)
    assert len(trace.target) <= LONGEST


def test_trained_without_its_parts():
    found = {name: variant["seeds"] for name, variant in study().items()}
    exact = {name: [seed["exact"] for seed in seeds] for name, seeds in found.items()}
    loss = {name: [seed["loss"][-1] for seed in seeds] for name, seeds in found.items()}
    assert min(loss["no_residuals"]) > max(loss["no_cross"])
    assert max(exact["no_residuals"]) == max(exact["no_cross"]) == 0
    assert max(exact["no_mask"]) <= 0.001
    assert max(loss["no_mask"]) < min(loss["base"])


def test_what_the_links_to_notice_say():
    intact = shipped().intact.decoder
    before, behind = (intact.sublayers.index("d2c") + step for step in (0, 1))
    held = [intact.lens_word(place, 1) for place in range(len(intact.lens))]
    assert set(held[1 : before + 1]) == {"doctor"}
    assert held[behind] == "child"
    look = shipped().intact.look("d2c").weights.mean(axis=0)[1]
    assert shipped().reading.words[int(look.argmax())] == "孩子"
    assert written(cut="e1s").startswith("the man who learned Chinese in the classroom")
    assert written(off="d2c").startswith("the doctor who plays")
    assert [intact.lens_word(before, t) for t in (1, 3)] == ["doctor", "plays"]
    assert written(off="e1s.e1f.e2s.e2f").count("in the kitchen") == 2


def written(**settings):
    return " ".join(record_lesson(Transformer(**settings)).found.decoder.words)
