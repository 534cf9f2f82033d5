"""The server: `streamlit run app.py`. What it draws is in ui/main.py."""

import streamlit as st
from starlette.middleware import Middleware

from ui.shell import Shell

app = st.App("ui/main.py", middleware=[Middleware(Shell)])
