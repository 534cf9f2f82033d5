// A ledger: two parts that add up to a total at every step, as bars; the total as a line.

import { fontOf, resize, scrubbable, set, svg, textWidth, write } from "../../kit/dom.js";
import { between, unpack } from "../../kit/data.js";
import { linearTicks } from "../../kit/axis.js";
import { number } from "../../kit/format.js";
import { View } from "../../kit/view.js";

const SUMS = ["kept", "added", "total"];

function areaOf(width, data, series) {
  const ends = [0, ...series.kept, ...series.total];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = Math.max(0.02, (high - low) * 0.06);
  const box = { left: 44, right: width - 4, top: 26, bottom: data.height - 22 };
  const pitch = (box.right - box.left) / data.tokens.length;
  const bounds = { low: low - margin, high: high + margin };
  return { ...box, ...bounds, pitch, x: (time) => box.left + time * pitch,
    y: (value) => box.bottom - ((value - bounds.low) / (bounds.high - bounds.low)) * (box.bottom - box.top) };
}

function bar(a, t, from, to, name, colour, share) {
  const gap = (a.pitch * (1 - share)) / 2;
  return svg("rect", { class: `bar ${name}`, style: `fill:var(--${colour})`, "data-t": t + 1, "data-value": to - from,
    x: a.x(t) + gap, width: Math.max(0.5, a.pitch - 2 * gap), y: Math.min(a.y(from), a.y(to)), height: Math.abs(a.y(from) - a.y(to)) });
}

function axis(a) {
  return linearTicks(a.low, a.high, 4).flatMap(([value, text]) => [
    svg("line", { x1: a.left, x2: a.right, y1: a.y(value), y2: a.y(value), class: value === 0 ? "ground" : "rule" }),
    svg("text", { x: a.left - 6, y: a.y(value) + 4, class: "tick end" }, text)]);
}

/** Tokens below the bars: single characters all or none, else longer ones, moved apart, and those that have room. */
function tokensBelow(a, tokens, family) {
  const letters = tokens.every((token) => [...token].length === 1);
  if (letters && a.pitch < 8) return [];
  const taken = [];
  const at = (t, x, half) => {
    taken.push([x - half, x + half]);
    return svg("text", { x, y: a.bottom + 16, class: "tick middle" }, tokens[t]);
  };
  const all = tokens.map((token, t) => [t, a.x(t + 0.5), textWidth(token, `12px ${family}`) / 2 + 2]);
  if (letters) return all.map((place) => at(...place));
  const apart = ([, x, half]) => !taken.some(([from, to]) => x - half < to && from < x + half);
  const some = (places) => places.flatMap((place) => (apart(place) ? [at(...place)] : []));
  const [long, short] = [true, false].map((is) => all.filter(([t]) => tokens[t].trim().length > 1 === is));
  if (long.reduce((sum, [, , half]) => sum + 2 * half, 0) > (a.right - a.left) / 2) return some([...long, ...short]);
  let free = a.left;
  const moved = long.map(([t, x, half]) => [t, (free = Math.max(x, free + half) + half) - half, half]);
  return [...moved.map((place) => at(...place)), ...some(short)];
}

function keyOf(a, { names, colours }) {
  return svg("text", { x: a.left, y: 12, class: "key" }, ...SUMS.map((name, k) =>
    svg("tspan", { dx: k ? 14 : 0, style: `fill:var(--${colours[name]})` }, `${name === "total" ? "━" : "■"} ${names[name]}`)));
}

/** A ledger; see `viz.views.ledger.ledger` for its data. */
export default class Ledger extends View {
  constructor(host, data, stage) {
    super(host, data, stage);
    this.series = Object.fromEntries(SUMS.map((name) => [name, [...unpack(data[name])]]));
    this.picture = svg("svg", { "aria-hidden": "true" });
    host.append(this.picture);
    scrubbable(this.picture, this.clock, (x) => (x - this.area.left) / this.area.pitch - 0.5);
  }

  layout(width) {
    const { data, series } = this;
    const a = (this.area = areaOf(width, data, series));
    const { kept, added, total } = data.colours;
    const bars = series.kept.flatMap((value, t) => [bar(a, t, 0, value, "kept", kept, 0.88),
      bar(a, t, value, value + series.added[t], "added", added, a.pitch < 4 ? 0.88 : 0.5)]);
    const line = series.total.map((value, t) => `${a.x(t + 0.5)},${a.y(value)}`).join("L");
    this.cursor = svg("rect", { y: a.top - 4, height: a.bottom - a.top + 24, width: Math.max(3, a.pitch), rx: 3, class: "cursor" });
    this.dot = svg("circle", { r: 4.5, class: "dot", style: `fill:var(--${total})` });
    const tokens = tokensBelow(a, data.tokens, fontOf(this.host));
    this.token = tokens.length ? null : svg("text", { y: a.bottom + 16, class: "middle strong halo", "data-token": "now" });
    resize(this.picture, width, data.height);
    this.picture.replaceChildren(keyOf(a, data), ...axis(a), ...bars,
      svg("path", { d: `M${line}`, class: "total", style: `stroke:var(--${total})` }),
      ...tokens, this.cursor, this.dot, ...[this.token].filter(Boolean));
  }

  draw() {
    const { area: a, clock, series } = this;
    this.cursor.setAttribute("x", a.x(clock.shown));
    this.dot.setAttribute("cx", a.x(clock.shown + 0.5));
    this.dot.setAttribute("cy", a.y(between(series.total, clock.shown, false)));
    set(this.dot, "data-value", series.total[clock.step]);
    if (!this.token) return;
    this.token.setAttribute("x", a.x(clock.shown + 0.5));
    write(this.token, this.data.tokens[clock.step]);
  }

  describe() {
    const step = this.clock.step;
    return SUMS.map((name) => `${this.data.names[name]} ${number(this.series[name][step], 3)}`).join("; ");
  }
}
