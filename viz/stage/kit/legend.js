// The scale of a colour: a bar with ticks and the name of what is measured.

import { svg, textWidth } from "./dom.js";
import { css, ramp } from "./colours.js";
import { number, powerOfTen } from "./format.js";

let legends = 0;

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

/** Draws the legend of `scale` at (x, y), `width` px wide; 30 px high, 46 where the name wraps. */
export function legend(node, scale, x, y, width, family) {
  const id = `unrolled-ramp-${(legends += 1)}`;
  const name = textWidth(scale.label, `13px ${family}`);
  const wraps = name + 150 > width;
  const bar = Math.min(240, (wraps ? width : width - name) - 46);
  const start = x + 14; // half a tick label
  const colours = ramp(node, scale.kind);
  const stops = Array.from({ length: 33 }, (_, k) =>
    svg("stop", { offset: k / 32, "stop-color": css(colours[Math.round((k / 32) * 255)]) }));
  const top = wraps ? y + 17 : y;
  const group = svg("g", { class: "legend" },
    svg("defs", {}, svg("linearGradient", { id }, ...stops)),
    svg("rect", { x: start, y: top, width: bar, height: 10, rx: 3, fill: `url(#${id})`, class: "scale" }));
  for (const [share, text] of ticks(scale, Math.max(2, Math.floor(bar / 50)))) {
    group.append(svg("text", { x: start + share * bar, y: top + 25, class: "tick middle" }, text));
  }
  group.append(wraps ? svg("text", { x, y: y + 9, class: "note" }, scale.label)
    : svg("text", { x: start + bar + 22, y: y + 10, class: "note" }, scale.label));
  return group;
}

/** The height that `legend` takes for a width. */
export function legendHeight(scale, width, family) {
  return textWidth(scale.label, `13px ${family}`) + 150 > width ? 46 : 30;
}
