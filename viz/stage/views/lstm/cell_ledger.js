// The ledger of one unit: what was kept and what was written, as bars that add up to its state.

import { resize, scrubbable, set, svg } from "../../kit/dom.js";
import { linearTicks, stepTicks } from "../../kit/axis.js";
import { number } from "../../kit/format.js";
import { visible } from "./cell_text.js";

const HEIGHT = 204; // px

function areaOf(width, cell, unit) {
  const sums = ["c", "kept"].flatMap((name) => cell.series(name, unit)).filter((value) => !Number.isNaN(value));
  const low = Math.min(-0.5, ...sums);
  const high = Math.max(0.5, ...sums);
  const box = { left: 34, right: width - 2, top: 40, bottom: HEIGHT - 24 };
  const pitch = (box.right - box.left) / cell.length;
  return { ...box, low, high, pitch, x: (time) => box.left + time * pitch,
    y: (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top) };
}

function bar(a, t, from, to, name, share) {
  const inset = (a.pitch * (1 - share)) / 2;
  return svg("rect", { class: name, "data-t": t + 1, "data-value": to - from, x: a.x(t) + inset,
    width: Math.max(0.5, a.pitch - 2 * inset), y: Math.min(a.y(from), a.y(to)), height: Math.abs(a.y(from) - a.y(to)) });
}

function scaleOf(a) {
  return linearTicks(a.low, a.high, 4).flatMap(([value, text]) => [
    svg("line", { x1: a.left, x2: a.right, y1: a.y(value), y2: a.y(value), class: value === 0 ? "zero" : "rule" }),
    svg("text", { x: a.left - 6, y: a.y(value) + 4, class: "tick end" }, text),
  ]);
}

/** The characters below, where they fit; else the numbers of some steps. */
function below(a, tokens) {
  const y = a.bottom + 17;
  if (a.pitch >= 8) {
    return tokens.map((token, t) => svg("text", { x: a.x(t + 0.5), y, class: "sign middle" }, token === " " ? "" : visible(token)));
  }
  return stepTicks(tokens.length, a.pitch, 44).map((t) =>
    svg("text", { x: a.x(t + 0.5), y, class: "tick middle" }, String(t + 1)));
}

function keyOf(a, words, covered) {
  const items = [["kept", "f", words.kept], ["written", "i", words.written], ["state", "c", words.state]];
  const shown = covered ? items.slice(2) : items;
  return svg("text", { x: a.left, y: 30, class: "key" }, ...shown.map(([, colour, text], k) =>
    svg("tspan", { dx: k ? 12 : 0, style: `fill:var(--${colour})` }, `${colour === "c" ? "━" : "■"} ${text}`)));
}

export class CellLedger {
  constructor(host, data, cell, clock) {
    Object.assign(this, { host, data, cell, clock });
    this.picture = svg("svg", { role: "img", tabindex: 0 });
    host.append(this.picture);
    scrubbable(this.picture, clock, (x) => (x - this.area.left) / this.area.pitch - 0.5);
  }

  layout(width) {
    this.width = width;
  }

  /** Draws the whole ledger of a unit; `draw` then only moves the cursor. */
  choose(unit) {
    const { cell, data, width } = this;
    const a = (this.area = areaOf(width, cell, unit));
    this.unit = unit;
    const kept = cell.covered ? [] : cell.series("kept", unit).map((value, t) => bar(a, t, 0, value, "kept", 0.9));
    const written = cell.covered ? [] : cell.series("kept", unit).map((value, t) =>
      bar(a, t, value, value + cell.at("written", t, unit), "written", a.pitch < 4 ? 0.9 : 0.5));
    const line = cell.series("c", unit).map((value, t) => `${a.x(t + 0.5)},${a.y(value)}`).join("L");
    this.cursor = svg("rect", { y: a.top - 4, height: a.bottom - a.top + 26, width: Math.max(3, a.pitch), rx: 3, class: "cursor" });
    this.dot = svg("circle", { r: 4.5, class: "dot" });
    resize(this.picture, width, HEIGHT);
    this.picture.replaceChildren(
      svg("text", { x: 0, y: 12, class: "strong" }, `${data.words.unit} ${unit}: ${data.words.ledger}`),
      keyOf(a, data.words, cell.covered), ...scaleOf(a), ...kept, ...written,
      svg("path", { d: `M${line}`, class: "state" }), ...below(a, data.tokens), this.cursor, this.dot);
  }

  draw(time, step) {
    const { area: a, cell, unit } = this;
    this.cursor.setAttribute("x", a.x(time));
    const from = cell.at("c", Math.floor(time), unit);
    const to = cell.at("c", Math.ceil(time), unit);
    this.dot.setAttribute("cx", a.x(time + 0.5));
    this.dot.setAttribute("cy", a.y(from + (to - from) * (time - Math.floor(time))));
    if (!this.clock.playing) set(this.picture, "aria-label", this.describe(step));
  }

  describe(step) {
    const { cell, data, unit } = this;
    const parts = [["kept", "kept"], ["written", "written"], ["state", "c"]]
      .map(([word, name]) => `${data.words[word]} ${number(cell.at(name, step, unit), 3, "?")}`);
    return `${data.words.unit} ${unit}, t = ${step + 1}: ${parts.join("; ")}`;
  }
}
