// Where the nodes of a binary tree stand: leaves in one line at the bottom, the others above their children.

import { clamp } from "../../kit/dom.js";

const LEVEL = 27; // px from level to level, at least
const TURN = 5; // px of an edge's round corner

/** The leaves from left to right, as places among the nodes. */
export const leavesOf = (nodes) =>
  nodes.flatMap(({ children }, k) => (children ? [] : [k])).sort((one, other) => nodes[one].x - nodes[other].x);

/** The way from the root down to a node: { node, parent, bit } for each edge, bit 1 to the right. */
export function wayTo(nodes, leaf) {
  const parents = new Map(nodes.flatMap(({ children }, parent) => (children ?? []).map((node, bit) => [node, { node, parent, bit }])));
  const way = [];
  for (let edge = parents.get(leaf); edge; edge = parents.get(edge.parent)) way.unshift(edge);
  return way;
}

/**
 * The `places` [x, y] of all nodes, and from `level` to level, in px. `centres` are the leaves' middles from left to right, `top` and
 * `bottom` the levels of the root and of the leaves; `bottom` moves down where levels have too little room.
 */
export function placesOf(nodes, centres, top, bottom) {
  const levels = Math.max(1, ...nodes.map(({ depth }) => depth));
  const level = Math.max(LEVEL, (bottom - top) / levels);
  const xs = [];
  leavesOf(nodes).forEach((node, k) => (xs[node] = centres[k]));
  nodes.forEach(({ children }, k) => {
    if (children) xs[k] = (xs[children[0]] + xs[children[1]]) / 2;
  });
  const places = nodes.map(({ children, depth }, k) => [xs[k], top + (children ? depth : levels) * level]);
  return { level, places };
}

/** The path of an edge from a child up to the middle of its parent, and its length, both in px. */
export function edgeOf([x, y], [X, Y]) {
  const turn = Math.min(TURN, Math.abs(X - x), y - Y);
  const way = Math.sign(X - x);
  const d = `M${x},${y}V${Y + turn}q0,${-turn} ${way * turn},${-turn}H${X}`;
  return { d, long: y - Y - turn + Math.abs(X - x) - turn + 1.63 * turn };
}

/** Where a bit is written at an edge down from a parent: in the middle between two levels' plates. */
export const bitBelow = (Y, level) => Y + level / 2 + 4.3;

/** Where a text of `wide` px stands beside an edge: `away` px outside of its bend, or inside where that has no room. */
export function besideEdge(x, bit, wide, { width, away }) {
  const [left, right] = [x - away - wide, x + away];
  const fits = (at) => at >= 0 && at + wide <= width;
  const [first, second] = bit ? [right, left] : [left, right];
  return fits(first) ? first : fits(second) ? second : clamp(first, 0, width - wide);
}
