"""An empty app, the peer of bench/cold_start.py: what Streamlit alone takes to a first title."""

import streamlit as st

st.title("How far back can it learn?")
