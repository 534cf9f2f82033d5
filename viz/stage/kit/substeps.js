// The sub-steps of one item after the other on the stage's clock: of a word, a question, a row.

import { clamp } from "./dom.js";

export class Substeps {
  /** `names` of the sub-steps that every item has, in their order. */
  constructor(...names) {
    this.names = names;
    this.last = names.length - 1;
  }

  /** The clock's step at which a sub-step of an item is complete. */
  complete(item, name) {
    return item * this.names.length + this.names.indexOf(name);
  }

  /** How far each sub-step of an item is at a time, 0 to 1, by name. */
  done(item, time) {
    const first = item * this.names.length;
    return Object.fromEntries(this.names.map((name, k) => [name, clamp(time - first - k + 1, 0, 1)]));
  }

  /** Which of so many items it is at a time, the number of its sub-step, and how far each of them is. */
  at(time, items) {
    const step = Math.ceil(time - 1e-6); // between two steps the later one is on its way
    const item = Math.min(items - 1, Math.floor(step / this.names.length));
    return { item, substep: Math.min(this.last, step - item * this.names.length), done: this.done(item, time) };
  }
}
