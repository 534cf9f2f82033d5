// What colours mean: a bar of a scale's colours, numbers beside or below it, the name of what is measured.

import { fontOf, html, svg, textWidth } from "./dom.js";
import { css, ramp } from "./colours.js";
import { number, powerOfTen } from "./format.js";

const STOPS = 33; // of the colours in a bar
const KEY = { bar: 60, gap: 5, label: 9 }; // px of a key's bar, from its ends to it, and to the label
const BESIDE = 150; // px of a bar that has its label beside it, at least

let bars = 0;

const stopsOf = (colours) => Array.from({ length: STOPS }, (_, k) => css(colours[Math.round((k / (STOPS - 1)) * (colours.length - 1))]));

/** A bar of the colours of a ramp. */
function bar(colours, shape) {
  const id = `unrolled-colours-${(bars += 1)}`;
  const stops = stopsOf(colours).map((colour, k) => svg("stop", { offset: k / (STOPS - 1), "stop-color": colour }));
  return svg("g", {}, svg("defs", {}, svg("linearGradient", { id }, ...stops)),
    svg("rect", { ...shape, fill: `url(#${id})`, class: "scale" }));
}

/** What puts parts that are drawn at the origin at a point. */
const placed = (...parts) => (x, y) => svg("g", { transform: `translate(${x},${y})` }, ...parts);

/** The bar of a running text, between its ends. */
export const inlineKey = (colours, low, high) =>
  [number(low), html("i", { style: `background:linear-gradient(to right,${stopsOf(colours).join()})` }), number(high)];

/** How a key writes the ends of a scale, which may name them itself. */
export const endsOf = ({ kind, low, high, ends }) => ends
  ?? [low, high].map((end) => (kind === "log" ? powerOfTen(Math.round(Math.log10(end))) : `${end}`.replace("-", "−")));

/** The scale in little room, on one line: both ends, the bar between them, the label; its `width`, and `at(x, y)`. */
export function colourKey(node, scale) {
  const widthOf = (text, size) => textWidth(text, `${size}px ${fontOf(node)}`);
  const [low, high] = endsOf(scale);
  const start = widthOf(low, 12) + KEY.gap;
  const end = start + KEY.bar + KEY.gap;
  const label = end + widthOf(high, 12) + KEY.label;
  return { width: label + widthOf(scale.label, 13), at: placed(
    svg("text", { class: "tick" }, low), bar(ramp(node, scale.kind), { x: start, y: -9, width: KEY.bar, height: 9 }),
    svg("text", { class: "tick", x: end }, high), svg("text", { class: "note", x: label }, scale.label)) };
}

function ticks({ kind, low, high }, room) {
  if (kind === "log") {
    const [from, to] = [Math.log10(low), Math.log10(high)];
    const step = Math.max(1, Math.ceil((to - from) / room));
    const powers = [];
    for (let power = Math.ceil(from); power <= to; power += step) powers.push(power);
    const end = { [from]: "≤\u202f", [to]: "≥\u202f" }; // colours end where values go on
    return powers.map((power) => [(power - from) / (to - from), `${end[power] ?? ""}${powerOfTen(power)}`]);
  }
  const shares = kind === "diverging" ? [0, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1];
  return shares.map((share) => [share, number(low + share * (high - low))]);
}

/** The scale with ticks below its bar, in a width: its `height`, another line where the label wraps, and `at(x, y)`. */
export function legend(node, scale, width) {
  const name = textWidth(scale.label, `13px ${fontOf(node)}`);
  const wraps = name + BESIDE > width;
  const long = Math.min(240, (wraps ? width : width - name) - 46);
  const start = 14; // half a tick label
  const top = wraps ? 17 : 0;
  const marks = ticks(scale, Math.max(2, Math.floor(long / 50))).map(([share, text]) =>
    svg("text", { x: start + share * long, y: top + 25, class: "tick middle" }, text));
  const label = svg("text", { class: "note", ...(wraps ? { y: 9 } : { x: start + long + 22, y: 10 }) }, scale.label);
  return { height: wraps ? 46 : 30, at: placed(bar(ramp(node, scale.kind), { x: start, y: top, width: long, height: 10, rx: 3 }), ...marks, label) };
}
