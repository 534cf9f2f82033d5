"""The visits that move every control: they leave no value out, and name the one that fails."""

from dataclasses import dataclass

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.settings import Settings, between, one_of, some_of
from tests.pages.every_control import every_control, least, meant
from tests.pages.reader import extremes


@dataclass(frozen=True, kw_only=True)
class Sample(Settings):
    size: int = between(4, 1, 8)
    mode: str = one_of("a", "abc")
    depth: float = between(0.5, 0, 1, 0.5)
    parts: str = some_of("", "xy")
    spot: int = between(0, 0, 3, picked=True)


VALUES = [*extremes(Sample), ("parts", "x.y")]


def page():
    import streamlit as st

    from core.lessons.settings import split_codes

    def bound(control, name, *arguments, **options):
        return control(name, *arguments, key=name, bind="query-params", **options)

    size = bound(st.slider, "size", 1, 8, 4)
    mode = bound(st.pills, "mode", ["a", "b", "c"], default="a")
    if mode == "c":
        bound(st.number_input, "depth", 0.0, 1.0)
    parts = list(split_codes(st.query_params.get("parts", "")))
    st.multiselect("parts", ["x", "y"], parts, key="parts:x/y")
    if size == 8 and st.query_params.get("spot") == "0":
        st.error("too large for the first spot")


class Visitor:
    def __init__(self):
        self.links = []

    def __call__(self, **link):
        self.links.append(link)
        app = AppTest.from_function(page)
        for name, value in link.items():
            app.query_params[name] = value
        return app.run()

    def all_seen(self):
        return {pair for link in self.links for pair in link.items()}


def nothing(app, link):
    pass


def test_every_value_is_seen_in_few_visits_and_in_both_languages():
    visit, looked = Visitor(), []
    scene = {"mode": "c", "spot": "1"}
    every_control(visit, Sample, VALUES, {}, scene, look=lambda app, link: looked.append(link))
    assert visit.all_seen() >= {*VALUES, ("lang", "en"), ("lang", "zh")}
    assert len(visit.links) == len(looked) <= 5


def test_the_control_that_fails_is_named_alone():
    def look(app, link):
        assert app.slider[0].value < 8, "so large"

    with pytest.raises(pytest.fail.Exception, match=r"^size=8: so large"):
        every_control(Visitor(), Sample, extremes(Sample), look=look)


def test_two_that_fail_together_are_named_together():
    together = [("size", "8"), ("spot", "0"), ("parts", "x.y")]
    with pytest.raises(pytest.fail.Exception, match=r"^size=8&spot=0: .*too large"):
        every_control(Visitor(), Sample, together, look=nothing)


def test_a_control_that_is_never_there_is_missed():
    values = [*extremes(Sample), ("mode", "d")]
    with pytest.raises(AssertionError, match="no control takes mode=d"):
        every_control(Visitor(), Sample, values, {"spot": "1"}, {"mode": "c"}, look=nothing)


def test_the_least_that_fails_still():
    link = dict.fromkeys("abcde", "1")
    assert set(least(link, lambda some: {"b", "d"} <= set(some))) == {"b", "d"}


def test_a_link_means_numbers_and_what_others_decide():
    assert meant(Sample, {"size": "8", "depth": "1", "lang": "zh"}) == Sample(size=8, depth=1.0)
