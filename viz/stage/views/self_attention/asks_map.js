// Who asks whom: the weights of one head large, growing with the clock, and of all heads small.

import { clamp, fontOf, html, resize, svg, textWidth, write } from "../../kit/dom.js";
import { SHARES, ramp, shade } from "../../kit/colours.js";
import { number, phrase } from "../../kit/format.js";
import { Grid, paint, readable } from "../../kit/grid.js";
import { SLANTED, UPRIGHT, columnWords, markWord, rowRoom, rowWords } from "../../kit/grid_words.js";
import { colourKey } from "../../kit/legend.js";
import { HeadMaps } from "../common/head_maps.js";
import { SUBSTEPS } from "./asks_model.js";

const SMALL_MAP = 43; // px, side of a small map
const LEAST_ROW = 12.5; // px, a row with its word
const BEYOND = 8; // px from the end of a row to what is said of it
const SAID_FONT = "600 13px";
const LEAST_SLANTED = 20; // px between two words that are slanted

/** The words for what was guessed and what is so, as they stand beside a row. */
const wordsOfMarks = ({ words }) => ["you", "answer"].map((name) => words[`mark.${name}`]);

/** Beside the small maps, or on a narrow page above them. */
function gridOf(width, height, model, family, narrow) {
  const left = rowRoom(model.data.tokens, width, `13px ${family}`);
  const small = narrow ? 0 : 2 * (SMALL_MAP + 8) + 16;
  const said = narrow ? BEYOND + textWidth(wordsOfMarks(model.data).join(" = "), `${SAID_FONT} ${family}`) : 0;
  /** Slanted words need room beside the last column too; on a narrow page, so does what is said of a row. */
  const written = (way, overhang) => {
    const top = way.room(model.data.tokens, family);
    const beside = Math.max(top * overhang, said);
    const wide = clamp((width - left - beside - small) / model.T, 7, 30);
    const tall = narrow ? Math.min(wide, 24) : Math.min(wide, (height - top - 26) / model.T);
    const square = narrow ? wide : Math.min(wide, Math.max(LEAST_ROW, tall));
    return { way, beside, free: width - small, grid: new Grid({ left, top, wide: square, tall: Math.max(LEAST_ROW, tall), rows: model.T, columns: model.T }) };
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

  layout(width, height, narrow) {
    const { model, picture } = this;
    const { beside, free, grid, way } = gridOf(width, height, model, fontOf(this.host), narrow);
    Object.assign(this, { free, grid });
    this.colours = ramp(this.host, SHARES.kind);
    const across = grid.left + grid.width + beside;
    resize(picture, across, grid.bottom + 24);
    const { tokens } = model.data;
    this.rows = tokens.map((_, i) => grid.cells(i));
    this.words = rowWords(grid, tokens);
    const key = colourKey(this.host, { ...SHARES, label: model.data.words.scale });
    picture.replaceChildren(...columnWords(grid, tokens, way), ...this.words, ...this.rows.flat(), grid.now, grid.mark, ...this.hidden(), ...this.rings(), key.at(clamp(across - key.width, 0, grid.left), grid.bottom + 18));
    this.heads.layout();
    this.drawn = undefined;
  }

  /** A question mark on each weight that is asked for; none once they are known. */
  hidden() {
    const { grid, model } = this;
    const places = model.data.tokens.map((_, place) => place);
    return places.filter((i) => model.row(i) === undefined)
      .flatMap((i) => places.map((j) => svg("text", { class: "hidden middle", x: grid.x(j), y: grid.y(i) + 5 }, "?")));
  }

  /** Rings around what was guessed and what is so; their words stand beyond the end of the row. */
  rings() {
    const { grid, model } = this;
    const { marks } = model.data;
    if (!marks) return [];
    const { query, you, answer } = marks;
    const places = [...new Set([you ?? answer, answer])].sort((a, b) => a - b);
    const named = places.map((j) => ({ j, name: model.marks(marks.head, query, j).at(-1), said: this.saidOf(query, j) }));
    const rings = named.map(({ j, name }) => svg("rect", { class: `ring ${name}`,
      x: grid.left + j * grid.wide, y: grid.y(query) - grid.tall / 2, width: grid.wide, height: grid.tall, rx: 3 }));
    this.ringed = svg("g", { class: "rings" }, ...rings, ...this.beyond(query, named));
    return [this.ringed];
  }

  saidOf(i, j) {
    const { data } = this.model;
    return this.model.marks(data.marks.head, i, j).map((each) => data.words[`mark.${each}`]).join(" = ");
  }

  /** The words of the rings from left to right as they are; none where there is no room for them. */
  beyond(i, named) {
    const { free, grid, host } = this;
    const start = grid.left + grid.width + BEYOND;
    const widths = named.map(({ said }) => textWidth(said, `${SAID_FONT} ${fontOf(host)}`));
    if (start + widths.reduce((sum, width) => sum + width + BEYOND, -BEYOND) > free + 1) return [];
    return named.map(({ name, said }, k) => svg("text", { class: `ring-word ${name}`, y: grid.y(i) + 4.5,
      x: start + widths.slice(0, k).reduce((sum, width) => sum + width + BEYOND, 0) }, said));
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
    this.head = head;
    this.heads.show(head);
    const { marks } = this.model.data;
    if (marks) this.ringed.style.display = head === marks.head && SUBSTEPS.done(marks.query, this.clock.shown).softmax === 1 ? "" : "none";
  }

  /** The pair that is read, or the one at the clock, below the map: no weight before the softmax. */
  say({ i, j, head, done }) {
    write(this.reading, this.describe(...(this.at ?? [i, j]), head, this.at || done.softmax === 1));
  }

  fill(cells, place, head, grown) {
    cells.forEach((cell, j) => paint(cell, grown > 0 && this.colours[shade(this.model.weight(head, place, j) * grown, SHARES)]));
  }

  describe(i, j, head, known = true) {
    const { model } = this;
    const { tokens, words } = model.data;
    return phrase(words.cell, { word: tokens[i], other: tokens[j], weight: known ? number(model.weight(head, i, j), 3, "?") : "?" });
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
