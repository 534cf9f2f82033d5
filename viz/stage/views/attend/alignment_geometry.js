// Where the cells and labels of the map of weights stand.

import { clamp, textWidth } from "../../kit/dom.js";
import { Grid } from "../../kit/grid.js";

const ROW_HEIGHT = { least: 12.5, most: 21 }; // px
const WIDEST_CELL = 34;
const LATIN = /^[⟨\x21-\x7e]/;

/** Whether a word is turned, where room is short, and not written sign below sign. */
export const isLatin = (word) => word.length > 1 && LATIN.test(word);

/** Labels of the columns: side by side where they fit, else one sign below the other. */
function columnLabels(source, pitch, family) {
  const widest = Math.max(0, ...source.filter((word) => !isLatin(word)).map((word) => textWidth(word, `13px ${family}`)));
  if (widest <= pitch - 3) return { upright: false, size: 13, height: 20 };
  const lengths = source.map((word) => (isLatin(word) ? 0 : [...word].length));
  const latin = source.map((word) => (isLatin(word) ? textWidth(word, `12px ${family}`) : 0));
  return { upright: true, size: 12, height: Math.max(13 * Math.max(...lengths), ...latin) + 8 };
}

/** The grid of a map, and how its columns are labelled, for a width and a height in px. */
export function geometry(width, height, model, family) {
  const longest = Math.max(...model.data.target.map((word) => textWidth(word, `13px ${family}`)), 24);
  const left = Math.min(width * 0.4, longest + 10);
  const wide = Math.min(WIDEST_CELL, (width - left - 2) / model.S);
  const labels = columnLabels(model.data.source, wide, family);
  const tall = clamp((height - labels.height - 38) / model.slots, ROW_HEIGHT.least, ROW_HEIGHT.most);
  return { labels, grid: new Grid({ left, top: labels.height, wide, tall, rows: model.slots, columns: model.S }) };
}
