"""The lesson in a real browser: the example, a file that is uploaded, files that are refused."""

import io
import re

import pytest
import torch
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from torch import nn

from core.vanishing_gradient import main_path
from core.your_input import make_input
from core.your_model import YourModel, record_lesson, shipped
from core.your_model_run import run
from ui.text import load
from viz.numbers import short

pytestmark = pytest.mark.browser
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
LOOKS = [(lang, dark) for lang in ("en", "zh") for dark in (False, True)]
OPEN = "&memory=true&hood=true"


@pytest.fixture
def lesson(server, page_factory):
    """`lesson("reveal=1", lang=…, …)` opens the page; the end asks that nothing went wrong."""
    visits = []

    def open_page(link="", *, lang="en", wait=".chain .head[d]", **look):
        visit = page_factory(f"{server}/your_model?lang={lang}&{link}", **look)
        visits.append(visit)
        visit.page.wait_for_selector(wait, timeout=60_000)
        settle(visit.page)
        return visit.page

    yield open_page
    for visit in visits:
        assert visit.errors == []
        assert visit.outside == []


def settle(page) -> None:
    page.wait_for_selector(READY, timeout=60_000)


def heads(page) -> list[str]:
    """The numbers at the heads of the chain, as a reader sees them."""
    return page.locator(".chain .read").all_text_contents()


def at(found, step) -> list[str]:
    return [short(float(main_path(g)[step])) for g in (found.gradient, found.fresh_gradient)]


def gru():
    module = nn.GRU(3, 6)
    draws = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(-0.4, 0.4, generator=draws)
    return module.eval()


def upload(page, data, lang="en", name="model.pt") -> None:
    page.get_by_role("button", name=load("your_model", lang)["upload.button"]).click()
    page.wait_for_selector('[data-testid="stFileUploader"]')
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator('[data-testid="stFileUploader"] input').set_input_files(file)


def saved(thing) -> bytes:
    stream = io.BytesIO()
    torch.save(thing, stream)
    return stream.getvalue()


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_it_opens_moving_and_covered(lesson, lang, dark):
    page = lesson(lang=lang, dark=dark)
    page.get_by_role("button", name=load("stage", lang)["pause"]).wait_for()
    expect(page.locator(".chain .read").first).to_have_text("?")
    assert page.locator("h1").inner_text() == load("your_model", lang).title


@pytest.mark.parametrize(("lang", "dark"), LOOKS)
def test_accessibility_rules_and_contrast(lesson, lang, dark):
    page = lesson(f"reveal=1&t=14{OPEN}", lang=lang, dark=dark)
    page.wait_for_selector(".js-plotly-plot .heatmaplayer image", timeout=60_000)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found] == []


def test_accessibility_of_one_unit_and_of_the_upload(lesson):
    page = lesson("reveal=1&t=14&look=unit&example=gru", wait=".ledger .total")
    page.get_by_role("button", name=load("your_model", "en")["upload.button"]).click()
    page.wait_for_selector('[data-testid="stFileUploader"]')
    found = Axe().run(page).response["violations"]
    nodes = [(v["id"], n["html"]) for v in found for n in v["nodes"]]
    ours = [node for node in nodes if "stFileUploaderDropzone" not in node[1]]  # Streamlit's own
    assert ours == []


def test_values_read_off_the_picture_are_the_recorded_ones(lesson):
    page = lesson("reveal=1&t=14")
    assert heads(page) == at(shipped(), 13)
    cell = page.locator('.units [data-read="f"]').text_content()
    assert float(cell.rsplit(maxsplit=1)[-1]) == pytest.approx(shipped().trace.f[13, 0], abs=1e-3)


def test_an_uploaded_file_is_what_the_picture_shows(lesson):
    page = lesson("reveal=1&t=14")
    upload(page, saved({"encoder." + k: v for k, v in gru().state_dict().items()}))
    x, tokens = make_input(YourModel(source="random"), 3)
    expected = run(gru(), x, tokens, YourModel())
    expect(page.locator(".chain .read").first).to_have_text(at(expected, 13)[0], timeout=30_000)
    assert heads(page) == at(expected, 13)
    assert "encoder" not in page.url


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_bad_file_gets_a_sentence_beside_a_picture_that_lives(lesson, lang):
    page = lesson("reveal=1&t=14", lang=lang)
    upload(page, saved(gru()), lang)
    said = page.locator('[data-testid="stAlert"]').first
    said.wait_for(timeout=30_000)
    assert "torch.nn.modules.rnn.GRU" in said.inner_text()
    assert heads(page) == at(shipped(), 13)


