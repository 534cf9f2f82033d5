"""A page of Streamlit alone, with as many elements as a lesson has: the limit of its reruns."""

import streamlit as st

DRAW = (
    lambda k: st.markdown(f"A paragraph, and the number {k} in it."),
    lambda k: st.container(key=f"container_{k}"),
    lambda k: st.slider(f"Slider {k}", 0, 10, key=f"slider_{k}", bind="query-params"),
    lambda k: st.markdown(f"Another paragraph, number {k}."),
    lambda k: st.pills(f"Choice {k}", ["a", "b", "c"], key=f"choice_{k}"),
    lambda k: st.button(f"Button {k}"),
)

st.set_page_config(page_title="Plain", layout="wide")
for k in range(int(st.query_params["elements"])):
    DRAW[k % len(DRAW)](k)
