// Ticks for axes.

import { powerOfTen, number } from "./format.js";

/** The steps (from 0) that get a tick: the first, then every so many that `room` px lie between.
 *  `first` is what the first step is called: round names get the ticks. */
export function stepTicks(length, pitch, room, first = 1) {
  const every = [1, 2, 5, 10, 20, 25, 50, 100].find((step) => step * pitch >= room) ?? length;
  const steps = [0];
  for (let t = every; t < length + first; t += every) if (t - first > 0.6 * every) steps.push(t - first);
  return [...new Set(steps)];
}

/** Ticks of a logarithmic axis as [value, text], at most `most`, at powers of ten, from its top. */
export function logTicks(low, high, most) {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  const every = [1, 2, 3, 4, 5, 10, 20, 50].find((step) => (to - from) / step < most) ?? to - from + 1;
  const ticks = [];
  for (let power = to; power >= from; power -= every) ticks.unshift([10 ** power, powerOfTen(power)]);
  return ticks;
}

/** Ticks of a linear axis as [value, text], at round values. */
export function linearTicks(low, high, most) {
  const raw = (high - low) / most;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const every = [1, 2, 5, 10].map((m) => m * unit).find((step) => step >= raw);
  const ticks = [];
  for (let k = Math.ceil(low / every - 1e-9); k * every <= high + every * 1e-9; k += 1) {
    ticks.push([k * every, number(k * every, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")]);
  }
  return ticks;
}
