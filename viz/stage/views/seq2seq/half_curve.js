// A small curve of shares over length, with its half line, a guess and the answer.

import { fontOf, resize, svg, textWidth } from "../../kit/dom.js";

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
    const line = data.points.map(([length, share]) => `${x(length).toFixed(1)},${y(share).toFixed(1)}`).join("L");
    picture.replaceChildren(
      svg("path", { class: "axis", d: `M${LEFT},${y(0)}H${width}` }),
      svg("path", { class: "halfway", d: `M${LEFT},${y(0.5)}H${width}` }),
      svg("text", { class: "tick end", x: LEFT - 4, y: y(0.5) + 4 }, data.half),
      ...[[0, data.none], [1, data.all]].map(([share, says]) => svg("text", { class: "tick end", x: LEFT - 4, y: y(share) + 4 }, says)),
      ...TICKS.map((length) => svg("text", { class: "tick middle", x: x(length), y: y(0) + 14 }, length)),
      svg("path", { class: "curve", d: `M${line}` }),
      ...data.marks.flatMap((mark, k) => this.mark(mark, k, x, y, width)),
      ...this.here(data.here, x, y, width),
      svg("text", { class: "tick end", x: width, y: TOP + PLOT + BELOW - 3 }, data.x));
  }

  /** A dot for the sentence on show, and what it stands for. */
  here(found, x, y, width) {
    if (!found) return [];
    const { says } = found, at = [x(found.x), y(found.y)];
    const wide = textWidth(says, `12px ${fontOf(this.host)}`);
    const near = Math.abs(at[1] - y(0.5)) < 16; // the half line would go through the word
    return [svg("circle", { class: "here", cx: at[0], cy: at[1], r: 5 }),
      svg("text", { class: "here halo", x: Math.min(at[0] + 10, width - wide), y: near ? y(0.5) - 5 : at[1] - 6 }, says)];
  }

  /** A line at a length (none: at the end), and its word on the side that the other's leaves free. */
  mark({ kind, x: length, says }, k, x, y, width) {
    const at = length === null ? width - 2 : x(length);
    const other = this.data.marks[1 - k]?.x ?? LONGEST;
    const left = this.data.marks.length > 1 && (length ?? LONGEST) === other ? k === 0 : (length ?? LONGEST) < other;
    const wide = textWidth(says, `600 12px ${fontOf(this.host)}`);
    const from = Math.max(0, Math.min(left && this.data.marks.length > 1 ? at - wide + 2 : at - 2, width - wide));
    return [svg("path", { class: `mark ${kind}`, d: `M${at},${TOP - 3}V${y(0)}` }),
      svg("text", { class: `mark ${kind}`, x: from, y: TOP - 6 }, says)];
  }
}
