// Where heads look as arcs over a strip, as thick as the weight, and what is expected as chips.

import { clamp, set, svg, textWidth } from "../../kit/dom.js";
import { probability } from "../../kit/format.js";

const LEAST = 0.03; // weight of an arc that is drawn
const NAMED = 0.3; // weight whose number is written; that of the largest is always
const INSIDE = 0.76; // height of an arc of the changed run beside that of the intact one
const WRITTEN = [30, 14]; // px, a number's width and height
const SIDES = { upper: "above", lower: "below" };
const RISE = 46; // px that a chip flies above its line
const CHIP = 22; // px, its height
const AT_ONCE = ".one, .whose"; // all heads of a layer together: nothing is followed from one to the other

/** Of what would touch, what weighs more. */
function apart(signs) {
  const touch = (one, other) => Math.abs(one.x - other.x) < ((one.wide ?? WRITTEN[0]) + (other.wide ?? WRITTEN[0])) / 2 && Math.abs(one.y - other.y) < WRITTEN[1];
  return signs.sort((one, other) => other.weight - one.weight)
    .reduce((kept, sign) => (kept.some((other) => touch(sign, other)) ? kept : [...kept, sign]), []);
}

export class HopsArcs {
  constructor(model, strip, family) {
    Object.assign(this, { model, strip, family });
    this.arcs = svg("g", {});
    this.chips = svg("g", {});
  }

  /** Draws the two hops of a path, and what each run expects behind it. */
  show(path) {
    const { data } = this.model;
    const { t, top, lower, from } = path;
    const gone = (head) => (data.off.includes(head) ? " off" : "");
    this.flights = this.model.runs.map(({ name, words }, k) => this.chip(name, words[t][0], path, k));
    this.arcs.replaceChildren(...this.lane("upper", "", top, t),
      ...(data.changed ? this.bundle("upper", gone(top) || " other", top, t, true) : []),
      ...this.lane("lower", gone(lower), lower, from));
    this.chips.replaceChildren(...this.flights.map(({ chip }) => chip));
    this.grown = undefined;
  }

  /** The arcs of the head that is picked, else of all heads of the layer, each to where it looks most. */
  lane(lane, look, head, from) {
    if (head !== undefined) return this.bundle(lane, look, head, from, false);
    const heads = this.model.layer(lane === "lower" ? 0 : 1).map((each) => {
      const to = this.model.strongest(each, from);
      return { each, to, weight: this.model.row(each, from).weights[to] };
    });
    return [...heads.map(({ each, to, weight }) => this.arc(lane, " one", from, to, weight, 1 - 0.12 * (each % this.model.across))),
      ...this.whose(lane, from, heads)];
  }

  /** Which heads look at a place, written where their arcs are highest; of two that would touch, the one of more heads. */
  whose(lane, from, heads) {
    const signs = [...new Set(heads.map(({ to }) => to))].map((to) => {
      const all = heads.filter((head) => head.to === to);
      const text = all.map(({ each }) => `H${(each % this.model.across) + 1}`).join(" ");
      const wide = textWidth(text, `600 13px ${this.family}`) + 6;
      return { text, wide, weight: all.length, ...this.clearOfChips(this.strip.arc(from, to, SIDES[lane]).number) };
    });
    return apart(signs).map(({ text, wide, x, y }) => svg("text", { class: `weight middle halo ${lane} whose`, x: clamp(x, wide / 2, this.strip.width - wide / 2), y }, text));
  }

  arc(lane, look, from, to, weight, height) {
    const { d } = this.strip.arc(from, to, SIDES[lane], height);
    return svg("path", { class: `arc ${lane}${look}`, d, pathLength: look ? null : 1, "data-to": to, "data-weight": weight.toFixed(4),
      style: `stroke-width:${(1 + (look ? 3 : 6) * weight).toFixed(2)}` });
  }

  /** All arcs of one position in one head; solid ones have the length 1, so that they can grow. */
  bundle(lane, look, head, from, changed) {
    const { weights } = this.model.row(head, from, changed);
    const named = this.named(lane, from, weights);
    return weights.flatMap((weight, to) => {
      if (weight < LEAST) return [];
      const arc = this.arc(lane, look, from, to, weight, changed ? INSIDE : 1);
      const place = changed ? undefined : named.find((one) => one.to === to);
      if (!place) return [arc];
      return [arc, svg("text", { class: `weight middle halo ${lane}${look}`, x: place.x, y: place.y }, probability(weight))];
    });
  }

  /** Which arcs have their number, and where: of two that would touch, the larger weight. */
  named(lane, from, weights) {
    const least = Math.min(NAMED, Math.max(...weights));
    const places = weights.map((weight, to) => this.clearOfChips({ weight, to, ...this.strip.arc(from, to, SIDES[lane]).number }));
    return apart(places.filter(({ weight }) => weight >= least));
  }

  /** A number's place, beside a chip that would cover it: on its left where there is room. */
  clearOfChips(place) {
    const [wide, high] = WRITTEN;
    const above = this.flights.find(({ half, x, y }) => Math.abs(place.x - x) < half + wide / 2 && place.y > y && place.y - high < y + CHIP);
    if (!above) return place;
    const aside = above.half + wide / 2;
    return { ...place, x: above.x + (above.x - aside < wide / 2 ? aside : -aside) };
  }

  /** What a run expects next, above the place where it will stand; it comes from where it is copied. */
  chip(name, word, { t, source = t }, k) {
    const { family, model, strip } = this;
    const { tokens } = model.data;
    const half = textWidth(word, `600 15px ${family}`) / 2 + 7;
    const plate = svg("rect", { x: -half, y: 0, width: 2 * half, height: CHIP, rx: 6 });
    const look = `chip ${name}${word === tokens[t + 1] ? "" : " wrong"}`;
    const chip = svg("g", { class: look, "data-word": word }, plate, svg("text", { class: "middle", x: 0, y: 16 }, word));
    const from = name === "intact" && word === tokens[source] ? source : t;
    return { chip, half, from: strip.x(from), x: clamp(strip.x(t + 1), half + 1, strip.width - half - 1), y: strip.sides.above.y - 25 - 25 * k };
  }

  /** Lets arcs and chips come: `part` of the step from 0 to 1, all there from the middle on. */
  grow(part) {
    const [low, up, fly] = [part / 0.2, (part - 0.15) / 0.2, (part - 0.3) / 0.2].map((share) => clamp(share, 0, 1));
    const key = [low, up, fly].join();
    if (key === this.grown) return;
    this.grown = key;
    for (const arc of this.arcs.children) {
      const share = arc.classList.contains("lower") ? low : up;
      if (arc.hasAttribute("pathLength")) arc.style.strokeDasharray = `${share} 1`;
      else if (!arc.matches(AT_ONCE)) arc.style.opacity = share === 1 ? "" : 0;
    }
    for (const { chip, from, x, y } of this.flights) {
      chip.style.opacity = fly === 0 ? 0 : 1;
      set(chip, "transform", `translate(${(from + (x - from) * fly).toFixed(1)},${(y - Math.sin(Math.PI * fly) * RISE).toFixed(1)})`);
    }
  }
}
