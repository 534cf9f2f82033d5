// One unit of a gated recurrent unit as a diagram: wires are as thick as what flows at the clock.

import { clamp, fontOf, resize, set, svg, textWidth, write } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";
import { between, unpack } from "../../kit/data.js";
import { View } from "../../kit/view.js";
import { BOX, HEIGHT, NODE, geometry, wiring } from "./gru_wiring.js";

const PARTS = ["before", "z", "kept", "r", "past", "given", "n", "new", "h"]; // in reading order
const HIDDEN_PARTS = new Set(["before", "kept", "new", "h"]); // until the guess

function node(x, y, sign) {
  return svg("g", { class: "node" }, svg("circle", { cx: x, cy: y, r: NODE }),
    svg("text", { x, y: y + 5.5, class: "sign middle" }, sign));
}

function small(x, y, text) {
  return svg("g", { class: "node" }, svg("rect", { x: x - 15, y: y - 10, width: 30, height: 20, rx: 6 }),
    svg("text", { x, y: y + 4.5, class: "middle" }, text));
}

/** A gate or the candidate: its letter with its value, and its name where there is room. */
function box(g, name, x, { words, narrow, held }) {
  const value = svg("text", { x, y: g.gate + (narrow ? 5 : -2), class: `value middle${narrow ? " tight" : ""}`, style: `fill:var(--${name})`, "data-value": name });
  const word = words[name] + (held === name ? ` · ${words.held}` : "");
  return { value, group: svg("g", { class: "box" },
    svg("rect", { x: x - g.box / 2, y: g.gate - BOX / 2, width: g.box, height: BOX, rx: 10, style: `stroke:var(--${name})` }),
    value, ...(narrow ? [] : [svg("text", { x, y: g.gate + 15, class: "tick middle" }, word)])) };
}

/** A symbol with its index, before a number: h with t−1 below. */
function indexed(letter, index, text) {
  text.append(letter, svg("tspan", { class: "index", dy: 4 }, index), svg("tspan", { dx: 6, dy: -4 }));
  return text;
}

/** Words in lines that are no wider than `room` px. */
function inLines(words, room, font) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (textWidth(longer, font) <= room) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

/** The covered part: what z does with the old state and the new one. */
function question(g, words, family) {
  const left = g.z - 34;
  const [top, height] = [g.top - 22, g.mid + 18 - (g.top - 22)];
  const width = g.sum + 34 - left;
  const lines = inLines(`? ${words.covered}`, width - 12, `600 13px ${family}`);
  const x = left + width / 2;
  return svg("g", { class: "question" }, svg("rect", { x: left, y: top, width, height, rx: 12 }),
    svg("text", { y: top + height / 2 + 13 - 8 * lines.length, class: "middle strong" },
      ...lines.map((line, k) => svg("tspan", { x, dy: k && 16 }, line))));
}

