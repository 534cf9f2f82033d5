// What a training step does on a map of words: the asked, the true neighbour, the drawn words.

import { set, svg } from "../../kit/dom.js";

const RING = 8; // px, around a word with a role
const PUSH = 15; // px, an arrow that leads away from a drawn word
const LEAST = 34; // px of a line that has arrows at both of its ends

/** A head of an arrow at a point that looks along [dx, dy]. */
function head([x, y], [dx, dy]) {
  const back = ([along, aside]) => `${(x - along * dx - aside * dy).toFixed(1)},${(y - along * dy + aside * dx).toFixed(1)}`;
  return `M${back([6, 4])}L${back([0, 0])}L${back([6, -4])}`;
}

const line = ([x, y], [X, Y]) => `M${x.toFixed(1)},${y.toFixed(1)}L${X.toFixed(1)},${Y.toFixed(1)}`;

/** The line between two words, with arrows that lead them together or `away` from each other. */
export function tie(one, other, away) {
  const [dx, dy] = [other[0] - one[0], other[1] - one[1]];
  const length = Math.hypot(dx, dy) || 1;
  const unit = [dx / length, dy / length];
  const on = (at) => [one[0] + at * unit[0], one[1] + at * unit[1]];
  const back = [-unit[0], -unit[1]];
  if (away) return { between: length > 2 * RING ? line(on(RING), on(length - RING)) : "", heads: line(on(length + RING - 2), on(length + PUSH)) + head(on(length + PUSH), unit) };
  if (length < LEAST) return { between: length > 2 * RING ? line(on(RING), on(length - RING)) : "", heads: "" };
  return { between: line(on(RING), on(length - RING)), heads: head(on(RING + 9), unit) + head(on(length - RING - 9), back) };
}

const middle = (points) => [0, 1].map((k) => points.reduce((sum, point) => sum + point[k], 0) / (points.length || 1));

/** Where the arrows at drawn words are, [place, role] each: no label should stand there. */
export function arrowsOf(roles, px) {
  const [asked, drawn] = ["asked", "drawn"].map((name) => roles.filter(([, role]) => role === name).map(([place]) => px(place)));
  const [x, y] = middle(asked);
  if (!asked.length) return [];
  return drawn.map(([X, Y]) => [X, Y, PUSH / (Math.hypot(X - x, Y - y) || 1)]).map(([X, Y, part]) => [X + part * (X - x), Y + part * (Y - y)]);
}

/** The lines and rings of one step; `px(place)` is where a word is now. */
export class Ties {
  constructor() {
    this.group = svg("g", { class: "ties", "aria-hidden": "true" });
  }

  /** Takes the roles of a step, [place, role] each. */
  show(roles) {
    this.asked = roles.filter(([, role]) => role === "asked").map(([place]) => place);
    this.marks = roles.map(([place, role]) => ({ place, role, ring: svg("circle", { class: `ring ${role}`, r: RING - 1 }) }));
    const others = this.asked.length ? this.marks.filter(({ role }) => role !== "asked") : [];
    this.lines = others.map(({ place, role }) => ({ place, role, between: svg("path", { class: `tie ${role}` }), heads: svg("path", { class: `heads ${role}` }) }));
    this.spokes = this.asked.length > 1 ? this.asked.map((place) => ({ place, spoke: svg("path", { class: "spoke" }) })) : [];
    this.group.replaceChildren(...this.spokes.map(({ spoke }) => spoke), ...this.lines.flatMap(({ between, heads }) => [between, heads]), ...this.marks.map(({ ring }) => ring));
  }

  /** `strength`: 1 on the step itself, 0 half way to another. */
  draw(px, strength) {
    this.group.style.opacity = strength;
    this.group.style.visibility = strength ? "" : "hidden";
    const hub = middle(this.asked.map(px));
    for (const { place, spoke } of this.spokes) set(spoke, "d", line(px(place), hub));
    for (const { place, role, between, heads } of this.lines) {
      const drawn = tie(hub, px(place), role === "drawn");
      set(between, "d", drawn.between);
      set(heads, "d", drawn.heads);
    }
    for (const { place, ring } of this.marks) {
      const [x, y] = px(place);
      set(ring, "transform", `translate(${x.toFixed(2)} ${y.toFixed(2)})`);
    }
  }
}

/** How a role is drawn, for the key below the map. */
export function sample(role) {
  const parts = role === "asked" ? [svg("circle", { class: "ring asked", r: RING - 2, cx: 9, cy: 9 }), svg("circle", { class: "spot", r: 3, cx: 9, cy: 9 })]
    : role === "true" ? [svg("path", { class: "tie true", d: "M2,9H38" }), svg("path", { class: "heads true", d: `${head([13, 9], [1, 0])}${head([27, 9], [-1, 0])}` })]
      : [svg("path", { class: "tie drawn", d: "M2,9H26" }), svg("path", { class: "heads drawn", d: `M29,9H38${head([39, 9], [1, 0])}` })];
  return svg("svg", { width: role === "asked" ? 18 : 42, height: 18, "aria-hidden": "true" }, ...parts);
}
