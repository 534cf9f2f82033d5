// What was recorded inside an LSTM, for every unit at every step, and what follows from it.

import { unpack } from "../../kit/data.js";

const DERIVED = {
  before: (cell, t, unit) => cell.at("c", t - 1, unit),
  shown: (cell, t, unit) => cell.at("h", t - 1, unit), // h of the step before
  kept: (cell, t, unit) => cell.at("f", t, unit) * cell.at("c", t - 1, unit),
  written: (cell, t, unit) => cell.at("i", t, unit) * cell.at("g", t, unit),
  squashed: (cell, t, unit) => Math.tanh(cell.at("c", t, unit)),
  h: (cell, t, unit) => cell.at("o", t, unit) * Math.tanh(cell.at("c", t, unit)),
};

function centre(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const product = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);

/** Pearson's correlation of two centred series; 0 for one that never changes. */
function correlation(a, b) {
  return product(a, b) / (Math.sqrt(product(a, a) * product(b, b)) || 1);
}

export class CellMemory {
  /** `data` as `viz.views.cell.cell` makes it; without `gates` these are still covered. */
  constructor({ tokens, hidden, c, gates }) {
    this.length = tokens.length;
    this.hidden = hidden;
    this.covered = !gates;
    this.arrays = { c: unpack(c) };
    for (const [name, packed] of Object.entries(gates ?? {})) this.arrays[name] = unpack(packed);
  }

  /** A quantity at step t (before the first everything is 0) in one unit; NaN where it is covered. */
  at(name, t, unit) {
    if (t < 0) return 0;
    const array = this.arrays[name];
    if (array) return array[t * this.hidden + unit];
    return name in DERIVED ? DERIVED[name](this, t, unit) : NaN;
  }

  series(name, unit) {
    return Array.from({ length: this.length }, (_, t) => this.at(name, t, unit));
  }

  /** The largest |c| of a unit, at least so much that its colours do not shout about nothing. */
  largest(unit) {
    return Math.max(0.5, ...this.series("c", unit).map(Math.abs));
  }

  /** All units in an order: by number, by the variance of c, or by its correlation with `unit`. */
  order(sort, unit) {
    const units = Array.from({ length: this.hidden }, (_, k) => k);
    if (sort === "unit") return units;
    const centred = units.map((k) => centre(this.series("c", k)));
    const score = sort === "variance" ? centred.map((v) => product(v, v))
      : centred.map((v) => correlation(v, centred[unit]));
    if (sort === "correlation") score[unit] = 2;
    return units.sort((a, b) => score[b] - score[a]);
  }
}
