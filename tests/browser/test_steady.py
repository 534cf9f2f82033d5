"""Nothing below a stage trembles: from the first to the last step its height stays the same."""

import pytest

pytestmark = pytest.mark.browser

HEIGHTS = """async () => {
  const pages = [...document.querySelectorAll("*")].map((node) => node.shadowRoot?.querySelector(".stage"));
  const stage = pages.find(Boolean);
  const slider = stage.querySelector(".slider");
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const heights = new Set();
  for (let t = Number(slider.min); t <= Number(slider.max); t += 1) {
    slider.value = t;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await frame();
    heights.add(stage.getBoundingClientRect().height.toFixed(1));
  }
  return [...heights];
}"""  # noqa: E501

LINKS = {
    "vanishing_gradient": "",
    "lstm_derivation": "step=output",
    "gru": "",
    "your_model": "look=unit&example=gru",
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("stem", LINKS)
def test_the_height_stays_while_the_clock_goes_through_all_steps(lesson, stem, width):
    page = lesson(f"{LINKS[stem]}&reveal=1&t=1", stem=stem, width=width)
    assert len(page.evaluate(HEIGHTS)) == 1
