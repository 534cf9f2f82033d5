"""The films of the lesson against plain counting, and every claim that its page makes."""

import io
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from core.data.corpora import CODES, corpus, own
from core.lessons.ngram import study
from core.lessons.ngram.lesson import (
    ASKED,
    ORDERS,
    answer,
    line_of,
    orders_of,
    orders_trace,
    record,
    record_lesson,
    snippet,
    table,
)
from core.lessons.ngram.settings import DELTA, FILMS, Ngram
from core.ngrams.learned import Learned, learned
from tests.snippets import printed

START, END = "⟨s⟩", "⟨/s⟩"


def followed(lines, history):
    """How often each token followed a history in lines, counted by hand."""
    found = {}
    for line in lines:
        whole = (START, *line, END)
        for t in range(len(history), len(whole)):
            if whole[t - len(history) : t] == history and t:
                found[whole[t]] = found.get(whole[t], 0) + 1
    return found


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_a_history_has_the_counts_of_the_training_text(n):
    recorded = record_lesson(Ngram(n=n))
    for row in recorded.film.after[:3]:
        by_hand = followed(recorded.corpus.training, row.context)
        assert dict(zip(row.tokens, row.counts, strict=True)) == by_hand
        assert list(row.counts) == sorted(row.counts, reverse=True)
        assert row.total == sum(by_hand.values())


def test_a_film_counts_the_first_lines():
    film = record_lesson(Ngram(n=3)).film
    assert "".join(film.tokens).startswith(END.join(map("".join, corpus("names").training[:4])))
    assert film.contexts[0] == (START,)
    assert film.contexts[1] == (START, film.tokens[0])
    assert film.contexts[2] == film.tokens[:2]
    assert {row.context for row in film.after} == set(film.contexts)


@pytest.mark.parametrize("n", [1, 3, 6])
def test_a_line_is_read_with_the_fractions_of_plain_counting(n):
    recorded = record_lesson(Ngram(film="read", n=n, sentence="meeko"))
    film, size = recorded.film, len(recorded.learned.vocabulary)
    lines, whole = recorded.corpus.training, (START, *"meeko", END)
    for t, token in enumerate(film.tokens):
        history = whole[: t + 1]
        cut = history[len(history) - film.context[t] :]
        assert film.context[t] == min(n - 1, t + 1)
        found = followed(lines, cut)
        assert (film.count[t], film.total[t]) == (found.get(token, 0), sum(found.values()))
        begun = [line for line in lines if (START, *line, END)[: t + 1] == history]
        assert film.whole_total[t] == len(begun)
        assert film.whole_count[t] == sum((START, *one, END)[t + 1] == token for one in begun)
        p = (film.count[t] + DELTA) / (film.total[t] + DELTA * size)
        assert film.probability[t] == pytest.approx(p, abs=1e-12)
        assert film.bits[t] == pytest.approx(-np.log2(p))


def test_the_longest_ngram_seen_is_the_longest_in_the_text():
    film = record_lesson(Ngram(film="read", sentence="meeko")).film
    lines, whole = corpus("names").training, (START, *"meeko", END)
    for t, seen in enumerate(film.seen, 1):
        longest = [k for k in range(1, 7) if k <= t + 1 and followed(lines, whole[t - k + 1 : t])]
        said = max(k for k in longest if whole[t] in followed(lines, whole[t - k + 1 : t]))
        assert seen == said


def test_a_line_that_is_long_is_cut_and_has_no_end():
    recorded = record_lesson(Ngram(corpus="documentation", film="read", line=1))
    line, ends = line_of(Ngram(corpus="documentation", line=1), recorded.corpus)
    assert recorded.film.tokens == (*line, END)[: len(line) + ends]
    typed = record_lesson(Ngram(film="read", sentence="x" * 40)).film.tokens
    assert typed == (*"x" * 40, END)
    words = record_lesson(Ngram(corpus="documentation", film="read", line=3)).film.tokens
    assert len(words) == 41 and END not in words


def test_what_is_written_falls_on_the_ruler():
    recorded = record_lesson(Ngram(film="write", n=3, seed=4))
    film = recorded.film
    for token, number, row in zip(film.tokens, film.draw, film.rows, strict=True):
        edges = np.cumsum(row.counts) / row.total
        k = row.tokens.index(token)
        assert (edges[k - 1] if k else 0) <= number < edges[k] + 1e-12
        assert dict(zip(row.tokens, row.counts, strict=True)) == followed(
            recorded.corpus.training, row.context
        )
    again = record_lesson(Ngram(film="write", n=3, seed=5)).film
    assert again.tokens != film.tokens


