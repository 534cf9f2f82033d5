// Who asks whom: the weights of one head large, growing with the clock, and of all heads small.

import { clamp, fontOf, html, resize, svg, write } from "../../kit/dom.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint, readable } from "../../kit/grid.js";
import { SLANTED, columnWords, markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { colourKey, keyWidth } from "../../kit/legend.js";
import { HeadMaps } from "../common/head_maps.js";
import { SUBSTEPS } from "./asks_model.js";

const SMALL_MAP = 44; // px, side of a small map

function gridOf(width, height, model, family) {
  const left = rowRoom(model.data.tokens, width, `13px ${family}`);
  const slant = SLANTED.room(model.data.tokens, family);
  const small = 2 * (SMALL_MAP + 8);
  const pitch = clamp(Math.min((width - left - slant * 0.9 - small - 16) / model.T, (height - slant - 26) / model.T), 7, 30);
  return new Grid({ left, top: slant, wide: pitch, tall: pitch, rows: model.T, columns: model.T });
}

export class AsksMap {
  /** `pick(name, value)` is told of a picked head or key. */
  constructor(host, model, clock, pick) {
    Object.assign(this, { host, model, clock, pick });
    this.picture = svg("svg", { class: "gridded", "aria-hidden": "true" });
    this.large = html("div", { class: "large", tabindex: 0, role: "group", "aria-label": model.data.words.map_help }, this.picture);
    this.reading = html("p", { class: "reading" });
    this.spoken = html("p", { class: "unseen", "aria-live": "polite" });
    const maps = html("div", { class: "maps" }, this.large);
    this.heads = new HeadMaps(maps, model, (head) => pick("head", head));
    host.append(maps, this.reading, this.spoken);
    readable(this, this.large);
  }

  layout(width, height) {
    const { model, picture } = this;
    const grid = (this.grid = gridOf(width, height, model, fontOf(this.host)));
    this.colours = ramp(this.host, SHARES.kind);
    const across = grid.left + grid.width + grid.top * 0.9;
    resize(picture, across, grid.bottom + 24);
    const { tokens } = model.data;
    this.rows = tokens.map((_, i) => grid.cells(i));
    this.words = rowWords(grid, tokens);
    const scale = { ...SHARES, label: model.data.words.scale };
    const key = colourKey(this.host, scale, clamp(across - keyWidth(this.host, scale), 0, grid.left), grid.bottom + 18);
    picture.replaceChildren(...columnWords(grid, tokens, SLANTED), ...this.words, ...this.rows.flat(), grid.now, grid.mark, this.hidden(), key);
    this.heads.layout();
    this.drawn = undefined;
  }

  /** A question mark over the row that is asked for; nothing once it is known. */
  hidden() {
    const { grid, model } = this;
    const i = model.data.tokens.findIndex((_, place) => model.row(place) === undefined);
    return svg("text", { class: "hidden middle", x: grid.left + grid.width / 2, y: grid.y(i) + 5 }, i < 0 ? "" : "?");
  }

  draw({ i, done, head, j }) {
    const key = [i, j, head, done.softmax.toFixed(2)].join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.rows.forEach((cells, place) => this.fill(cells, place, head, SUBSTEPS.done(place, this.clock.shown).softmax));
    markWord(this.words, i);
    this.grid.frameRow(i);
    this.place = this.over ?? [i, j];
    this.grid.frameCell(...this.place);
    write(this.reading, this.describe(...this.place, head));
    this.head = head;
    this.heads.show(head);
  }

  fill(cells, place, head, grown) {
    cells.forEach((cell, j) => paint(cell, grown > 0 && this.colours[shade(this.model.weight(head, place, j) * grown, SHARES)]));
  }

  describe(i, j, head) {
    const { model } = this;
    const { tokens, words } = model.data;
    return phrase(words.cell, { word: tokens[i], other: tokens[j], weight: number(model.weight(head, i, j), 3, "?") });
  }

  choose(i, j, byKey = false) {
    this.over = this.place = [i, j];
    this.drawn = undefined;
    this.clock.request();
    if (byKey) write(this.spoken, this.describe(i, j, this.head));
  }

  leave() {
    this.over = undefined;
    this.drawn = undefined;
    this.clock.request();
  }

  /** Goes to the moment at which the pair's weight is known, and shows its numbers. */
  press(i, j) {
    this.over = undefined;
    this.clock.go(SUBSTEPS.complete(i, "softmax"));
    this.pick("key", j);
  }
}
