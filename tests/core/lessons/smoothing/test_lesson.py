"""What the lesson on smoothing computes, and every claim that its page makes."""

import io

import numpy as np
import pandas as pd
import pytest

from core.data.corpora import CODES
from core.lessons.smoothing import curves
from core.lessons.smoothing.berkeley import restaurant
from core.lessons.smoothing.by_hand import KneserNey, difference
from core.lessons.smoothing.continuation import companion, most_moved, neighbours
from core.lessons.smoothing.lesson import record_lesson, snippet, table
from core.lessons.smoothing.settings import Smoothing
from core.lessons.smoothing.workings import ADDITIVE, workings
from core.ngrams.learned import learned
from core.ngrams.rules import RULES
from tests.snippets import printed

PROPER = [rule for rule in RULES if rule not in ("likelihood", "stupid")]
MANY = [Smoothing(), Smoothing(corpus="names", n=6, line=3), Smoothing(corpus="words", n=2)]
each = pytest.mark.parametrize("settings", MANY, ids=lambda s: s.corpus)


@each
def test_every_distribution_sums_to_1_and_the_scores_of_stupid_backoff_do_not(settings):
    trace = record_lesson(settings)
    total = trace.total
    np.testing.assert_allclose(total[:, [trace.rule(r) for r in PROPER]], 1, atol=1e-9)
    some = trace.times > 0
    np.testing.assert_allclose(total[some, trace.rule("likelihood")], 1)
    assert (np.abs(total[:, trace.rule("stupid")] - 1) > 0.001).all()


@each
def test_the_shares_of_a_bar_are_those_of_the_whole_row(settings):
    trace, found = record_lesson(settings), learned(settings.corpus)
    model, tokens = found.model(settings.n), found.vocabulary.tokens
    history = found.encoded(trace.tokens[:1])
    row = model.row(model.counts.at_end(history), "kneser_ney")
    k = trace.rule("kneser_ney")
    assert trace.next[1, k] == pytest.approx(row[tokens.index(trace.tokens[1])])
    named = trace.named[1][trace.named[1] >= 0]
    np.testing.assert_allclose(trace.shares[1, k, : len(named)], row[named])
    assert (np.diff(trace.counts, axis=1)[:, :-1] <= 0).all()


@each
@pytest.mark.parametrize("rule", RULES)
def test_the_numbers_of_an_equation_give_what_is_shown(settings, rule):
    trace = record_lesson(settings)
    for t, w in enumerate(workings(settings, rule)):
        if rule == "likelihood":
            p = w["c"] / max(w["total"], 1)
        elif rule in ADDITIVE:
            p = (w["c"] + w["delta"]) / (w["total"] + w["delta"] * w["size"])
        elif rule == "interpolation":
            p = w["weight"] * w["c"] / w["total"] + w["rest"] * w["lower"]
        elif "freed" in w:
            p = (max(w["c"] - w["d"], 0) + w["freed"] * w["lower"]) / w["total"]
        elif w["alpha"] is None:
            p = (w["c"] - w["d"]) / w["total"]
        else:
            p = w["alpha"] * w["lower"]
        assert p == pytest.approx(w["p"], abs=1e-12)
        assert w["p"] == pytest.approx(trace.next[t, trace.rule(rule)], abs=1e-12)


@each
def test_a_dictionary_and_a_loop_find_the_same(settings):
    assert difference(settings) < 1e-12


def test_continuation_counts_by_hand():
    """San Francisco: “b” follows only “a”, and yet a is no better neighbour than others."""
    model = KneserNey([("a", "b"), ("a", "b"), ("c", "d")], 2, (0.5, 0.5))
    assert model.after[()] == {"a": 1, "b": 1, "c": 1, "d": 1, "⟨/s⟩": 2}
    assert model.after[("a",)] == {"b": 2}
    lower = (1 - 0.5 + 0.5 * 5 / 6) / 6
    assert model.p(("a",), "d", 6) == pytest.approx(0.5 * 1 * lower / 2)


