"""What the browser says was picked in a picture is checked, whatever it says; in every lesson."""

from itertools import cycle

import pytest

from tests.core.lessons.test_every_lesson import STEMS, others, settings_of
from tests.pages.reader import payload, tell, visitor

NONSENSE = (-5, 10**12, "", "nonsense", "9" * 5000, "1-2-3", "99999-3")
STRANGE = (0.5, True, None, [], {})  # neither whole numbers nor texts: no stage hears of them


@pytest.mark.parametrize("stem", STEMS)
def test_nonsense_is_ignored_and_the_page_lives_on(stem):
    """But for texts, which hold any word: the picture makes of it what it can."""
    app, rules = visitor(stem)(reveal="1"), settings_of(stem).rules()
    names = [*payload(app)["picked"], "nobody", "t"]
    told = [dict.fromkeys(names, said) for said in NONSENSE]
    told += [dict(zip(names, cycle(STRANGE)))]
    for message, said in enumerate(told, 1):
        before = payload(app)["picked"]
        now = tell(app, said, message)
        for name, value in before.items():
            if name not in rules or not rules[name].allows(said[name]):
                assert now[name] == value, (name, said[name])


@pytest.mark.parametrize("stem", STEMS)
def test_what_a_field_allows_is_taken(stem):
    app = visitor(stem)(reveal="1")
    for message, name in enumerate(payload(app)["picked"], 1):
        if name in settings_of(stem).rules():
            value = others(settings_of(stem), name)[0]
            assert tell(app, {name: value}, message)[name] == value
