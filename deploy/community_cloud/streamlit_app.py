"""The server on Streamlit Community Cloud: that of app.py, with the requirements beside it."""

import sys
from pathlib import Path

import streamlit as st

PROJECT = Path(__file__).parents[2]
sys.path.insert(0, str(PROJECT))  # Streamlit puts this folder there

from starlette.middleware import Middleware  # noqa: E402

from ui.shell import Shell  # noqa: E402

app = st.App(PROJECT / "ui/main.py", middleware=[Middleware(Shell)])
