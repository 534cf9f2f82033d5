"""The smallest app, for bench/cold_start.py: what Streamlit alone takes."""

import streamlit as st

st.title("How far back can it learn?")
