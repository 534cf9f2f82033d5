"""The lesson in a real browser: the example, a file that is uploaded, files that are refused."""

import io
import re

import pytest
import torch
from playwright.sync_api import expect
from torch import nn

from core.lessons.your_model.input import make_input
from core.lessons.your_model.lesson import record_lesson, shipped
from core.lessons.your_model.run import run
from core.lessons.your_model.settings import YourModel
from core.measures.fading import main_path
from tests.browser.checks import broken_rules, comes_to, settle
from tests.modules import seeded
from ui.text import LANGUAGES, load
from viz.numbers import short

pytestmark = pytest.mark.browser


def heads(page) -> list[str]:
    """The numbers at the heads of the chain, as a reader sees them."""
    return page.locator(".chain .read").all_text_contents()


def at(found, step) -> list[str]:
    return [short(float(main_path(g)[step])) for g in (found.gradient, found.fresh_gradient)]


def gru():
    module = seeded(nn.GRU, 3, 6)
    draws = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-0.4, 0.4, generator=draws)
    return module.eval()


def open_upload(page, lang="en") -> None:
    page.get_by_role("button", name=load("your_model", lang)["upload.button"]).click()
    page.wait_for_selector('[data-testid="stFileUploader"]')


def upload_is_closed(page) -> None:
    """Nothing lies over the picture."""
    expect(page.locator('[data-testid="stFileUploader"]')).to_have_count(0)


def choose(page, data) -> None:
    file = {"name": "model.pt", "mimeType": "application/octet-stream", "buffer": data}
    page.locator('[data-testid="stFileUploader"] input').set_input_files(file)


def refused(page) -> None:
    """A sentence says what is wrong with a file that is a whole object."""
    said = page.locator('[data-testid="stAlert"]').first
    expect(said).to_contain_text("torch.nn.modules.rnn.GRU")


def saved(thing) -> bytes:
    stream = io.BytesIO()
    torch.save(thing, stream)
    return stream.getvalue()


def test_values_are_the_recorded_ones_and_live_on_beside_a_bad_file(lesson):
    page = lesson("reveal=1&t=14")
    assert heads(page) == at(shipped(), 13)
    cell = page.locator('.units [data-read="f"]').text_content()
    assert float(cell.rsplit(maxsplit=1)[-1]) == pytest.approx(shipped().trace.f[13, 0], abs=1e-3)
    open_upload(page)
    choose(page, saved(gru()))
    refused(page)
    assert heads(page) == at(shipped(), 13)


def test_an_uploaded_file_takes_the_examples_place(lesson):
    page = lesson("reveal=1&t=13&example=gru")
    assert heads(page) == at(record_lesson(YourModel(example="gru")), 12)
    open_upload(page)
    choose(page, saved({"encoder." + k: v for k, v in gru().state_dict().items()}))
    x, tokens = make_input(YourModel(source="random"), 3)
    expected = run(gru(), x, tokens, YourModel())
    expect(page.locator(".chain .read")).to_have_text(["?", "?"])  # of a new file the page asks
    page.locator(".st-key-show_me button").click()
    expect(page.locator(".chain .read")).to_have_text(at(expected, 0))  # played to its end
    assert "encoder" not in page.url
    upload_is_closed(page)
    open_upload(page)
    choose(page, saved(gru()))
    refused(page)
    expect(page.locator(".chain .read")).to_have_text(at(expected, 0))
    upload_is_closed(page)


