// A span of the text, brushed with the pointer or with Shift and the arrows.

import { clamp } from "../../kit/dom.js";
import { arrow, take } from "../../kit/keys.js";

/** The letters [first, last], counted from 1, as the stage tells them: "3-12". */
const spelled = (first, last) => `${first + 1}-${last + 1}`;

export class CellBrush {
  /** `tell(span)` hears of a span once it is chosen, `mark(first, last)` of each on the way, from 0. */
  constructor(box, letters, clock, { tell, mark }) {
    Object.assign(this, { box, letters, clock, tell, marked: mark });
    box.addEventListener("pointerdown", (event) => this.down(event));
    box.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => this.up());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("keyup", (event) => event.key === "Shift" && this.up());
  }

  /** The place of the letter at a point of the window, from 0. */
  at({ clientX, clientY }) {
    return this.letters.indexOf(this.box.getRootNode().elementFromPoint(clientX, clientY)?.closest(".letter"));
  }

  down(event) {
    const place = this.at(event);
    this.from = event.button === 0 && place >= 0 ? place : undefined;
  }

  move(event) {
    if (this.from === undefined || !event.buttons) return;
    const to = this.at(event);
    if (to < 0 || (to === this.from && this.to === undefined)) return;
    this.reach(to);
  }

  /** The span goes from where it began to here. */
  reach(to) {
    this.to = to;
    this.mark(Math.min(this.from, to), Math.max(this.from, to));
  }

  up() {
    const { from, to } = this;
    this.from = this.to = undefined;
    if (from !== undefined && to !== undefined) this.tell(spelled(Math.min(from, to), Math.max(from, to)));
  }

  /** With Shift, an arrow takes the clock along and the span with it. */
  key(event) {
    const [, way] = arrow(event) ?? [];
    if (!way || !event.shiftKey) return;
    take(event);
    this.from ??= this.clock.step;
    this.reach(clamp((this.to ?? this.from) + way, 0, this.letters.length - 1));
    this.clock.pause();
    this.clock.seek(this.to);
  }

  /** Shows a span that is told: "3-12", or none. */
  follow(span) {
    if (this.from !== undefined) return;
    const [first, last] = /^\d+-\d+$/.test(span ?? "") ? span.split("-").map(Number) : [0, 0];
    this.mark(first - 1, last - 1);
  }

  mark(first, last) {
    this.letters.forEach((letter, t) => {
      letter.classList.toggle("brushed", t >= first && t <= last && first >= 0);
    });
    this.marked(first, last);
  }
}