def test_the_perplexities_of_the_page():
    one, kneser_ney = (curves.by_order("idioms", rule) for rule in ("add_one", "kneser_ney"))
    assert [round(p) for p in one] == [459, 879, 1718, 1960, 2009, 2009]
    assert [round(p) for p in kneser_ney] == [459, 192, 156, 156, 156, 156]
    one, kneser_ney = (curves.by_order("names", rule) for rule in ("add_one", "kneser_ney"))
    assert [f"{p:.3g}" for p in one] == ["17.2", "11.8", "9.35", "8.8", "10.3", "12.4"]
    assert f"{kneser_ney[-1]:.3g}" == "7.14"
    answers = {code: curves.answer(code) for code in CODES}
    assert answers == {
        "names": "half", "idioms": "fourfold", "documentation": "quarter", "words": "fourfold"
    }  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_longer_histories_harm_add_delta_and_not_kneser_ney(code):
    """Although the best δ gives about as much to unseen tokens as is needed."""
    by_rule = {rule: curves.by_order(code, rule) for rule in RULES}
    assert by_rule["add_delta"][-1] > min(by_rule["add_delta"])
    assert by_rule["kneser_ney"][5] < 1.001 * by_rule["kneser_ney"][2]
    assert by_rule["add_one"][5] > 1.1 * by_rule["add_one"][2]
    for n, unseen in zip(curves.ORDERS, curves.unseen(code), strict=True):
        delta = learned(code).model(n).parameters.delta
        assert curves.given(code, n, delta) == pytest.approx(unseen, abs=0.02)


def test_what_to_notice():
    trace = record_lesson(Smoothing())
    assert (trace.tokens[12:14], trace.times[13], trace.history[13]) == (("老", "实"), 0, 2)
    assert trace.next[13, trace.rule("add_one")] == pytest.approx(1 / 2970)
    assert workings(Smoothing(), "kneser_ney")[13]["order"] == 2
    stupid = trace.total[:, trace.rule("stupid")]
    assert (trace.tokens[6], round(stupid[6], 2), round(stupid[13], 2)) == ("口", 1.31, 0.52)
    assert {len(learned(code).vocabulary) for code in ("names", "idioms")} == {28, 2970}


def test_the_word_that_moves_most_and_the_one_beside_it():
    one = most_moved("idioms")[0]
    other = companion("idioms", one)
    assert (one.word, one.count, one.neighbours) == ("东", 74, 7)
    assert (other.word, other.count, other.neighbours) == ("八", 91, 68)
    found = neighbours("idioms", one.token)
    assert found.counts[-1].sum() == 74 and len(found.words) == 7
    assert (np.diff(found.counts, axis=0) >= 0).all()
    assert found.words[0] == "⟨s⟩"


def test_the_leaked_names_and_the_numbers_of_the_rules():
    found = curves.split("names")
    assert (found.lines, found.leaked) == (1000, 141)
    assert found.seen[-1] < found.new[-1] and found.new[-1] > min(found.new)
    assert not any(curves.split(code).leaked for code in ("idioms", "documentation", "words"))
    tuned = curves.of_delta("idioms", 3)
    assert tuned.values[tuned.chosen] == learned("idioms").model(3).parameters.delta
    assert curves.of_discount("idioms", 3).values[curves.of_discount("idioms", 3).chosen] == 0.75


def test_the_table_of_the_textbook():
    """Figures 3.6 to 3.8: rounded to two digits there."""
    found = restaurant()
    assert found.adjusted[1, 2] == pytest.approx(238, abs=0.5)
    assert found.likelihood[1, 2] == pytest.approx(0.66, abs=0.005)
    assert found.add_one[1, 2] == pytest.approx(0.26, abs=0.005)
    assert found.adjusted[4, 5] == pytest.approx(8.2, abs=0.05)
    seen = found.count > 0
    assert (found.adjusted[seen] < found.count[seen]).all()


def test_the_snippet_prints_what_is_shown_and_the_table_holds_it():
    settings = Smoothing(n=4)
    trace = record_lesson(settings)
    p = trace.next[1, trace.rule("kneser_ney")]
    assert f"kneser_ney    p = {p:.6f}  sum = 1.0000" in printed(snippet(settings))
    rows = pd.read_csv(io.StringIO(table(settings, trace)))
    found = rows[(rows["quantity"] == "kneser_ney") & (rows["position"] == 0)]["value"]
    np.testing.assert_allclose(found, trace.next[:, trace.rule("kneser_ney")], rtol=1e-9)
