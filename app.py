"""The server: `streamlit run app.py`. What it draws is in ui/main.py."""

import streamlit as st

app = st.App("ui/main.py")
