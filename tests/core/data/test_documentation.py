import re
import subprocess
import sys
from pydoc_data.topics import topics as installed

import pytest

from core.data import documentation
from core.data.documentation import parts, sentences


def words(text):
    return " ".join(text.split())


def test_the_frozen_topics_are_those_of_the_python_they_were_taken_from():
    topics = documentation.topics()
    assert len(topics) == 79
    assert sum(map(len, topics.values())) == 464_970
    if sys.version_info[:3] == (3, 11, 7):
        assert topics == installed


def test_the_licence_and_the_version_stand_beside_the_text():
    folder = documentation.FILE.parent
    assert documentation.FILE.stat().st_size < 150_000
    assert "CPython 3.11.7" in (folder / "README.md").read_text("utf-8")
    licence = (folder / "LICENSE-PYTHON.txt").read_text("utf-8")
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in licence


def test_a_sentence_ends_where_a_reader_says_it_ends():
    text = "One line\n  goes on. Is 3.5 a sentence? No: it\nis not.\n\n   code()\n   \n\nEnd"
    ends = {"One line goes on.", "Is 3.5 a sentence?", "No:", "it is not.", "code()", "End"}
    assert sentences(text) == ends


@pytest.mark.parametrize("part", ["heldout", "validation"])
def test_no_sentence_of_a_part_stands_in_another(part):
    others = set().union(*(sentences(text) for name, text in parts().items() if name != part))
    found = sentences(parts()[part])
    assert len(found) > 100
    assert not found & others


@pytest.mark.parametrize("part", ["heldout", "validation"])
def test_no_longer_sentence_is_hidden_inside_the_training_text(part):
    training = words(parts()["training"])
    longer = [sentence for sentence in sentences(parts()[part]) if len(sentence) >= 40]
    assert len(longer) > 50
    assert not [sentence for sentence in longer if sentence in training]


def test_every_tenth_paragraph_of_the_raw_text_would_not_be_held_out():
    whole = [words(p) for topic in documentation.topics().values() for p in topic.split("\n\n")]
    heldout, training = set(whole[::10]), {p for k, p in enumerate(whole) if k % 10}
    assert len(heldout & training) > 0.1 * len(heldout)


def test_no_paragraph_is_there_twice():
    for text in parts().values():
        paragraphs = [words(p) for p in re.split(r"\n\s*\n", text)]
        assert len(set(paragraphs)) == len(paragraphs)


def test_every_part_is_long_enough_to_measure_on():
    sizes = {name: len(text) for name, text in parts().items()}
    assert sizes["training"] > 300_000
    assert sizes["heldout"] > 30_000
    assert sizes["validation"] > 10_000


def test_the_corpus_is_read_without_torch():
    code = "import sys; from core.data import documentation, vocabulary; documentation.parts();"
    code += "assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
