// The marks and lines of a plot, and what they are called.

import { html, resize, svg } from "../../kit/dom.js";

const SHAPES = {
  disc: "M-6,0A6,6 0 1 1 6,0A6,6 0 1 1 -6,0Z",
  square: "M-5.5,-5.5H5.5V5.5H-5.5Z",
  diamond: "M0,-7.5L7.5,0L0,7.5L-7.5,0Z",
  ring: "M-10,0A10,10 0 1 1 10,0A10,10 0 1 1 -10,0Z",
};

/** A mark in the shape and colour of its group. */
export const markOf = ({ colour, shape }, attributes) =>
  svg("path", { d: SHAPES[shape], class: `mark ${shape}`, style: `--mark:var(--${colour})`, ...attributes });

/** A line in the colour of its curve; `d` is its path. */
export const lineOf = ({ colour, dash, trail }, d) =>
  svg("path", { d, class: trail ? "curve trail" : "curve", style: `stroke:var(--${colour})`, "stroke-dasharray": dash });

/** A line with the tip of an arrow at its end. */
export function arrowOf({ colour }) {
  const line = svg("line", { class: "curve", style: `stroke:var(--${colour})` });
  const tip = svg("path", { d: "M1,0L-11,-6V6Z", style: `fill:var(--${colour})` });
  return { line, tip, node: svg("g", { class: "vector" }, line, tip) };
}

/** The square of an error. */
export const squareOf = ({ colour }) => svg("rect", { class: "error", style: `--mark:var(--${colour})` });

function sample(mark) {
  const picture = svg("svg", { "aria-hidden": "true", viewBox: "-12 -11 24 22" }, mark);
  resize(picture, 24, 22);
  return picture;
}

/** What groups, curves, arrows and squares are called, below the plot. */
export function key({ arrows, curves, groups, squares }) {
  const vector = (arrow) => {
    const { line, node, tip } = arrowOf(arrow);
    for (const [name, value] of [["x1", -11], ["x2", 4]]) line.setAttribute(name, value);
    tip.setAttribute("transform", "translate(9 0)");
    return node;
  };
  const box = (each) => {
    const rect = squareOf(each);
    for (const name of ["width", "height"]) rect.setAttribute(name, 13);
    rect.setAttribute("transform", "translate(-6.5 -6.5)");
    return rect;
  };
  const things = [[groups, (group) => markOf(group)], [curves, (curve) => lineOf(curve, "M-11,0H11")], [arrows, vector], [squares, box]];
  const named = things.flatMap(([all, mark]) => all.filter(({ name }) => name).map((thing) => html("span", {}, sample(mark(thing)), thing.name)));
  return named.length ? [html("div", { class: "key", "aria-hidden": "true" }, ...named)] : [];
}