def test_copies_are_marked_line_by_line():
    recorded = record_lesson(Ngram(film="write", n=6))
    film, line = recorded.film, []
    for token, copied in zip(film.tokens, film.copied, strict=True):
        if token == END:
            assert copied == (tuple(line) in recorded.corpus.training)
            line = []
        else:
            line.append(token)
    assert film.copied.any()


@pytest.mark.parametrize("code", CODES)
def test_what_changes_with_n(code):
    found, by_n = learned(code), orders_of(code)
    assert by_n.possible[1] == len(found.vocabulary) ** 2
    windows = {w for line in found.corpus.training for w in pairwise((START, *line, END))}
    known = set(found.corpus.known) | {START, END}
    if all(known.issuperset(window) for window in windows):
        assert by_n.seen[1] == len(windows)
    assert (np.diff(by_n.zero) >= 0).all()
    assert (np.diff(by_n.counted[np.isfinite(by_n.counted)]) <= 0).all()


def test_the_best_n_depends_on_the_alphabet():
    assert [answer(code) for code in ASKED] == ["4", "2"]
    assert [answer(code) for code in ("documentation", "words")] == ["4", "2"]
    names, idioms = map(orders_of, ASKED)
    np.testing.assert_allclose(names.heldout[:4], [17.22, 11.78, 9.22, 7.96], atol=0.01)
    np.testing.assert_allclose(idioms.heldout[:3], [460.8, 384.0, 1048.6], atol=0.1)
    assert 0.5 < idioms.zero[2] < 0.55
    assert names.seen[1] == 623 and names.possible[1] == 784


def test_copies_grow_with_n_in_three_seeds():
    found = [study.copies(learned("names"), n).copied for n in (2, 4, 6)]
    assert max(found[0]) < min(found[1]) and max(found[1]) < min(found[2])
    assert min(found[2]) > 0.8 > 0.2 > max(found[0])


def test_more_text_moves_the_best_n():
    found = {code: study.by_length(learned(code)).values() for code in ASKED}
    best = {code: [ORDERS[each.argmin()] for each, _ in found[code]] for code in ASKED}
    assert best["names"] == sorted(best["names"]) and best["names"][0] < best["names"][-1]
    assert best["idioms"] == sorted(best["idioms"]) and best["idioms"][0] == 1
    copied = [written.copied for _, written in found["names"]]
    assert max(*copied[1], *copied[2]) < min(copied[0]) and max(copied[2]) < min(copied[3])
    assert all(min(written.copied) > 0.99 for _, written in found["idioms"])


def test_on_names_it_has_seen_the_longest_history_looks_best():
    old, new = study.leaked(learned("names"))
    assert ORDERS[old.argmin()] == 6 and ORDERS[new.argmin()] == 4
    assert not any(corpus("idioms").leaked)


def test_a_zero_is_found():
    line, place = study.first_zero(learned("names"), 5)
    film = record_lesson(Ngram(film="read", n=5, sentence="".join(line))).film
    assert film.count[place] == 0 and (film.count[:place] > 0).all()
    meeko = record_lesson(Ngram(film="read", n=5, sentence="meeko")).film
    assert meeko.count[4] == 0 and meeko.tokens[4] == "o" and meeko.total[4] > 0


@pytest.mark.parametrize("n", [1, 2, 5])
def test_counts_are_those_of_a_dictionary(n):
    assert study.difference(learned("words"), n) == 0


def test_the_exercise_of_three_sentences():
    found = Learned(
        own("\n".join(["You book a flight", "I read a book", "You read"] * 10), "words")
    )
    lines = [("you", "book", "a", "flight"), ("i", "read", "a", "book"), ("you", "read")]
    exact = Learned(type(found.corpus)("own", tuple(lines), (), (), found.corpus.known, " "))
    from core.ngrams.model import Model

    strip = exact.strip([("you", "read", "a", "book")])
    p = Model(exact.counts.up_to(2)).of_strip(strip, "likelihood")
    assert p[0] == pytest.approx(2 / 3) and p.prod() == pytest.approx(1 / 24)


def test_a_readers_own_text_is_counted():
    text = "\n".join(f"行 {k} 的内容是第 {k * 7 % 11} 句。" for k in range(40))
    found = Learned(own(text, "characters"))
    for film in FILMS:
        assert len(record(Ngram(corpus="own", film=film), found).film.tokens) > 3
    assert np.isfinite(orders_trace(found).heldout).all()


@pytest.mark.parametrize("film", FILMS)
def test_the_table_and_the_code_say_the_same(film):
    settings = Ngram(film=film, n=2)
    found = pd.read_csv(io.StringIO(table(record_lesson(settings))), keep_default_na=False)
    assert len(found) > 5
    assert "perplexity" not in snippet(settings, covered=True)
    said = printed(snippet(settings, covered=False))
    assert f"perplexity: {orders_of('names').heldout[3]:.2f}" in said
