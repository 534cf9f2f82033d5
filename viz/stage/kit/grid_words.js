// The words beside a grid's rows and at its columns, in the ways that leave none on another.

import { svg, textWidth } from "./dom.js";

const GAP = 7; // px between a row and its word
const SLANT = 0.71; // sine of 45°
const LINE = 13; // px from sign to sign, one below the other
const LATIN = /^[⟨\x21-\x7e]/;

const longest = (words, font) => Math.max(0, ...words.map((word) => textWidth(word, font)));
const inLatin = (word) => word.length > 1 && LATIN.test(word);
const columnWord = (look, attributes, ...children) => svg("text", { class: `column-word ${look}`, ...attributes }, ...children);

// Each way to write the words of columns takes `room` px above the cells, and writes a `word` at a
// column's middle.

export const LEVEL = {
  room: () => 20,
  word: (word, x, { top }) => columnWord("middle", { x, y: top - 6 }, word),
};

export const BELOW = {
  room: () => 0,
  word: (word, x, { bottom }) => columnWord("middle", { x, y: bottom + 16 }, word),
};

export const SLANTED = {
  room: (words, family) => longest(words, `13px ${family}`) * SLANT + 12,
  word: (word, x, { top }) => columnWord("", { x: x + 3, y: top - 5, transform: `rotate(-45 ${x + 3} ${top - 5})` }, word),
};

/** Latin words turned, others sign below sign. */
export const UPRIGHT = {
  room: (words, family) => Math.max(...words.map((word) => (inLatin(word) ? textWidth(word, `12px ${family}`) : LINE * [...word].length))) + 8,
  word: (word, x, { top }) => {
    if (inLatin(word)) return columnWord("end small", { x: x - 4, y: top - 5, transform: `rotate(90 ${x - 4} ${top - 5})` }, word);
    const signs = [...word];
    return columnWord("middle small", {}, ...signs.map((sign, k) => svg("tspan", { x, y: top - 6 - LINE * (signs.length - 1 - k) }, sign)));
  },
};

/** Words written in a way, with their glosses turned above them, from the word upwards. */
export const glossed = (way, glosses, family) => {
  const tall = longest(glosses, `12px ${family}`);
  if (!tall) return way;
  const room = (words) => way.room(words, family);
  return {
    room: (words) => room(words) + tall + 4,
    word: (word, x, grid, column, words) => {
      const y = grid.top - room(words) - 1;
      return svg("g", { class: "glossed-word" }, way.word(word, x, grid),
        svg("text", { class: "column-word small gloss", x: x + 4, y, transform: `rotate(-90 ${x + 4} ${y})` }, glosses[column]));
    },
  };
};

/** Level where each word is narrower than its column, else upright. */
export const levelOrUpright = (words, pitch, family) => (longest(words, `13px ${family}`) <= pitch - 3 ? LEVEL : UPRIGHT);

/** The px that words beside rows take, of a picture's width two fifths at most. */
export const rowRoom = (words, width, font) => Math.min(width * 0.4, longest(words, font) + GAP + 1);

/** The words of a grid's rows, or of every so many. */
export const rowWords = (grid, words, every = 1) => words.flatMap((word, row) =>
  (row % every ? [] : [svg("text", { class: "row-word end", x: grid.left - GAP, y: grid.y(row) + 4.5 }, word)]));

/** The words of a grid's columns, or of every so many. */
export const columnWords = (grid, words, way, every = 1) => words.flatMap((word, column) => (column % every ? [] : [way.word(word, grid.x(column), grid, column, words)]));

/** Marks the word of a row or a column among all; none where there is no such place. */
export const markWord = (nodes, place) => nodes.forEach((node, k) => node.classList.toggle("on", k === place));
