// How a cell of each square looks: its colour, its short number, its hatching.

import { SHARES, ramp, shade } from "../../kit/colours.js";
import { powerOfTen } from "../../kit/format.js";

const COMPLETE = 0.5; // of a sub-step; from there on its numbers are written

/** A positive number as a cell has room for it: 24, 5.7, .57, 10⁻³. */
function brief(value) {
  if (value >= 9.95) return value.toFixed(0);
  if (value >= 0.995) return value.toFixed(1);
  if (value >= 0.005) return value.toFixed(2).slice(1);
  return powerOfTen(Math.floor(Math.log10(value)));
}

export class MaskLooks {
  constructor(model) {
    this.model = model;
  }

  /** Takes the colours of the node's theme; `room` says what a cell has room for: "full" numbers, "short" ones, or "none". */
  layout(node, room) {
    this.room = room;
    this.colours = Object.fromEntries(["diverging", "sequential", "log"].map((kind) => [kind, ramp(node, kind)]));
  }

  /** Another head has its own scale of scores, which is returned. */
  turn(head) {
    const most = Math.max(1, Math.ceil(this.model.largest(head)));
    this.scores = { kind: "diverging", low: -most, high: most };
    return this.scores;
  }

  score(head, i, j, score, mask) {
    const open = this.model.isOpen(i, j);
    if (!open && mask > COMPLETE) return { text: "−∞", shut: 1 };
    const shut = open ? 0 : score > 0 ? 0.3 + 0.7 * mask : 1;
    if (score === 0) return { text: "", shut };
    const value = this.model.score(head, i, j);
    const digits = this.room === "full" && Math.abs(value) < 9.95 ? 1 : 0;
    const text = value.toFixed(digits).replace(/^-(0\.?0?)$/, "$1").replace("-", "−");
    return { colour: this.colours.diverging[shade(value, this.scores)], opacity: score, text: this.written(text, score), shut, tight: this.room === "short" && text.length > 2 };
  }

  weight(head, i, j, softmax) {
    if (softmax === 0) return { text: "" };
    const { model } = this;
    if (!model.isOpen(i, j)) return { text: softmax > COMPLETE ? (model.nowhere(i) ? "–" : "0") : "", strong: true };
    const value = model.weight(head, i, j);
    const text = value > 0.995 ? "1.0" : value.toFixed(2).slice(1);
    return { colour: this.colours.sequential[shade(value, SHARES)], opacity: softmax, text: this.written(text, softmax) };
  }

  slope(i, j, prove) {
    const value = this.model.slope(i, j);
    if (value === undefined || prove === 0) return { text: "" };
    if (value === 0) return { text: prove > COMPLETE ? "0" : "", strong: true };
    return { colour: this.colours.log[shade(value, this.model.data.scale)], opacity: prove, text: this.written(this.room === "full" || value >= 0.005 ? brief(value) : ".00", prove) };
  }

  written(text, done) {
    return this.room !== "none" && done > COMPLETE ? text : "";
  }
}
