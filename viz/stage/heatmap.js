// A matrix as colours on a canvas; a cell can be read by pointer and by keyboard.

import { clamp, fontOf, html, set, svg, textWidth, write } from "./dom.js";
import { between, unpack } from "./data.js";
import { ramp, shade } from "./colours.js";
import { number, phrase } from "./format.js";
import { legend, legendHeight } from "./legend.js";

const TALLEST = 340; // px
const LARGEST = 34; // px, side of a cell

function plot(width, data, family) {
  const widest = Math.max(...data.rows.map((label) => textWidth(label, `12px ${family}`)));
  const left = Math.min(width * 0.4, widest + 28);
  const side = Math.min(LARGEST, (width - left - 4) / data.columns.length);
  const cell = { width: side, height: Math.min(Math.max(side, 4), TALLEST / data.rows.length) };
  return { left, top: 24, cell, width: side * data.columns.length, height: cell.height * data.rows.length };
}

/** Labels of one axis, thinned so that they do not touch. */
function marks(labels, pitch, size, make) {
  const every = Math.max(1, Math.ceil(size / pitch));
  return labels.flatMap((label, k) => (k % every === 0 ? [make(label, (k + 0.5) * pitch)] : []));
}

function frameOf(p, data, host, family) {
  const widest = Math.max(...data.columns.map((label) => textWidth(label, `12px ${family}`))) + 8;
  const bottom = p.top + p.height;
  const middle = p.top + p.height / 2;
  return [
    ...marks(data.rows, p.cell.height, 15, (label, y) =>
      svg("text", { x: p.left - 6, y: p.top + y + 4, class: "tick end" }, label)),
    ...marks(data.columns, p.cell.width, widest, (label, x) =>
      svg("text", { x: p.left + x, y: bottom + 16, class: "tick middle" }, label)),
    svg("text", { x: p.left + p.width, y: bottom + 34, class: "tick end" }, data.x_label),
    svg("text", { x: 12, y: middle, class: "tick middle", transform: `rotate(-90 12 ${middle})` }, data.y_label),
    legend(host, data.scale, p.left, bottom + 44, Math.max(220, p.width), family),
  ];
}

/** Draws a heatmap; see `viz.views.heatmap` for its data. */
export function drawHeatmap(host, data, { clock, words }) {
  const values = unpack(data.values);
  const [rows, columns] = [data.rows.length, data.columns.length];
  const size = rows * columns;
  const moves = data.values.shape.length === 3;
  const steps = moves ? values.length / size : 1;
  const small = html("canvas", { width: columns, height: rows });
  const canvas = html("canvas", { class: "cells" });
  const picture = svg("svg", { "aria-hidden": "true" });
  const read = svg("text", { y: 14, class: "note read" });
  const mark = svg("rect", { class: "mark" });
  const now = svg("rect", { class: "now" });
  host.append(canvas, picture);
  let p, colours, drawn, at;

  function layout(width) {
    const family = fontOf(host);
    p = plot(width, data, family);
    colours = ramp(host, data.scale.kind);
    drawn = undefined;
    const legendRoom = legendHeight(data.scale, Math.max(220, p.width), family);
    set(picture, "width", width);
    set(picture, "height", p.top + p.height + 46 + legendRoom);
    read.setAttribute("x", p.left);
    picture.replaceChildren(...frameOf(p, data, host, family), read, now, mark);
    canvas.width = Math.round(p.width * devicePixelRatio);
    canvas.height = Math.round(p.height * devicePixelRatio);
    canvas.style.cssText = `left:${p.left}px;top:${p.top}px;width:${p.width}px;height:${p.height}px`;
  }

  function valueAt(cell, time) {
    if (!moves) return values[cell];
    const view = { [Math.floor(time)]: values[Math.floor(time) * size + cell] };
    if (time % 1) view[Math.floor(time) + 1] = values[(Math.floor(time) + 1) * size + cell];
    return between(view, time, data.scale.kind === "log");
  }

  function paint(time) {
    const context = small.getContext("2d");
    const image = context.createImageData(columns, rows);
    for (let cell = 0; cell < size; cell += 1) {
      const [red, green, blue] = colours[shade(valueAt(cell, time), data.scale)];
      image.data.set([red, green, blue, 255], cell * 4);
    }
    context.putImageData(image, 0, 0);
    const large = canvas.getContext("2d");
    large.imageSmoothingEnabled = false;
    large.drawImage(small, 0, 0, canvas.width, canvas.height);
  }

  function draw() {
    const time = moves ? clamp(clock.shown, 0, steps - 1) : 0;
    if (time !== drawn) paint(time);
    drawn = time;
    if (data.cursor) box(now, clamp(clock.shown, 0, columns - 1), 0, 1, rows);
    showCell();
  }

  function box(rect, column, row, width, height) {
    const shape = { x: p.left + column * p.cell.width, y: p.top + row * p.cell.height,
      width: width * p.cell.width, height: height * p.cell.height };
    for (const [name, value] of Object.entries(shape)) set(rect, name, value);
  }

  function describe() {
    if (!at) return "";
    const value = values[(moves ? clamp(clock.step, 0, steps - 1) * size : 0) + at.row * columns + at.column];
    return phrase(words.cell, { row: `${data.y_label} ${data.rows[at.row]}`,
      column: `${data.x_label} ${data.columns[at.column]}`, value: number(value, 3) });
  }

  function showCell() {
    write(read, describe());
    mark.style.display = at ? "" : "none";
    if (at) box(mark, at.column, at.row, 1, 1);
  }

  function choose(row, column) {
    at = { row: clamp(row, 0, rows - 1), column: clamp(column, 0, columns - 1) };
    showCell();
    host.setAttribute("aria-label", describe());
  }

  function leave() {
    at = undefined;
    showCell();
  }

  const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  host.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    choose((at?.row ?? 0) + way[0], (at?.column ?? 0) + way[1]);
  });
  host.addEventListener("focus", () => at || choose(0, 0));
  host.addEventListener("blur", leave);
  canvas.addEventListener("pointermove", ({ offsetX, offsetY }) =>
    choose(Math.floor(offsetY / p.cell.height), Math.floor(offsetX / p.cell.width)));
  canvas.addEventListener("pointerleave", leave);
  return { layout, draw, describe };
}
