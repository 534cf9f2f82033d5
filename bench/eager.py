"""The peer of bench/cold_start.py: imports torch first, and makes the lesson's picture with it."""

import streamlit as st
import torch

from core.lessons.vanishing_gradient.run import run
from core.lessons.vanishing_gradient.settings import VanishingGradient
from ui.stage import mount
from ui.text import load
from viz.lessons.vanishing_gradient import stage
from viz.views.gradients import Row

torch.set_num_threads(1)
st.title("How far back can it learn?")
gradients = run(VanishingGradient()).gradients
picture = stage(
    [Row(code, "", gradient) for code, gradient in gradients.items()],
    words=load("vanishing_gradient", "en").labels,
    options=("never",),
    covered=True,
)
mount(picture)
