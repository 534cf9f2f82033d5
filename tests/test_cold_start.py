"""A fresh process shows every default view before torch, pandas or Altair is there.

Each test runs in a Python process of its own, where nothing has been imported yet. The warm-up
is put off for longer than any test lasts, so nothing here depends on time.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[1]
PAGES = sorted((PROJECT / "pages").glob("*/*.py"))
LESSON = PROJECT / "pages/recurrence/vanishing_gradient.py"

SHOW = """
import json, sys
from streamlit.testing.v1 import AppTest
from tests.patience import PATIENCE
from ui import warm_up

main, page, link = *sys.argv[1:3], json.loads(sys.argv[3])
warm_up.DELAY = 3600
app = AppTest.from_file(main, default_timeout=PATIENCE)
for name, value in link.items():
    app.query_params[name] = value
app.run()
if page:
    app.switch_page(page).run()
stages = [stage for each in app.get("bidi_component") for stage in json.loads(each.proto.json)
          if isinstance(stage, dict)]
print(json.dumps({
    "title": app.title[0].value if app.title else None,
    "views": [view["kind"] for stage in stages for view in stage["views"]],
    "failed": [each.value for each in app.exception],
    "loaded": [name for name in ("torch", "pandas", "altair") if name in sys.modules],
    "emojis": "streamlit.emojis" in sys.modules,
}))
"""


def fresh(code, *arguments):
    """Run code in a new process; return what its last line says."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def show(page="", **link):
    """Draw a page with the link's parameters in a new process."""
    shown = fresh(SHOW, str(PROJECT / "ui/main.py"), str(page), json.dumps(link))
    assert shown["failed"] == []
    assert shown["title"]
    return shown


def test_the_home_page_needs_neither_torch_nor_a_list_of_emojis():
    shown = show()
    assert "torch" not in shown["loaded"]
    assert not shown["emojis"]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_default_view_is_drawn_before_anything_slow_is_imported(page):
    shown = show(page)
    assert shown["views"]
    assert shown["loaded"] == []


def test_the_answer_is_revealed_without_torch():
    before, after = show(LESSON), show(LESSON, reveal="1")
    assert len(after["views"]) > len(before["views"])
    assert "torch" not in after["loaded"]


def test_what_was_not_recorded_brings_torch():
    assert "torch" in show(LESSON, hidden="40")["loaded"]


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
    assert fresh(code) == [True]


def test_the_warm_up_leaves_torch_on_one_thread_out_of_collections_and_the_corpus_read():
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
read = corpus_states.cache_info().currsize
print(json.dumps([before, torch.get_num_threads(), gc.get_freeze_count() > 0, read]))
"""
    assert fresh(code) == [False, 1, True, 1]
