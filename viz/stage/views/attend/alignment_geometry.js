// Where the cells and labels of the map of weights stand.

import { clamp } from "../../kit/dom.js";
import { Grid } from "../../kit/grid.js";
import { glossed, levelOrUpright, rowRoom } from "../../kit/grid_words.js";

const ROW_HEIGHT = { least: 12.5, most: 21 }; // px
const WIDEST_CELL = 34;

/** The grid of a map and the way in which its columns' words are written, for a width and a height in px. */
export function geometry(width, height, model, family) {
  const left = rowRoom([...model.data.target, "?"], width, `13px ${family}`) + 2;
  const wide = Math.min(WIDEST_CELL, (width - left - 2) / model.S);
  const way = glossed(levelOrUpright(model.data.source, wide, family), model.data.glosses, family);
  const top = way.room(model.data.source, family);
  const tall = clamp((height - top - 38) / model.slots, ROW_HEIGHT.least, ROW_HEIGHT.most);
  return { way, grid: new Grid({ left, top, wide, tall, rows: model.slots, columns: model.S }) };
}
