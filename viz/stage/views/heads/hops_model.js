// Two layers of heads as the pictures read them: weights from scores, under the causal mask.

import { unpack } from "../../kit/data.js";

export class HopsModel {
  constructor(data) {
    this.data = data;
    this.T = data.tokens.length;
    [this.heads] = data.scores.shape;
    this.across = this.heads / 2; // heads of a layer
    this.scores = unpack(data.scores);
    this.changed = data.changed && unpack(data.changed);
    this.rows = new Map();
    this.runs = [["intact", data.intact], ["other", data.other]].filter(([, run]) => run).map(([name, run]) => this.run(name, run));
  }

  /** What a run expects: its likeliest symbols at each position, and what the right one cost. */
  run(name, { words, shares, right, bits }) {
    return { name, words, count: shares.shape[1], shares: unpack(shares), right: unpack(right), bits: unpack(bits) };
  }

  /** What a position asks in a head, softmax over those before it: { weights, sum, scores }. */
  row(head, t, changed = false) {
    const key = [head, t, changed].join();
    if (!this.rows.has(key)) this.rows.set(key, this.softmax(head, t, changed));
    return this.rows.get(key);
  }

  softmax(head, t, changed) {
    const [from, layer] = changed ? [this.changed, head - this.across] : [this.scores, head];
    const start = (layer * this.T + t) * this.T;
    const scores = [...from.subarray(start, start + t + 1)];
    const raised = scores.map(Math.exp);
    const sum = raised.reduce((total, value) => total + value, 0);
    return { scores, sum, weights: raised.map((value) => value / sum) };
  }

  /** Where a position looks most. */
  strongest(head, t, changed = false) {
    const { weights } = this.row(head, t, changed);
    return weights.indexOf(Math.max(...weights));
  }

  /** What a head is known to do: "previous", "induction", or nothing. */
  role(head) {
    return this.data.roles[head] ?? "";
  }

  name(head) {
    return `L${Math.floor(head / this.across) + 1}H${(head % this.across) + 1}`;
  }

  /**
   * The two hops from a position: where layer 2 looks, and where layer 1 had looked from there. A layer
   * of which no head is picked has neither `top` and `source` nor `lower` and `note`, and looks from `from`.
   */
  path(t, { lower, upper }) {
    const top = upper < 0 ? undefined : this.across + upper;
    const source = top === undefined ? undefined : this.strongest(top, t);
    const from = source ?? t;
    return lower < 0 ? { t, top, source, from } : { t, lower, top, source, from, note: this.strongest(lower, from) };
  }

  /** The heads of a layer, from 0. */
  layer(which) {
    return Array.from({ length: this.across }, (_, head) => which * this.across + head);
  }
}
