// A distribution as a bar: its name, its segments, its total, and the place of a draw.

import { blend } from "../../kit/data.js";
import { set, svg, write } from "../../kit/dom.js";

const GAP = { wide: 7, tight: 3, below: 24 }; // px above a bar, room for the mark; in a row below so many px less
const KINDS = ["seen", "never", "others", "covered"]; // as in `viz.views.counting.shares.KINDS`, for the style sheet
const HAIR = 3; // px of a segment that leaves a hairline to the next

/** What a segment is known by from step to step. */
export const keyOf = ([word, , kind]) => `${kind} ${word}`;

/** The same, told apart from those before it with the same word. */
const keyAt = (segments, k) => `${keyOf(segments[k])} ${segments.slice(0, k).filter((each) => keyOf(each) === keyOf(segments[k])).length}`;

/** The segments between two states of a bar: by their words, those that are gone at the end. */
function mixed(before, after, part) {
  const [old, young] = [before, after].map(({ segments }) => new Map(segments.map((each, k) => [keyAt(segments, k), each])));
  return [...new Set([...young.keys(), ...old.keys()])].map((key) => {
    const [word, , kind] = young.get(key) ?? old.get(key);
    return [word, blend(old.get(key)?.[1] ?? 0, young.get(key)?.[1] ?? 0, part, false), kind];
  });
}

export class SharesBar {
  /** In px: where it begins and how high its row is; `x` is the axis, `widthOf` measures a word. */
  constructor({ left, pitch, row, top, width, widthOf, x }) {
    const gap = pitch < GAP.below ? GAP.tight : GAP.wide;
    const [y, tall] = [top + gap, pitch - gap];
    const text = (kind, at) => svg("text", { class: kind, x: at, y: y + tall / 2 + 4.5 });
    Object.assign(this, { row, tall, text, widthOf, x, y, name: text("end", left - 10), total: text("end", width),
      cells: svg("g"), mark: svg("path", { class: "mark" }), tag: svg("g", { class: "tag" }, svg("rect", { y: y + 0.5, height: tall - 1, rx: 3 }), text("middle", 0)) });
    this.group = svg("g", { class: "bar" }, this.name, this.total, this.cells, this.tag, this.mark);
  }

  /** Draws it a part of the way between two states; none is an empty row. `read`: the segment that is read. */
  draw(before, after, part, read) {
    const bar = part < 0.5 ? before : after;
    this.group.style.visibility = bar ? "" : "hidden";
    if (!bar) return;
    const moves = part > 0 && part < 1 && before?.name === after?.name;
    write(this.name, bar.name);
    write(this.total, bar.total);
    this.at = bar.mark === null ? undefined : this.x.px(bar.mark);
    this.drawSegments(moves ? mixed(before, after, part) : bar.segments, bar.hit === null ? undefined : keyOf(bar.segments[bar.hit]), read);
    this.mark.style.display = this.at === undefined ? "none" : "";
    if (this.at !== undefined) set(this.mark, "d", `M${this.at},${this.y + this.tall}V${this.y}l-4,-6.5h8l-4,6.5`);
  }

  drawSegments(segments, hit, read) {
    const { cells, row, tall, text, x, y } = this;
    while (cells.childElementCount < 2 * segments.length) {
      cells.append(svg("rect", { y, height: tall, "data-row": row }, svg("title")), text("middle", 0));
    }
    let sum = 0;
    const placed = segments.map((segment) => {
      const [from, to] = [x.px(sum), x.px(sum += segment[1])];
      const is = keyOf(segment) === hit;
      return { from, to, is, needs: this.widthOf(segment[0], is ? 600 : 400) + 4, segment, key: keyOf(segment) };
    });
    const beside = this.drawTag(placed.find(({ from, to, is, needs }) => is && to - from < needs));
    const nodes = [...cells.children];
    for (const node of nodes) node.style.display = "none";
    placed.forEach(({ from, to, is, needs, segment, key }, k) => {
      if (to <= from) return;
      const [rect, word] = nodes.slice(2 * k, 2 * k + 2);
      rect.style.display = "";
      for (const [name, value] of [["x", from], ["width", Math.max(0.5, to - from - (to - from > HAIR ? 1 : 0))], ["data-key", key], ["data-share", segment[1]],
        ["class", `${KINDS[segment[2]]}${is ? " hit" : k % 2 ? " odd" : ""}${key === read ? " read" : ""}`]]) set(rect, name, value);
      rect.style.fill = KINDS[segment[2]] === "never" && !is ? "url(#shares-hatch)" : "";
      write(rect.firstChild, segment[3] ?? "");
      const [start, end] = [(from + to - needs) / 2, (from + to + needs) / 2];
      if (to - from < needs || (beside && beside.from < end && start < beside.to)) return;
      word.style.display = "";
      set(word, "x", this.middle(from, to - 1, needs));
      set(word, "class", `middle${is ? " hit" : ""}`);
      write(word, segment[0]);
    });
  }

  /** Where a word stands in its segment: in the middle, or beside the mark where there is room. */
  middle(from, to, needs) {
    const { at } = this;
    const side = at - from > to - at ? [from, at] : [at, to];
    const crossed = Math.abs(at - (from + to) / 2) < needs / 2 && side[1] - side[0] >= needs;
    return crossed ? (side[0] + side[1]) / 2 : (from + to) / 2;
  }

  /** The word of a segment at work that has no room in it: on a plate beside it. */
  drawTag(segment) {
    this.tag.style.visibility = segment ? "" : "hidden";
    if (!segment) return undefined;
    const wide = segment.needs + 2;
    const from = segment.to + wide < this.x.to ? segment.to + 1 : segment.from - wide - 1;
    const [plate, word] = this.tag.children;
    set(plate, "x", from);
    set(plate, "width", wide);
    set(word, "x", from + wide / 2);
    write(word, segment.segment[0]);
    return { from, to: from + wide };
  }
}
