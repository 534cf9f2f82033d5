"""The corpus: one translation for each sentence, honest splits, and English that agrees."""

import re
from collections import defaultdict
from hashlib import sha256
from itertools import pairwise
from random import Random

import pytest

from core.data.chinese_english import LONGEST, PHENOMENA, drawn, example, sentence, splits, unseen
from core.data.chinese_english.sentences import long_sentence
from core.data.segmentation import segment
from core.errors import InputError

FINGERPRINT = "368d35d7c41f1e2b"  # of all training pairs: change it only with new models
TO_BE = {"am", "are", "is", "was", "were"}
PARTS = ("train", "development", "held_out", "longer", "compositional")


def every_pair():
    return [pair for part in PARTS for pair in getattr(splits(), part)]


def words(pairs, side):
    return {word for pair in pairs for word in getattr(pair, side)}


def english():
    return [" ".join(pair.target) for pair in every_pair()]


def test_everybody_gets_the_same():
    rows = [
        (
            p.source,
            p.target,
            [sorted(s) for s in p.sure],
            [sorted(s) for s in p.possible],
            p.content,
        )
        for p in splits().train
    ]
    assert sha256(repr(rows).encode()).hexdigest()[:16] == FINGERPRINT


def test_the_translation_is_a_function_of_the_source():
    """Over fresh sentences, which no split has sifted; also of the characters without spaces.

    One exception, as in the language: 我今天很累 may be "I am" or "I was very tired today".
    """
    rng = Random(1)  # noqa: S311
    makes = (sentence,) * 9 + (long_sentence,)
    pairs = every_pair() + [drawn(rng, makes[n % 10])[0] for n in range(15_000)]
    assert len(pairs) > 50_000
    by_words, by_characters = defaultdict(set), defaultdict(set)
    for pair in pairs:
        by_words[pair.source].add((pair.target, pair.sure))
        by_characters["".join(pair.source)].add(pair.source)
    open_ones = {source: found for source, found in by_words.items() if len(found) > 1}
    assert len(open_ones) < 1e-4 * len(pairs)
    for source, found in open_ones.items():
        assert "今天" in source
        said = {tuple(w for w in target if w not in TO_BE) for target, _ in found}
        assert len(said) == 1
    assert max(map(len, by_characters.values())) == 1


def test_splits_are_disjoint_and_of_the_promised_size():
    found = splits()
    sizes = {part: len(getattr(found, part)) for part in PARTS}
    assert sizes == dict(zip(PARTS, (33_000, 1_000, 2_000, 1_000, 1_000), strict=True))
    sources = [pair.source for pair in every_pair()]
    assert len(set(sources)) == len(sources)


def test_lengths():
    found = splits()
    lengths = [len(pair.source) for pair in found.train]
    assert max(lengths) == LONGEST == 30
    assert 0.7 < sum(4 <= n <= 18 for n in lengths) / len(lengths) < 0.95
    assert sum(n >= 25 for n in lengths) > 500
    longer = [len(pair.source) for pair in found.longer]
    assert sum(19 <= n <= 30 for n in longer) == 800
    assert sum(31 <= n <= 60 for n in longer) == 200


def test_every_word_of_every_split_is_learnt():
    for side, least, most in (("source", 280, 400), ("target", 350, 600)):
        known = words(splits().train, side)
        assert least <= len(known) <= most
        assert words(every_pair(), side) == known


def test_the_compositional_split_shows_combinations_that_training_never_does():
    """Independent of how the grammar marks them: neighbours in the text, as one sees them."""

    def neighbours(pairs):
        for pair in pairs:
            text = [word for word in pair.source if word != "的"]
            yield from ((f"{a}+{b}", pair) for a, b in pairwise(text))

    new = {name for name, _ in neighbours(splits().compositional) if unseen(name)}
    adjectives = {
        name for name in new if name.split("+")[0] in {"红色", "新", "旧", "便宜", "漂亮"}
    }
    assert adjectives
    objects = {name for name in new if name.split("+")[0] in {"喜欢", "画", "做", "听", "学"}}
    assert objects
    seen = {name for name, _ in neighbours(splits().train)}
    assert not seen & (adjectives | objects)


