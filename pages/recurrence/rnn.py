"""Does it remember everything alike? One network, used again at every word, there and back."""

import streamlit as st

from core.lessons.rnn.lesson import snippet, table
from core.lessons.rnn.settings import Rnn
from ui import lesson, predict
from ui.controls import panel, picked
from ui.lessons.rnn.parts import (
    ask,
    by_hand,
    drawn,
    general,
    hood,
    readable,
    sharing,
    shuffled,
    sums,
    truncation,
    verdict,
    why,
)
from viz.lessons.rnn import stage

NOTICE = {
    "folded": {"look": "folded"},
    "lost": {"sentence": "those students who play tennis in the park are happy .", "t": 8},
    "far": {"sentence": "my older sister drank three cups of coffee in the office .", "t": 22},
}

text = lesson.words_of("rnn")
card, answer = lesson.card(), st.container()
values = picked(Rnn)
with card.typed:
    values |= panel(Rnn, text, ["sentence"], lambda _: {})
with card.bar:
    settings = lesson.valid(Rnn, text, values)
    settings, recorded = readable(text, settings)

with card.foot:
    guesses = ask(text, settings, recorded)
covered = not predict.revealed()
shown = drawn(recorded) if covered else guesses
moving = stage(recorded, settings, shown, words=text.labels, covered=covered)
moving = predict.told(moving, lambda: verdict(text, recorded, guesses))
with card.picture:
    lesson.moving_picture(moving, text, Rnn)

if predict.revealed():
    with answer:
        why(text, recorded)
    lesson.notice(card, text, settings, NOTICE)
    sums(text, recorded, settings)
    by_hand(text)
    general(text)
    sharing(text)
    truncation(text, settings)
    shuffled(text)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(recorded), snippet=snippet(settings))
lesson.sources(text)
