// Who asks whom: the weights of one head large, growing with the clock, and of all heads small.

import { clamp, fontOf, html, resize, svg, write } from "../../kit/dom.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint, readable } from "../../kit/grid.js";
import { SLANTED, UPRIGHT, columnWords, markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";
import { HeadMaps } from "../common/head_maps.js";
import { SUBSTEPS } from "./asks_model.js";

const SMALL_MAP = 44; // px, side of a small map
const LEAST_SLANTED = 18; // px between two words that are slanted

function gridOf(width, height, model, family) {
  const left = rowRoom(model.data.tokens, width, `13px ${family}`);
  const small = 2 * (SMALL_MAP + 8);
  /** Slanted words need room beside the last column too. */
  const written = (way, overhang) => {
    const top = way.room(model.data.tokens, family);
    const beside = top * overhang;
    const pitch = clamp(Math.min((width - left - beside - small - 16) / model.T, (height - top - 26) / model.T), 7, 30);
    return { way, beside, grid: new Grid({ left, top, wide: pitch, tall: pitch, rows: model.T, columns: model.T }) };
  };
  const slanted = written(SLANTED, 0.9);
  return slanted.grid.wide < LEAST_SLANTED ? written(UPRIGHT, 0) : slanted;
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
    const { beside, grid, way } = gridOf(width, height, model, fontOf(this.host));
    this.grid = grid;
    this.colours = ramp(this.host, SHARES.kind);
    const across = grid.left + grid.width + beside;
    resize(picture, across, grid.bottom + 24);
    const { tokens } = model.data;
    this.rows = tokens.map((_, i) => grid.cells(i));
    this.words = rowWords(grid, tokens);
    const key = colourKey(this.host, { ...SHARES, label: model.data.words.scale });
    picture.replaceChildren(...columnWords(grid, tokens, way), ...this.words, ...this.rows.flat(), grid.now, grid.mark, this.hidden(), key.at(clamp(across - key.width, 0, grid.left), grid.bottom + 18));
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
    this.place = [i, j];
    const read = this.at ?? this.place;
    this.grid.frameCell(...read);
    write(this.reading, this.describe(...read, head));
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

  read(byKey) {
    this.drawn = undefined;
    this.clock.request();
    if (byKey) write(this.spoken, this.describe(...this.at, this.head));
  }

  /** Goes to the moment at which the pair's weight is known, and shows its numbers. */
  press(i, j) {
    this.at = undefined;
    this.clock.go(SUBSTEPS.complete(i, "softmax"));
    this.pick("key", j);
  }
}
