"""The gallery in a real browser: what every kind of view promises, in files without a server."""

import pytest

from tests.browser.checks import (
    accessible,
    apart,
    drawn,
    emulate_theme,
    fits_below_a_head,
    read,
    readable,
    resize,
)
from tests.browser.gallery import EXHIBITS
from viz.stage import kinds, script, style

pytestmark = pytest.mark.browser

PROJECTOR = 1280  # px
WIDTHS = (1920, PROJECTOR, 390)  # px: a large screen, a projector, a phone
LOOKS = (("en", False), ("zh", True))  # each language in one theme: colours know no language

# A file goes on with what the same stage says in another language, as a page does.
SHOW = """([data, language]) => {
  document.documentElement.lang = language;
  document.getElementById("root").unrolled.update(data);
}"""

# What a page loads, all kinds of view, called as Components v2 calls it.
WITH_ALL_KINDS = """<!doctype html><style>{style}</style>
<div id="root"></div><script type="module">
{script}
let leave;
globalThis.show = (data) => {{
  leave?.();
  leave = entry({{ data: [data], parentElement: document.getElementById("root") }});
}};
</script>"""

each_exhibit = pytest.mark.parametrize("exhibit", EXHIBITS, ids=str)


@pytest.fixture(scope="module")
def with_all_kinds(context, tmp_path_factory):
    """A page that shows the data of any stage."""
    file = tmp_path_factory.mktemp("gallery") / "all_kinds.html"
    entry = script().replace("export default ", "const entry = ")
    file.write_text(WITH_ALL_KINDS.format(style=style(), script=entry), encoding="utf-8")
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    page.goto(file.as_uri())
    yield page
    page.close()


def test_every_kind_of_view_is_in_the_gallery():
    assert set().union(*(exhibit.kinds for exhibit in EXHIBITS)) == set(kinds())


@each_exhibit
def test_all_can_be_read_at_every_width(exported, exhibit):
    page = exported(exhibit.stage("en"), still=True)
    for language, dark in LOOKS:
        emulate_theme(page, dark=dark)
        page.evaluate(SHOW, [exhibit.stage(language).payload(), language])
        for width in WIDTHS:
            resize(page, width)
            apart(page)
            readable(page)
            if width == PROJECTOR:
                fits_below_a_head(page)
        accessible(page)


@pytest.mark.parametrize("kind", kinds())
def test_keys_move_the_clock_and_a_file_says_the_same_as_a_page(exported, kind, with_all_kinds):
    exhibit = next(each for each in EXHIBITS if kind in each.kinds)
    made = exhibit.stage("en")
    last = made.clock.length - 1
    steps = {"Home": 0, "ArrowRight": 1, "End": last, "ArrowLeft": last - 1}
    with_all_kinds.evaluate("show", made.payload())
    said = walk(with_all_kinds, steps)
    page = exported(made, still=True)
    assert walk(page, steps) == said
    assert [step for step, _ in said] == list(steps.values())
    page.keyboard.press(" ")
    page.wait_for_selector("button.play[aria-label=Pause]")


def walk(page, keys) -> list[tuple[int, list[str]]]:
    """The step that each of these keys leads to, and what the stage says there."""
    page.bring_to_front()
    page.focus(".stage")
    said = []
    for key in keys:
        page.keyboard.press(key)
        drawn(page)
        said.append((int(page.locator(".slider").input_value()), read(page)))
    return said
