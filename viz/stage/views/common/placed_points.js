// Points that a reader has placed, as text for the link. core/data/placed_points.py writes the same.

import { clamp } from "../../kit/dom.js";

const STEPS = 1000; // of an axis from its low end to its high one
const BASE = 36;
const DIGITS = 2;

/** The code of points, each [x, y] as shares of the axes. */
export function codeOf(points) {
  return points.flat()
    .map((share) => Math.round(clamp(share, 0, 1) * STEPS).toString(BASE).padStart(DIGITS, "0")).join("");
}

/** The points of a code, so many; undefined where it is not one. */
export function pointsOf(code, count) {
  if (!/^[0-9a-z]*$/.test(code) || code.length !== 2 * DIGITS * count) return undefined;
  const shares = Array.from({ length: 2 * count }, (_, k) => parseInt(code.slice(DIGITS * k, DIGITS * (k + 1)), BASE) / STEPS);
  if (shares.some((share) => share > 1)) return undefined;
  return Array.from({ length: count }, (_, k) => shares.slice(2 * k, 2 * k + 2));
}