def test_a_unit_is_picked_in_its_map(lesson):
    page = lesson("reveal=1&t=14")
    box = page.locator(".units canvas").nth(1).bounding_box()
    row = 20
    page.mouse.click(box["x"] + 50, box["y"] + (row + 0.5) * box["height"] / 32)
    page.wait_for_selector(".ledger .total", timeout=30_000)
    page.wait_for_url(re.compile(f"unit={row}"))
    settle(page)
    step = int(re.search(r"[?&]t=(\d+)", page.url)[1]) - 1
    total = page.locator('.card [data-slot="total"]').text_content().strip("()")
    recorded = float(shipped().trace.c[step, row])
    assert float(total.replace("−", "-")) == pytest.approx(recorded, abs=6e-4)


def test_scrubbing_writes_the_link_and_the_link_brings_it_back(lesson):
    page = lesson("reveal=1&t=14&example=gru")
    page.focus(".slider")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(r"[?&]t=13"))
    assert heads(page) == at(record_lesson(YourModel(example="gru")), 12)
    again = lesson(page.url.split("?")[1])
    assert heads(again) == heads(page)


def test_the_whole_lesson_by_keyboard(lesson):
    page = lesson()
    app = load("app", "en")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == app["show_me"]:
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("reveal=1"))
    settle(page)
    page.focus(".stage")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"[?&]t=2\b"))
    assert heads(page) == at(shipped(), 1)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("link", ["", "reveal=1", "reveal=1&look=unit", "look=unit&example=gru"])
def test_the_moving_picture_fits_a_projector(lesson, lang, link):
    page = lesson(link, lang=lang, width=1280, height=720, wait=".units canvas")
    page.wait_for_timeout(500)
    box = page.locator(".stage").bounding_box()
    assert box["y"] + box["height"] <= 720


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("look", ["gradient", "unit"])
def test_nothing_is_cut_off_on_a_phone(lesson, lang, look):
    link = f"reveal=1&t=14&look={look}&example=lstm_bias{OPEN}"
    page = lesson(link, lang=lang, width=390, height=844, wait=".units canvas")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    cards = page.locator(".card .equation")
    for k in range(cards.count()):
        assert cards.nth(k).evaluate("e => e.scrollWidth <= e.clientWidth + 1")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
@pytest.mark.parametrize("look", ["gradient", "unit"])
def test_no_label_is_smaller_than_12_px(lesson, size, look):
    link = f"reveal=1&t=14&look={look}"
    page = lesson(link, width=size[0], height=size[1], wait=".units canvas")
    smallest = page.evaluate("""() => {
      const root = document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot;
      const texts = [...root.querySelectorAll('*')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) &&
        !e.closest('math') && e.getClientRects().length);
      const sized = texts.map(e => {
        const svg = e.ownerSVGElement;
        const scale = svg ? svg.getScreenCTM().a : 1;
        return parseFloat(getComputedStyle(e).fontSize) * scale;
      });
      return Math.min(...sized);
    }""")
    assert smallest >= 11.99


def test_the_file_to_take_along_plays_offline(lesson, page_factory, tmp_path):
    page = lesson("reveal=1&t=14")
    with page.expect_download() as download:
        page.get_by_role("button", name=load("app", "en")["html"]).click()
    file = tmp_path / "lesson.html"
    download.value.save_as(file)
    visit = page_factory(file.as_uri())
    visit.page.wait_for_selector(".chain .head[d]")
    visit.page.focus(".stage")
    visit.page.keyboard.press("Home")
    expect(visit.page.locator(".chain .read").first).to_have_text(at(shipped(), 0)[0])
    assert visit.errors == []
    assert visit.outside == []


def test_the_frame_of_a_notebook_plays(page_factory, tmp_path):
    from viz.notebook import show
    from viz.your_model import stage

    words, player = load("your_model", "en").labels, load("stage", "en").labels
    picture = stage(
        shipped(), YourModel(), name="Mine", note="", words=words, player=player, covered=False
    )
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><body>{show(picture)._repr_html_()}</body>", "utf-8")
    visit = page_factory(file.as_uri())
    frame = visit.page.frame_locator("iframe")
    frame.locator(".chain .head[d]").first.wait_for(timeout=30_000)
    frame.locator(".stage").focus()
    visit.page.keyboard.press("Home")
    expect(frame.locator(".chain .read").first).to_have_text(at(shipped(), 0)[0])
    assert visit.errors == []
    assert visit.outside == []
