// Where the nodes and wires of a diagram lie in px, and how a wire looks with what flows in it.

import { clamp } from "./dom.js";

const CORNER = 8; // px, radius
const [THINNEST, THICKEST, UNKNOWN] = [1.2, 10, 2.5]; // px; what is not known looks alike
const PALEST = 0.2;

/** The x of a place in an area that begins at `left` and is `width` wide. */
export const across = ({ x, dx }, { left, width }) => left + x * width + dx;

/** A node's middle and size; what is not seen has none. */
export function outline(node, area) {
  const size = node.shape === "joint" ? 0 : 1;
  const width = size * Math.min(node.width, node.share * area.width);
  return { x: across(node, area), y: node.y, width, height: size * node.height, round: node.shape === "round" };
}

const same = ([x, y], [X, Y]) => Math.abs(x - X) < 0.01 && Math.abs(y - Y) < 0.01;

/** Points with a corner between each two of them. */
function turned(points, bend) {
  if (bend === "straight") return points;
  return points.flatMap(([x, y], k) => {
    if (k === 0) return [[x, y]];
    const [fromX, fromY] = points[k - 1];
    return [bend === "across" ? [x, fromY] : [fromX, y], [x, y]];
  });
}

/** Where the way from a point within a node to another one leaves the node. */
function leaving({ x, y, width, height, round }, [fromX, fromY], [toX, toY]) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  const reach = (d, from, half) => (d === 0 ? Infinity : (Math.sign(d) * half - from) / d);
  const part = round ? width / 2 / (Math.hypot(dx, dy) || 1)
    : Math.min(reach(dx, fromX - x, width / 2), reach(dy, fromY - y, height / 2));
  return Number.isFinite(part) ? [fromX + clamp(part, 0, 1) * dx, fromY + clamp(part, 0, 1) * dy] : [fromX, fromY];
}

/** The points of a wire, from the outline of a node to that of another. */
export function route(wire, from, to, area) {
  const stops = [[from.x + wire.leave, from.y], ...wire.via.map((place) => [across(place, area), place.y]), [to.x + wire.enter, to.y]];
  const points = turned(stops, wire.bend).filter((point, k, all) => k === 0 || !same(point, all[k - 1]));
  const last = points.length - 1;
  return last < 1 ? points
    : [leaving(from, points[0], points[1]), ...points.slice(1, -1), leaving(to, points[last], points[last - 1])];
}

/** Path data through points, with round corners. */
export function roundPath(points) {
  const text = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const parts = points.map((point, k) => {
    if (k === 0) return `M${text(point)}`;
    if (k === points.length - 1) return `L${text(point)}`;
    const [before, behind] = [points[k - 1], points[k + 1]].map((other) => {
      const length = Math.hypot(other[0] - point[0], other[1] - point[1]);
      const part = Math.min(CORNER, length / 2) / (length || 1);
      return point.map((from, axis) => from + part * (other[axis] - from));
    });
    return `L${text(before)}Q${text(point)} ${text(behind)}`;
  });
  return parts.join("");
}

/** How thick a wire is, px, and how opaque, with a value that flows in it. */
export function look({ full, fades }, value) {
  if (Number.isNaN(value)) return { thickness: UNKNOWN, opacity: 1 };
  const part = Math.min(1, Math.abs(value) / full);
  return { thickness: THINNEST + (THICKEST - THINNEST) * part, opacity: fades ? PALEST + (1 - PALEST) * part : 1 };
}
