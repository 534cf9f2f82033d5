// The marks and lines of a plot, and what they are called.

import { svg, textWidth } from "../../kit/dom.js";

const SHAPES = { disc: "M-6,0A6,6 0 1 1 6,0A6,6 0 1 1 -6,0Z", square: "M-5.5,-5.5H5.5V5.5H-5.5Z", diamond: "M0,-7.5L7.5,0L0,7.5L-7.5,0Z" };

/** A mark in the shape and colour of its group. */
export const markOf = ({ colour, shape }, attributes) =>
  svg("path", { d: SHAPES[shape], class: "mark", style: `fill:var(--${colour})`, ...attributes });

/** A line in the colour of its curve; `d` is its path. */
export const lineOf = ({ colour, dash }, d) =>
  svg("path", { d, class: "curve", style: `stroke:var(--${colour})`, "stroke-dasharray": dash });

/** What the groups and curves are called, in a row above the plot. */
export function key(groups, curves, { left, top }, family) {
  const things = [...groups.map((group) => [group.name, markOf(group)]), ...curves.map((curve) => [curve.name, lineOf(curve, "M-9,0H7")])];
  let x = left;
  return things.filter(([name]) => name).map(([name, mark]) => {
    const from = x + 8;
    x = from + textWidth(name, `13px ${family}`) + 24;
    return svg("g", { class: "key", transform: `translate(${from} ${top - 11})` }, mark, svg("text", { x: 11, y: 4.5 }, name));
  });
}
