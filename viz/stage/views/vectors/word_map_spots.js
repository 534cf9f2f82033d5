// The named words of a map: their points, their labels, and the lines from the picked one.

import { set, svg, textWidth, write } from "../../kit/dom.js";
import { overlap } from "../../kit/labels.js";
import { mixed, movement } from "./word_map_model.js";
import { placeAll, placeOne } from "./word_map_labels.js";

const DOT = 4; // px from a point at which a line to its label begins
const AWAY = 14; // px from a point to its label from which on a line leads there
const BASE = 13; // px from the top of a label to its base line

const round = (value) => value.toFixed(2);

/** A word's label, with what it means where there is room. */
class Label {
  constructor(word, gloss, key) {
    this.gloss = gloss;
    this.meaning = svg("tspan", { class: "gloss" });
    this.node = svg("text", { class: "tag halo", "data-k": key }, word, this.meaning);
    this.leader = svg("path", { class: "leader" });
    this.word = word;
  }

  /** The widths in px with the gloss and without. */
  measure(family) {
    const plain = textWidth(this.word, `600 13px ${family}`) + 2;
    this.widths = [...(this.gloss ? [plain + textWidth(` ${this.gloss}`, `12px ${family}`)] : []), plain];
  }

  /** Moves the label to a place { from, size, wide } beside its point; `strength` 0 hides it. */
  put([x, y], place, strength) {
    for (const node of [this.node, this.leader]) {
      node.style.visibility = strength ? "" : "hidden";
      node.style.opacity = strength;
    }
    if (!strength) return;
    const [dx, dy] = place.from;
    set(this.node, "transform", `translate(${round(x + dx + 1)} ${round(y + dy + BASE)})`);
    write(this.meaning, place.wide && this.gloss ? ` ${this.gloss}` : "");
    const [width, height] = place.size;
    const near = [Math.max(dx, Math.min(0, dx + width)), Math.max(dy, Math.min(0, dy + height))];
    const far = Math.hypot(...near);
    set(this.leader, "d", far < AWAY ? "" : `M${round(x + (near[0] * DOT) / far)},${round(y + (near[1] * DOT) / far)}L${round(x + near[0])},${round(y + near[1])}`);
  }
}

/** Labels of words over a clock; `view` knows where words are and which of them matter at a step. */
export class Labels {
  constructor(view) {
    this.view = view;
    this.labels = new Map();
    this.leaders = svg("g", { "aria-hidden": "true" });
    this.group = svg("g", { "aria-hidden": "true" });
  }

  of(key) {
    if (!this.labels.has(key)) {
      const label = new Label(...this.view.told.called(key), key);
      if (this.family) label.measure(this.family);
      this.labels.set(key, label);
      this.leaders.append(label.leader);
      this.group.append(label.node);
    }
    return this.labels.get(key);
  }

  layout(family) {
    this.family = family;
    for (const label of this.labels.values()) label.measure(family);
    this.forget();
  }

  /** Forgets all places: other words matter, or the map has another size. */
  forget() {
    this.steps = new Map();
    this.called = undefined;
  }

  /** The places at a step by word; where there is a choice, as at the last step. */
  placed(step) {
    const last = this.view.clock.length - 1;
    if (!this.steps.has(step)) {
      const before = step === last ? new Map() : this.placed(last);
      const { dots, first, off } = this.view.wantedAt(step);
      const rest = this.view.open.filter((key) => !first.includes(key));
      const labels = [...first, ...rest].map((key, k) => ({ key, at: dots.get(key), widths: this.of(key).widths, must: k < first.length, prefer: before.get(key)?.slot }));
      this.steps.set(step, placeAll(labels, off, this.view.frame));
    }
    return this.steps.get(step);
  }

  /** The place of a word that is pointed at and has none, and the words that it hides. */
  extra(step, key) {
    if (key === undefined || this.placed(step).has(key)) return undefined;
    if (this.called?.key !== key || this.called.step !== step) {
      const { dots, first, off } = this.view.wantedAt(step);
      const placed = this.placed(step);
      const at = dots.get(key);
      const kept = first.filter((each) => placed.has(each)).map((each) => placed.get(each).box);
      const one = { at, widths: this.of(key).widths, must: true };
      const found = placeOne(one, off, this.view.frame, kept);
      const hides = found ? [...placed].filter(([, { box }]) => overlap(found.box, box)).map(([each]) => each) : [];
      this.called = { step, key, place: found && { ...found, at }, hides };
    }
    return this.called;
  }

  draw(time, looked) {
    const { from, to, part } = movement(time);
    const [one, other] = [this.placed(from), this.placed(to)];
    const now = part < 0.5 ? one : other;
    const extra = this.extra(this.view.clock.step, looked);
    for (const key of [...this.view.open, ...this.view.lit]) this.of(key);
    for (const [key, label] of this.labels) {
      const [a, b] = [one.get(key), other.get(key)];
      const called = extra?.key === key ? extra.place : undefined;
      const strength = called ? 1 : extra?.hides.includes(key) ? 0 : strengthOf(a, b, part);
      const place = called ?? now.get(key) ?? a ?? b;
      if (!place || (!called && strength < 0.02)) {
        label.put([0, 0], undefined, 0);
        continue;
      }
      const offset = ({ box, at }) => [box.x - at[0], box.y - at[1]];
      const shift = called ? offset(called) : mixed(offset(a ?? b), offset(b ?? a), part);
      label.put(this.view.px(key), { from: shift, size: [place.box.width, place.box.height], wide: place.wide }, strength);
    }
  }
}

/** Of a label: one that goes is gone half way, and only then one that comes begins to show. */
function strengthOf(before, after, part) {
  if (before && after) return 1;
  if (before) return Math.max(0, 1 - 2 * part);
  return after ? Math.max(0, 2 * part - 1) : 0;
}

/** The point of a named word, which takes the focus. */
export function spotOf(key) {
  return svg("g", { class: "word", "data-k": key, role: "radio", tabindex: -1 }, svg("circle", { class: "focus", r: 9 }), svg("circle", { class: "spot", r: 3.5 }));
}
