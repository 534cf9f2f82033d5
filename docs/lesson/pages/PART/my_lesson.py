"""Does it move by itself? The state of an RNN that reads, and then reads nothing any more."""

import streamlit as st

from core.lessons.my_lesson.lesson import ANSWERS, record_lesson, snippet, table
from core.lessons.my_lesson.settings import MyLesson
from ui import lesson, predict
from ui.controls import panel
from ui.lessons.my_lesson.parts import after_the_answer, hood
from viz.lessons.my_lesson import stage

NOTICE = {"settles": {"t": 13}, "seed": {"seed": 1, "t": 13}}

text = lesson.words_of("my_lesson")
picture, question = st.container(), st.container()
values = panel(MyLesson, text, MyLesson.rules(), lambda _: {})
settings = lesson.valid(MyLesson, text, values)
trace = lesson.cached(record_lesson)(settings.recorded)

with question:
    guesses = predict.ask(
        text,
        {"range": text["guess_label"]},
        ANSWERS,
        widget=st.segmented_control,
        about=settings,
    )
moving = stage(trace, settings, words=text.labels, covered=not predict.revealed())
with picture:
    lesson.moving_picture(moving, text)

if predict.revealed():
    with question:
        after_the_answer(text, settings, trace, guesses)
    lesson.notice(text, MyLesson, NOTICE)
    hood(text, settings)
lesson.take_along(text, stage=moving, csv=lambda: table(trace), snippet=snippet(settings))
lesson.sources(text)
