// The text, a cell for each character; behind it the chosen unit's value.

import { html, write } from "../../kit/dom.js";
import { css, ramp, shade } from "../../kit/colours.js";
import { number } from "../../kit/format.js";
import { inlineKey } from "../../kit/legend.js";
import { CellBrush } from "./cell_brush.js";

const DEPTH = 1.8; // the ramp's outer part is too dark to read on
const EDGE = 2; // px around the letters, for the frame of the one at the clock
const ROWS = 3; // rows that are seen at once
const WIDE = /[\u1100-\u{1FFFF}]/u; // CJK and other full-width signs

/** How a character is shown that leaves no ink. */
export const visible = (sign) => ({ " ": "␣", "\n": "⏎", "\t": "⇥" })[sign] ?? sign;

export class CellText {
  /** With `brush`, spans can be brushed: see `CellBrush`. */
  constructor(host, data, cell, clock, brush) {
    Object.assign(this, { data, cell, clock });
    this.box = html("div", { class: "letters", tabindex: 0, role: "group", "aria-label": data.words.text });
    this.letters = data.tokens.map((token, t) => this.letter(token, t));
    this.box.append(...this.letters);
    this.scale = html("div", { class: "ramp", "aria-hidden": "true" });
    this.brush = brush && new CellBrush(this.box, this.letters, clock, brush);
    host.append(this.box);
  }

  letter(token, t) {
    const sign = html("span", { class: "letter", "data-t": t + 1 }, token === " " ? "\u00a0" : visible(token));
    if (this.data.unknown[t]) sign.classList.add("unknown");
    sign.addEventListener("pointerdown", () => {
      this.clock.go(t);
    });
    return sign;
  }

  layout(room) {
    const width = room - 2 * EDGE;
    const least = this.data.tokens.some((token) => WIDE.test(token)) ? 21 : 15;
    const fitting = Math.floor(width / least);
    const pitch = Math.min(26, (width - 1) / Math.min(fitting, this.letters.length));
    this.box.style.setProperty("--pitch", `${Math.floor(pitch * 100) / 100}px`);
    this.box.style.setProperty("--rows", ROWS);
    this.colours = ramp(this.box, "diverging");
  }

  /** Colours every character by one unit, and draws the scale of the colour. */
  choose(unit) {
    const largest = this.cell.largest(unit);
    const scale = { kind: "diverging", low: -DEPTH * largest, high: DEPTH * largest };
    this.letters.forEach((letter, t) => {
      const value = this.cell.at("c", t, unit);
      letter.style.background = css(this.colours[shade(value, scale)]);
      letter.dataset.value = value;
      letter.title = `t = ${t + 1}, ${this.data.symbol ?? "c"} = ${number(value, 3)}`;
    });
    const used = this.colours.slice(shade(-largest, scale), shade(largest, scale) + 1);
    this.scale.replaceChildren(...inlineKey(used, -largest, largest), html("span", {}, this.data.words.scale));
  }

  draw(step) {
    if (step === this.step) return;
    this.letters[this.step]?.classList.remove("on");
    const now = this.letters[step];
    now.classList.add("on");
    this.step = step;
    const top = now.offsetTop - this.box.clientHeight / 2 + now.offsetHeight / 2;
    if (this.box.scrollHeight > this.box.clientHeight) this.box.scrollTop = top;
  }
}

/** A character among the next ones, its probability and whether it is what comes. */
function rowOf(sign, share, hit) {
  return html("div", { class: `guess${hit ? " hit" : ""}`, "data-probability": share },
    html("code", {}, visible(sign)), html("i", { style: `--share:${share}` }), html("span", {}, number(share)));
}

/** The most likely next characters. */
export class CellNext {
  constructor(host, data) {
    this.data = data;
    this.rows = html("div", { class: "guesses" });
    this.note = html("p", { class: "what" });
    host.append(html("div", { class: "head" }, html("h3", {}, data.words.next), this.note), this.rows);
  }

  draw(step) {
    if (step === this.step) return;
    this.step = step;
    const { candidates, tokens, words } = this.data;
    const coming = tokens[step + 1];
    this.rows.replaceChildren(...candidates[step].map(([sign, share]) => rowOf(sign, share, sign === coming)));
    write(this.note, coming === undefined ? "" : `${words.coming} ${visible(coming)}`);
  }
}