@pytest.mark.parametrize(
    ("never", "why"),
    [
        (r"\b(I|you|we|they) (is|has|does|wants|plans|says|likes|reads)\b", "agreement"),
        (r"\b(you|we|they) was\b|\bI (is|are|were)\b", "agreement"),
        (r"^(he|she) (are|am|have|do|were|want|plan|say|like)\b", "agreement"),
        (r"\bthat (he|she) (are|am|have|do|were|want|plan|say|like)\b", "agreement"),
        (r"\ba [aeiou]|\ban [^aeiou]", "the article"),
        (r"\b(two|three|four|five|six|eight|ten) (book|apple|cup|photo|child|man) ", "plural"),
        (r"\b(these|those) (this|that)\b|\ban? (these|those|this|my|the)\b", "determiners"),
        (r"\b(did|does|do|will|can|must|should) (not )?(bought|went|goes|reads|ate|saw)\b", "base"),
        (r"\bmore \w+er than\b", "comparatives"),
        (r"\b(me|him|us|them) (is|are|was|will|did|does)\b(?! not)", "case"),
        (r"\b(will|tomorrow)\b.*\byesterday\b(?!.*\bthat\b)(?!.*\bwho\b)$", "time and tense"),
        (r"\bin home\b|\bto home\b|\bat the home\b", "home"),
    ],
)
def test_english_never_says(never, why):
    found = [text for text in english() if re.search(never, text)]
    assert not found, (why, found[:5])


@pytest.mark.parametrize(
    ("never", "why"),
    [
        (r"一(书|小说|杂志|苹果|手机|猫|狗)", "a measure word"),
        (r"(一|两|三|这|那) 个 (书|狗|猫|手机|裙子|老师|医生)", "the right measure word"),
        (r"不 有", "没有"),
        (r"(没|不) \S+ 了 ", "no 了 behind a negated verb"),
        (r"二 (个|本|只|位)", "两"),
        (r"(小明|玛丽|老师) 妈妈", "的 after a name"),
        (r"(我|你|他|她|我们|他们) 的 (妈妈|爸爸|姐姐|哥哥|奶奶|爷爷)(?! 的)", "no 的 for kin"),
        (r"海边 里|家 里", "no 里"),
    ],
)
def test_chinese_never_says(never, why):
    found = [text for pair in every_pair() if re.search(never, text := " ".join(pair.source))]
    found = [text for text in found if "是" not in text.split()]  # 她是我的姐姐
    assert not found, (why, found[:5])


def test_links_reach_every_content_word_and_most_chinese_words():
    for pair in splits().held_out:
        assert all(
            bool(sure) >= content for sure, content in zip(pair.sure, pair.content, strict=True)
        )
        linked = frozenset().union(*pair.possible)
        left = {pair.source[p] for p in range(len(pair.source)) if p not in linked}
        assert left <= {"的", "个", "了", "把", "吗", "，"}, (pair.source, left)


def test_displays_names_and_i_with_capitals_and_nothing_else():
    capitals = {word for word in words(splits().train, "target") if word[0].isupper()}
    assert {"I", "Mary", "London", "Monday", "Dr", "Chinese"} <= capitals
    assert not capitals & {"He", "The", "My", "Because", "What"}


def test_text_is_segmented_as_it_was_made():
    known = words(splits().train, "source")
    for pair in splits().held_out:
        assert tuple(w.text for w in segment("".join(pair.source), known)) == pair.source


def test_phenomena_are_frequent_enough_and_examples_show_them():
    for phenomenon in PHENOMENA:
        assert sum(phenomenon in pair.phenomena for pair in splits().train) > 300, phenomenon
        assert phenomenon in example((phenomenon,), seed=3).phenomena
    both = example(("because", "place"), seed=1)
    assert {"because", "place"} <= both.phenomena
    assert both == example(["place", "because"], seed=1)
    assert both != example(("because", "place"), seed=2)


def test_what_cannot_be_shown_is_refused():
    with pytest.raises(InputError, match="phenomena must be among"):
        example(("aorist",))
    with pytest.raises(InputError, match="stand in one sentence"):
        example(("comparison", "dative", "question"))
