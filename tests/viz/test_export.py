import json
import re

import frontmatter
import numpy as np

from viz.export import html
from viz.marks import ChainRow, Scale
from viz.view import Clock, Stage
from viz.views.chain import chain

NASTY = "</script><script>alert(1)</script>&\u2028"


def exported(title="Title", footer="", name="x"):
    words = frontmatter.load("text/en/stage.md").metadata["labels"]
    row = ChainRow(name, "", "rnn", "h", np.ones(3))
    view = chain([row], scale=Scale("log", 0.1, 10), tokens=[name] * 3, words=words)
    clock = Clock(length=3, label="t = {t}")
    stage = Stage(name="test", clock=clock, views=(view,), words=words)
    return stage, html(stage, title=title, lang="zh", footer=footer)


def payload(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="payload">(.*?)</script>', page, re.S)
    return json.loads(found[1])


def test_the_payload_is_the_stage():
    stage, page = exported()
    assert payload(page) == stage.payload()
    assert '<html lang="zh">' in page


def test_nothing_that_a_reader_types_becomes_markup():
    stage, page = exported(title=NASTY, footer=NASTY, name=NASTY)
    assert "<script>alert" not in page
    assert payload(page) == stage.payload()


def test_a_file_needs_nothing_from_elsewhere():
    _, page = exported()
    assert not re.search(r"""(src|href)=|url\((?!#)|@import|https://""", page)


def test_the_file_stands_at_its_step_below_its_question():
    stage, plays = exported()
    page = html(stage, title="A", lang="en", question="Is 1 < 2?", step=1)
    assert '<p class="question">Is 1 &lt; 2?</p>' in page
    assert payload(page)["seek"] == 1
    assert "seek" not in payload(plays)
