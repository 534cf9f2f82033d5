// Below each word a bar: how strongly the last scores depend on it; and what was guessed of it.

import { clamp, set, svg, textWidth, write } from "../../kit/dom.js";
import { number } from "../../kit/format.js";
import { colourKey } from "../../kit/legend.js";
import { BARS } from "./unfold_geometry.js";

export const percent = (share) => (share === null || Number.isNaN(share) ? "?" : `${number(100 * share, 2)}%`);

const SIGNS = { true: " ✓", false: " ✗" };
const LINE = 15; // px

/** What the bars say, in one line or, in a narrow picture, in its parts. */
export function linesOf({ bars }, width, family) {
  if (!bars) return [];
  const whole = bars.join(" ");
  return textWidth(whole, `12px ${family}`) <= width ? [whole] : bars;
}

/** These lines, and the colours of a state. */
export function legend({ g, host, layers }, lines) {
  const first = g.legend + 18 - LINE * (lines.length - 1);
  const key = colourKey(host, layers.h.scale);
  const place = g.narrow ? [0, g.legend + 34] : [g.width - key.width - g.pitch, g.legend + 18];
  return svg("g", {}, svg("text", { class: "tick" }, ...lines.map((part, k) => svg("tspan", { x: 0, y: first + LINE * k }, part))), key.at(...place));
}

/** The bar below one word. */
export class Bar {
  constructor({ back, count, data, g }, t) {
    this.lag = count - 1 - t;
    this.mark = data.marks.find(({ lag }) => lag === this.lag);
    this.given = this.lag === 0; // the last one is what the others are compared with
    this.value = back ? back.influence[t] : 1;
    this.covered = !back && !this.given;
    this.g = g;
    const style = this.mark ? "strong" : "tick";
    this.rect = svg("rect", { x: -this.width / 2, width: this.width, rx: 2, class: "bar", "data-bar": this.lag, "data-value": back || this.given ? this.value : null });
    this.read = svg("text", { class: `middle halo ${style}`, "data-read": this.lag });
    this.group = svg("g", { class: "bars" },
      svg("line", { x1: -g.pitch / 2, x2: g.pitch / 2, y1: g.ground, y2: g.ground, class: "ground" }), this.rect, this.read,
      svg("text", { y: g.ground + 16, class: `middle ${style}` }, String(this.lag)), ...this.cover(), ...this.guess());
  }

  get width() {
    return Math.min(40, this.g.pitch * 0.6);
  }

  /** A bar of a share, as attributes. */
  shape(share, more = 0) {
    const height = BARS * clamp(share, 0, 1.2);
    return { x: -this.width / 2 - more, width: this.width + 2 * more, y: this.g.ground - height, height, rx: 2 };
  }

  cover() {
    if (!this.covered) return [];
    return [svg("rect", { ...this.shape(1), class: this.mark ? "covered" : "covered faint", style: "fill:url(#unfold-hatch)", "data-covered": this.lag })];
  }

  guess() {
    const { guess = null, right } = this.mark ?? {};
    if (guess === null) return [];
    return [svg("rect", { ...this.shape(guess, 3), class: "guess", "data-guess": this.lag }),
      svg("text", { y: this.g.ground + 30, class: "tick middle" }, percent(guess) + (SIGNS[right] ?? ""))];
  }

  /** Where a number above a bar stands: not on the edge of the guess. */
  above(y) {
    const { guess = null } = this.mark ?? {};
    const edge = guess === null ? Infinity : this.shape(guess).y;
    return edge > y - 20 && edge < y + 2 ? Math.min(y, edge - 2) : y;
  }

  /** `reached`: how much of the bar has grown, 0 to 1; `now`: the clock is at its word. */
  draw(x, opacity, reached, now) {
    const { g, mark, read, rect, value } = this;
    set(this.group, "transform", `translate(${x.toFixed(1)} 0)`);
    set(this.group, "opacity", opacity);
    const part = this.given ? 1 : reached;
    const { y, height } = this.shape(part && part * value);
    set(rect, "y", y);
    set(rect, "height", height);
    set(read, "y", (this.covered ? g.ground - 3 : this.above(y)) - (this.given && g.narrow ? 12 : 5));
    const seen = part > 0.99 && (mark || (now && !g.narrow));
    write(read, this.covered ? (mark ? "?" : "") : seen ? percent(value) : "");
  }
}
