import re
from html.parser import HTMLParser

from core.lessons.your_model.lesson import shipped
from core.lessons.your_model.settings import YourModel
from ui.text import load
from viz.export import html
from viz.lessons.your_model import stage
from viz.notebook import show

NASTY = '"></iframe><script>alert(1)</script>&amp;'


def made():
    words = load("your_model", "en").labels
    return stage(shipped(), YourModel(), name=NASTY, note="", words=words, covered=False)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_notebook_shows_the_standalone_page_in_a_frame():
    shown = show(made(), title=NASTY, height=500)
    tags = Tags()
    tags.feed(shown._repr_html_())
    assert [tag for tag, _ in tags.found] == ["iframe"]  # nothing breaks out of the attribute
    frame = tags.found[0][1]
    assert frame["srcdoc"] == html(made(), title=NASTY, lang="en")
    assert frame["sandbox"] == "allow-scripts"
    assert "height:500px" in frame["style"]


def test_the_page_in_the_frame_needs_nothing_from_elsewhere():
    page = show(made()).page
    assert not re.search(r"""(src|href)=|url\((?!#)|@import|https://""", page)
