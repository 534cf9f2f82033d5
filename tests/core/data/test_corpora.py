"""Names, idioms, documentation, and what a reader brings: sizes, parts, and tokens."""

import subprocess
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.corpora import CODES, DATA, OWN_LINES, OWN_TOKENS, PARTS, corpus, own, words
from core.errors import InputError

SIZES = {  # lines of each part; known tokens
    "names": (30178, 1000, 1000, 26),
    "idioms": (20192, 1000, 1000, 2968),
    "documentation": (1826, 65, 166, 101),
    "words": (1826, 65, 166, 2038),
}
LEAKED = 141  # names held out that are in the training part too


@pytest.mark.parametrize("code", CODES)
def test_sizes(code):
    found = corpus(code)
    sizes = [len(getattr(found, part)) for part in PARTS]
    assert (*sizes, len(found.known)) == SIZES[code]
    assert list(found.known) == sorted(set(found.known))
    seen = Counter(token for line in found.training for token in line)
    least = 2 if code == "words" else 1
    assert set(found.known) == {token for token, n in seen.items() if n >= least}
    assert found.tokens("heldout") == sum(len(line) for line in found.heldout)


@pytest.mark.parametrize("code", CODES)
def test_what_is_held_out_is_new_but_for_what_is_counted(code):
    found = corpus(code)
    parts = {part: set(getattr(found, part)) for part in PARTS}
    shared = {pair: parts[pair[0]] & parts[pair[1]] for pair in combinations(PARTS, 2)}
    leaked = [line for line, twice in zip(found.heldout, found.leaked, strict=True) if twice]
    assert set(leaked) == shared["training", "heldout"]
    if code == "names":  # given to girls and to boys
        assert len(leaked) == len(set(leaked)) == LEAKED
    else:
        assert not any(shared.values())


@pytest.mark.parametrize("code", CODES)
def test_the_same_parts_every_time(code):
    again = corpus.__wrapped__(code)
    assert all(getattr(again, part) == getattr(corpus(code), part) for part in PARTS)


def test_names_and_idioms():
    names, idioms = corpus("names"), corpus("idioms")
    every = Counter(line for part in PARTS for line in getattr(names, part))
    assert (every.total(), set(every.values())) == (32178, {1, 2})
    assert names.known == tuple("abcdefghijklmnopqrstuvwxyz")
    assert {len(line) for part in PARTS for line in getattr(idioms, part)} == {4}
    assert tuple("画蛇添足") in {line for part in PARTS for line in getattr(idioms, part)}


def test_they_come_with_source_and_licence():
    readme = (DATA / "README.md").read_text("utf-8")
    assert "Copyright (c) 2013 Sun Junyi" in (DATA / "LICENSE-JIEBA.txt").read_text("utf-8")
    for said in ("`english_names.txt.xz`", "`chinese_idioms.txt.xz`", "public domain", "32,178"):
        assert said in readme
    names = [line for part in PARTS for line in getattr(corpus("names"), part)]
    assert f"these are {len(names) - len(set(names)):,}" in readme


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop; it's 42!", ("don't", "stop", ";", "it's", "42", "!")),
        ("GPT-2 用 3 个词", ("gpt", "-", "2", "用", "3", "个", "词")),
        ("画蛇添足。", ("画", "蛇", "添", "足", "。")),
        ("snake_case", ("snake", "_", "case")),
        ("naïve Straße", ("naïve", "straße")),
        ("مرحبا بالعالم", ("مرحبا", "بالعالم")),
        ("so 🙂🙂", ("so", "🙂", "🙂")),
        ("  \n", ()),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@settings(max_examples=40)
@given(st.text(max_size=30))
def test_no_sign_is_lost_between_words(text):
    assert "".join(words(text)) == "".join(text.lower().split())


OWN = {
    "English": ("The cat sat. A dog ran! Did it rain? Yes; no.\nThe end of it all.\n", " "),
    "Chinese": ("今天天气很好。我们去公园散步吧！你想去吗？好的；走。\n明天见，朋友们。\n", ""),
    "mixed": ("我用 Python 写代码。It works well! 真的吗？Yes.\n模型 model 很大。\n", ""),
    "emoji": ("🙂🙃 fun. 🎉 party! more 🙂? yes 🙃.\nthe end 🎉 now\n", " "),
    "Arabic": ("مرحبا بالعالم.\nكيف حالك اليوم\nأنا بخير شكرا\nإلى اللقاء\nمع السلامة\n", " "),
}


@pytest.mark.parametrize("unit", ["characters", "words"])
@pytest.mark.parametrize("script", OWN)
def test_a_readers_own_text(script, unit):
    text, between = OWN[script]
    found = own(4 * text, unit)
    lines = [line for part in PARTS for line in getattr(found, part)]
    assert min(len(getattr(found, part)) for part in PARTS) >= 1
    signs = Counter(sign for line in lines for token in line for sign in token)
    lowered = text.lower() if unit == "words" else text
    assert signs - Counter(" " * signs[" "]) == Counter("".join(4 * lowered.split()))
    assert found.between == (between if unit == "words" else "")
    assert set(found.known) == {token for line in found.training for token in line}
    assert found.read(found.written(lines[0])) == lines[0]
    assert own(4 * text, unit).heldout == found.heldout


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "a" * 1000, "a\n" * (OWN_TOKENS - 1), "long enough but four\n" * 4]
)
def test_too_short_a_text(text):
    with pytest.raises(InputError) as raised:
        own(text, "characters")
    assert raised.value.field == "own"
    assert str(OWN_LINES) in raised.value.rule


def test_a_corpus_reads_as_it_is_written():
    assert corpus("names").read(" Emma ") == tuple("emma")
    assert corpus("idioms").read("画蛇添足") == tuple("画蛇添足")
    assert corpus("documentation").read("If  so\n") == tuple("If so")
    assert corpus("words").read("If so,") == ("if", "so", ",")
    assert corpus("words").written(("if", "so")) == "if so"
    mixed = own(4 * OWN["mixed"][0], "words")
    assert mixed.written(("我", "用", "big", "model", "。")) == "我用big model。"


def test_counting_needs_no_torch():
    code = "import sys, core.data.corpora, core.ngrams.learned, core.ngrams.arpa; "
    code += "assert not {'torch', 'pandas', 'streamlit'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=True)
