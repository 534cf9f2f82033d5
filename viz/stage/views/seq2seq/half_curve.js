// A small curve of shares over length, with its half line, a guess and the answer.

import { fontOf, resize, svg, textWidth } from "../../kit/dom.js";
import { freePlace } from "./free_place.js";

const TOP = 18, PLOT = 52, BELOW = 30; // px: the marks' words, the curve, the axis
const TICKS = [10, 20, 30, 40];
const LONGEST = 50; // words on the axis, as in the chart below
const LEFT = 32;

export class HalfCurve {
  constructor(host, data) {
    Object.assign(this, { host, data });
    this.picture = svg("svg", { class: "half", role: "img", "aria-label": data.marks.map(({ says }) => says).join("; ") });
    host.append(this.picture);
  }

  layout(width) {
    const { data, picture } = this;
    resize(picture, width, TOP + PLOT + BELOW);
    const x = (length) => LEFT + (length / LONGEST) * (width - LEFT - 4);
    const y = (share) => TOP + (1 - share) * PLOT;
    const marks = data.marks.map((mark, k) => this.placed(mark, k, x, width));
    const line = data.points.map(([length, share]) => `${x(length).toFixed(1)},${y(share).toFixed(1)}`).join("L");
    picture.replaceChildren(
      svg("path", { class: "axis", d: `M${LEFT},${y(0)}H${width}` }),
      svg("path", { class: "halfway", d: `M${LEFT},${y(0.5)}H${width}` }),
      svg("text", { class: "tick end", x: LEFT - 4, y: y(0.5) + 4 }, data.half),
      ...[[0, data.none], [1, data.all]].map(([share, says]) => svg("text", { class: "tick end", x: LEFT - 4, y: y(share) + 4 }, says)),
      ...TICKS.map((length) => svg("text", { class: "tick middle", x: x(length), y: y(0) + 14 }, length)),
      svg("path", { class: "curve", d: `M${line}` }),
      ...marks.flatMap((mark) => this.mark(mark, y)),
      ...this.here(data.here, { x, y, width, marks }),
      svg("text", { class: "tick end", x: width, y: TOP + PLOT + BELOW - 3 }, data.x));
  }

  /** A dot for the sentence on show, and what it stands for, clear of the marks' words. */
  here(found, { x, y, width, marks }) {
    if (!found) return [];
    const { says } = found, at = [x(found.x), y(found.y)];
    const area = { x: 0, y: 0, width, height: y(0) - 3 };
    const lines = [...this.data.points.map(([length, share]) => [x(length), y(share)]),
      ...marks.flatMap(({ at: across }) => [0, 0.25, 0.5, 0.75, 1].map((share) => [across, y(share)]))];
    const taken = [{ x: 0, y: y(1) - 5, width: LEFT - 2, height: PLOT + 10 }, ...marks.map(({ from, wide }) => ({ x: from - 4, y: 0, width: wide + 8, height: TOP - 4 }))];
    const size = { width: textWidth(says, `12px ${fontOf(this.host)}`), height: 11 };
    const box = freePlace(at, size, { area, taken, lines, rules: [y(0.5)] });
    return [svg("circle", { class: "here", cx: at[0], cy: at[1], r: 5 }),
      svg("text", { class: "here halo", x: box.x, y: box.y + 10 }, says)];
  }

  /** Where a mark stands (no length: at the end), and its word on the side that the other's leaves free. */
  placed({ kind, x: length, says }, k, x, width) {
    const at = length === null ? width - 2 : x(length);
    const other = this.data.marks[1 - k]?.x ?? LONGEST;
    const left = this.data.marks.length > 1 && ((length ?? LONGEST) === other ? k === 0 : (length ?? LONGEST) < other);
    const wide = textWidth(says, `600 12px ${fontOf(this.host)}`);
    const from = Math.max(0, Math.min(left ? at - wide + 2 : at - 2, width - wide));
    return { kind, says, at, from, wide };
  }

  /** A mark's line and its word. */
  mark({ kind, says, at, from }, y) {
    return [svg("path", { class: `mark ${kind}`, d: `M${at},${TOP - 3}V${y(0)}` }),
      svg("text", { class: `mark ${kind}`, x: from, y: TOP - 6 }, says)];
  }
}