/** A unit's diagram; see `viz.views.gru_cell.gru_cell` for its data. */
export default class GRUCell extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.series = Object.fromEntries(Object.entries(data.series).map(([name, values]) => [name, [...unpack(values)]]));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    host.addEventListener("keydown", (event) => this.key(event));
    host.addEventListener("blur", () => this.choose(undefined));
  }

  layout(width) {
    const { data } = this;
    const g = (this.g = geometry(width));
    const { wires, minus, projection } = wiring(g, data);
    this.wires = wires.map(([name, d, colour]) => ({ name, path: svg("path", { d, class: "wire", style: `stroke:var(--${colour})`, "data-wire": name }) }));
    const look = { words: data.words, narrow: width < 480, held: data.held };
    const boxes = { z: box(g, "z", g.z, look), n: box(g, "n", g.sum, look), r: box(g, "r", g.r, look) };
    this.values = this.labels(g, boxes);
    resize(this.picture, width, HEIGHT);
    const mix = data.covered ? [question(g, data.words, fontOf(this.host))]
      : [node(g.z, g.top, "×"), node(g.sum, g.top, "+"), node(g.sum, g.mid, "×"), small(...minus, "1−")];
    this.read = svg("text", { x: width, y: 14, class: "strong end", "data-read": "part" });
    this.picture.replaceChildren(...this.wires.map((wire) => wire.path), ...mix, node(g.times, g.gate, "×"), small(...projection, "U"),
      ...Object.values(boxes).map((one) => one.group), ...Object.values(this.values).filter((text) => !text.parentNode), this.read);
    this.hover();
    this.step = undefined;
  }

  /** The texts that show numbers: in the boxes, on the way of the state, and of the input. */
  labels(g, boxes) {
    const text = (name, x, y, look, colour) => svg("text", { x, y, class: `${look} halo`, style: `fill:var(--${colour})`, "data-value": name });
    const way = g.top - 12;
    return {
      z: boxes.z.value, n: boxes.n.value, r: boxes.r.value,
      before: indexed("h", "t−1", text("before", 0, way, "value", "h")),
      h: indexed("h", "t", text("h", g.width, way, "value end", "h")),
      token: indexed("x", "t", svg("text", { x: 0, y: g.xBus + 5, class: "value token" })),
      ...(this.data.covered ? {} : {
        kept: text("kept", (g.z + g.sum) / 2, way, "value middle", "z"),
        new: text("new", g.sum + 12, (g.top + g.mid) / 2 + 5, "value", "n"),
      }),
    };
  }

  hover() {
    for (const { name, path } of this.wires) path.addEventListener("pointerenter", () => PARTS.includes(name) && this.choose(name));
    for (const [name, text] of Object.entries(this.values)) text.addEventListener("pointerenter", () => PARTS.includes(name) && this.choose(name));
    this.picture.addEventListener("pointerleave", () => this.choose(undefined));
  }

  draw() {
    const { clock, series, wires } = this;
    for (const { name, path } of wires) set(path, "stroke-width", this.thickness(series[name], clock.shown));
    if (this.step === clock.step) return;
    this.step = clock.step;
    for (const [name, text] of Object.entries(this.values)) write(text.lastElementChild ?? text, this.label(name));
    write(this.read, this.at ? this.say(this.at) : "");
  }

  /** From a hairline for 0 to 10 px for 1; values that are covered look alike. */
  thickness(values, time) {
    if (!values) return 3;
    return (1.2 + 8.8 * Math.min(1, Math.abs(between(values, time, false)))).toFixed(2);
  }

  label(name) {
    const { data, step } = this;
    if (name === "token") return data.tokens[step];
    const words = { before: "", h: "", kept: `${data.words.kept} `, new: `${data.words.new} ` };
    return (words[name] ?? `${name} `) + this.number(name);
  }

  number(name) {
    const values = this.series[name];
    if (!values) return "?";
    const fixed = values[this.step].toFixed(3);
    return fixed.replace("-", "−");
  }

  say(name) {
    return `${this.data.words[name]}: ${this.number(name)}`;
  }

  choose(name) {
    this.at = name;
    for (const wire of this.wires) wire.path.classList.toggle("at", wire.name === name);
    write(this.read, name && this.step !== undefined ? this.say(name) : "");
    if (name) this.host.setAttribute("aria-label", this.say(name));
  }

  /** Up and down lead through the parts. */
  key(event) {
    const [way] = arrow(event) ?? [];
    if (!way) return;
    take(event);
    const next = this.at ? PARTS.indexOf(this.at) + way : 0;
    this.choose(PARTS[clamp(next, 0, PARTS.length - 1)]);
  }

  describe() {
    const { data, step } = this;
    if (step === undefined) return "";
    const shown = PARTS.filter((name) => !data.covered || !HIDDEN_PARTS.has(name));
    return [`xₜ ${data.tokens[step]}`, ...shown.map((name) => this.say(name))].join("; ");
  }
}
