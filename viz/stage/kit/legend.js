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

/** The bar of a running text, between its ends. */
export const inlineKey = (colours, low, high) =>
  [number(low), html("i", { style: `background:linear-gradient(to right,${stopsOf(colours).join()})` }), number(high)];

/** How a key writes the ends of a scale, which may name them itself. */
export const endsOf = ({ kind, low, high, ends }) => ends
  ?? [low, high].map((end) => (kind === "log" ? powerOfTen(Math.round(Math.log10(end))) : `${end}`.replace("-", "−")));

/** Where the parts of a key stand, from its left end on. */
function keyPlaces(node, scale) {
  const family = fontOf(node);
  const [low, high] = endsOf(scale).map((end) => textWidth(end, `12px ${family}`));
  const start = low + KEY.gap;
  const end = start + KEY.bar + KEY.gap;
  const label = end + high + KEY.label;
  return { start, end, label, width: label + textWidth(scale.label, `13px ${family}`) };
}

/** The scale in little room: both ends, the bar between them and the label on the line `y`, from `x` on. */
export function colourKey(node, scale, x, y) {
  const { start, end, label } = keyPlaces(node, scale);
  const [low, high] = endsOf(scale);
  return svg("g", { class: "colour-key" },
    svg("text", { class: "tick", x, y }, low), bar(ramp(node, scale.kind), { x: x + start, y: y - 9, width: KEY.bar, height: 9 }),
    svg("text", { class: "tick", x: x + end, y }, high), svg("text", { class: "note", x: x + label, y }, scale.label));
}

/** The width that `colourKey` takes. */
export const keyWidth = (node, scale) => keyPlaces(node, scale).width;

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

const labelWidth = (node, { label }) => textWidth(label, `13px ${fontOf(node)}`);

/** The height that `legend` takes for a width: another line where the label wraps. */
export const legendHeight = (node, scale, width) => (labelWidth(node, scale) + BESIDE > width ? 46 : 30);

/** The legend of `scale` at (x, y), `width` px wide, with ticks below the bar. */
export function legend(node, scale, x, y, width) {
  const name = labelWidth(node, scale);
  const wraps = name + BESIDE > width;
  const long = Math.min(240, (wraps ? width : width - name) - 46);
  const start = x + 14; // half a tick label
  const top = wraps ? y + 17 : y;
  const marks = ticks(scale, Math.max(2, Math.floor(long / 50))).map(([share, text]) =>
    svg("text", { x: start + share * long, y: top + 25, class: "tick middle" }, text));
  const label = wraps ? { x, y: y + 9 } : { x: start + long + 22, y: y + 10 };
  return svg("g", { class: "legend" }, bar(ramp(node, scale.kind), { x: start, y: top, width: long, height: 10, rx: 3 }),
    ...marks, svg("text", { ...label, class: "note" }, scale.label));
}