def own_names() -> bytes:
    """A file with the longest refusal."""
    return saved({"W_ih": torch.ones(9, 3), "W_hh": torch.ones(9, 3), "b": torch.ones(9)})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_question_stays_on_a_projectors_screen_beside_what_is_said_of_a_file(lesson, lang):
    page = lesson(lang=lang)

    def check_is_seen() -> None:
        settle(page)
        button = page.locator(".st-key-check_guess button")
        comes_to(lambda: button.bounding_box()["y"] + button.bounding_box()["height"] <= 720, True)

    check_is_seen()
    open_upload(page, lang)
    expect(page.get_by_text("MB per file")).to_be_hidden()  # not the size that is read
    choose(page, own_names())
    expect(page.locator('[data-testid="stAlert"]')).to_contain_text("weight_ih_l0")
    check_is_seen()
    parts = nn.ModuleDict({"emb": seeded(nn.Embedding, 20, 3), "a": gru(), "b": gru()})
    open_upload(page, lang)
    choose(page, saved(parts.state_dict()))
    read = load("your_model", lang)["source.ids"]
    expect(page.locator(".st-key-beside_upload")).to_contain_text(read)
    check_is_seen()


def test_who_brings_a_file_by_keyboard_keeps_the_focus(lesson):
    page = lesson()
    button = page.get_by_role("button", name=load("your_model", "en")["upload.button"])
    for data in (saved(gru().state_dict()), b"no model"):
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector('[data-testid="stFileUploader"]')
        choose(page, data)
        upload_is_closed(page)
        expect(button).to_be_focused()


def test_a_model_stays_while_another_page_is_visited(lesson):
    page = lesson("reveal=1&t=13")
    open_upload(page)
    choose(page, saved(gru().state_dict()))
    name = load("your_model", "en")["yours"]
    expect(page.locator(".chain").first).to_contain_text(name)
    settle(page)
    page.get_by_role("link", name="Glossary").first.click()
    expect(page.locator("h1")).to_have_text(load("glossary", "en").title)
    page.go_back()
    expect(page.locator(".chain").first).to_contain_text(name)
    open_upload(page)
    page.get_by_role("button", name=load("your_model", "en")["upload.drop"]).click()
    expect(page.locator(".chain").first).not_to_contain_text(name)


def test_a_unit_is_picked_in_its_map_and_an_upload_beside_it_is_accessible(lesson):
    page = lesson("reveal=1&t=14", lang="zh")
    box = page.locator(".units canvas").nth(1).bounding_box()
    row = 20
    page.mouse.click(box["x"] + 50, box["y"] + (row + 0.5) * box["height"] / 32)
    page.wait_for_selector(".ledger .total")
    page.wait_for_url(re.compile(f"unit={row}"))
    settle(page)
    step = int(re.search(r"[?&]t=(\d+)", page.url)[1]) - 1
    total = page.locator('.card [data-slot="total"]').text_content().strip("()")
    recorded = float(shipped().trace.c[step, row])
    assert float(total.replace("−", "-")) == pytest.approx(recorded, abs=6e-4)

    open_upload(page, "zh")
    comes_to(lambda: broken_rules(page), [])
    choose(page, saved(gru()))
    refused(page)


def test_the_frame_of_a_notebook_plays(page_factory, tmp_path):
    from viz.lessons.your_model import stage
    from viz.notebook import show

    words = load("your_model", "en").labels
    picture = stage(shipped(), YourModel(), name="Mine", note="", words=words, covered=False)
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><body>{show(picture)._repr_html_()}</body>", "utf-8")
    visit = page_factory(file.as_uri())
    frame = visit.page.frame_locator("iframe")
    frame.locator(".chain .head[d]").first.wait_for()
    frame.locator(".stage").focus()
    visit.page.keyboard.press("Home")
    expect(frame.locator(".chain .read").first).to_have_text(at(shipped(), 0)[0])
    assert visit.errors == []
    assert visit.outside == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_names_of_the_rows_end_before_the_frame_of_the_first_cell(lesson, lang):
    page = lesson("reveal=1&t=1", lang=lang)
    names = [box.bounding_box() for box in page.locator(".chain text.name").all()]
    heads = [box.bounding_box() for box in page.locator(".chain .head").all()]
    for name, head in zip(names, heads, strict=True):
        assert name["x"] + name["width"] <= head["x"]
    said = load("stage", lang)["stage.input_marked"]
    expect(page.locator(".chain text.note", has_text=said)).to_be_visible()
