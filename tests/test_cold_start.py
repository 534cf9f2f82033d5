"""A fresh server shows every default view before torch, pandas or Altair is there.

Everything is drawn by one Python process of its own, where nothing has been imported yet: first
the home page, then each page, and its answer, in a copy of that process as the home page left it.
The warm-up is put off for longer than any test lasts, so nothing here depends on time.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[1]
PAGES = {path.stem: str(path) for path in sorted((PROJECT / "pages").glob("*/*.py"))}
LESSON = "vanishing_gradient"
DEFAULT, ANSWER, CHANGED = {}, {"reveal": "1"}, {"reveal": "1", "hidden": "40"}
LINKS = {page: [DEFAULT, ANSWER] for page in PAGES} | {LESSON: [DEFAULT, ANSWER, CHANGED]}
"""How each page is opened, one link after the other."""

SHOW = """
import json, os, sys
from streamlit.testing.v1 import AppTest
from tests.patience import PATIENCE
from ui import warm_up

main, pages, links = sys.argv[1], *map(json.loads, sys.argv[2:])
warm_up.DELAY = 3600

def show(page="", link={}):
    app = AppTest.from_file(main, default_timeout=PATIENCE)
    for name, value in link.items():
        app.query_params[name] = value
    if page:
        app.switch_page(pages[page])
    app.run()
    stages = [stage for each in app.get("bidi_component") for stage in json.loads(each.proto.json)
              if isinstance(stage, dict)]
    print(json.dumps({
        "page": page,
        "title": app.title[0].value if app.title else None,
        "views": [view["kind"] for stage in stages for view in stage["views"]],
        "failed": [each.value for each in app.exception],
        "loaded": [name for name in ("numpy", "torch", "pandas", "altair") if name in sys.modules],
        "emojis": "streamlit.emojis" in sys.modules,
    }), flush=True)

show()
for page in pages:
    child = os.fork()
    if not child:
        for link in links[page]:
            show(page, link)
        os._exit(0)
    os.waitpid(child, 0)
"""


def fresh(code, *arguments):
    """Run code in a new process; return what its lines say."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("[", "{"))]


@pytest.fixture(scope="module")
def shown():
    """What each page shows, link by link, in a process that has drawn only the home page before."""
    found = defaultdict(list)
    for each in fresh(SHOW, str(PROJECT / "ui/main.py"), json.dumps(PAGES), json.dumps(LINKS)):
        assert each["failed"] == []
        assert each["title"]
        found[each["page"]].append(each)
    return found


def test_the_home_page_needs_no_numbers_and_no_list_of_emojis(shown):
    (home,) = shown[""]
    assert home["loaded"] == []
    assert not home["emojis"]


@pytest.mark.parametrize("page", PAGES)
def test_the_default_view_is_drawn_before_anything_slow_is_imported(shown, page):
    default, _ = shown[page][:2]
    assert default["views"]
    assert default["loaded"] == ["numpy"]


@pytest.mark.parametrize("page", PAGES)
def test_the_answer_is_revealed_without_torch(shown, page):
    _, answer = shown[page][:2]
    assert answer["views"]
    assert "torch" not in answer["loaded"]


def test_the_answer_adds_to_the_view(shown):
    default, answer, _ = shown[LESSON]
    assert len(answer["views"]) > len(default["views"])


def test_what_was_not_recorded_brings_torch(shown):
    *_, changed = shown[LESSON]
    assert "torch" in changed["loaded"]


def test_the_import_is_started_once():
    code = """
import json, threading
from ui import warm_up

warm_up.DELAY = 3600
for _ in range(3):
    warm_up.start()
timers = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
print(json.dumps([each.daemon for each in timers]))
"""
    assert fresh(code) == [[True]]


@pytest.fixture(scope="module")
def warmed():
    """What there is after the warm-up, and what shipped models of every kind add to it."""
    code = """
import gc, json, sys, threading
from ui import warm_up

before = "torch" in sys.modules
warm_up.DELAY = 0
warm_up.start()
for each in threading.enumerate():
    if isinstance(each, threading.Timer):
        each.join()
import torch
from core.shipped.characters import corpus_states
from core.shipped.transformers import load_transformer
from core.shipped.translators import load_translator
from core.shipped.word_encoder import load_word_encoder
read = corpus_states.cache_info().currsize
load_transformer("order_learned"), load_translator("zh_en_additive"), load_word_encoder()
print(json.dumps({
    "torch before": before,
    "threads": torch.get_num_threads(),
    "frozen": gc.get_freeze_count() > 0,
    "read": read,
    "compiler": "torch._dynamo" in sys.modules,
}))
"""
    (found,) = fresh(code)
    return found


def test_the_warm_up_leaves_torch_on_one_thread_out_of_collections_and_the_corpus_read(warmed):
    names = ("torch before", "threads", "frozen", "read")
    assert [warmed[name] for name in names] == [False, 1, True, 1]


def test_shipped_models_are_read_without_torchs_compiler(warmed):
    """It takes over a second to load, and would compile nothing here."""
    assert not warmed["compiler"]
