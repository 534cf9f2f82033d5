// Which units are on over a span of the text and off around it, as core/measures/find_cells.py finds them.

const share = (places, holds) => places.filter(holds).length / places.length;

const places = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

/** The places around a span [start, stop), as far as the text goes. */
function around(length, start, stop, least) {
  const margin = Math.max(stop - start, least);
  return [...places(Math.max(start - margin, 0), start), ...places(stop, Math.min(stop + margin, length))];
}

/** The units {unit, sign, score} of a span [start, stop), best first; `at(t, unit)` is a cell state. */
export function findUnits({ length, hidden, at }, start, stop, { level, good, margin }) {
  const [inside, outside] = [places(start, stop), around(length, start, stop, margin)];
  if (!inside.length || !outside.length) return [];
  const found = [];
  for (const sign of [1, -1]) {
    for (let unit = 0; unit < hidden; unit += 1) {
      const on = (t) => sign * at(t, unit) > level;
      found.push({ unit, sign, score: share(inside, on) - share(outside, on) });
    }
  }
  return found.filter(({ score }) => score >= good).sort((a, b) => b.score - a.score || a.unit - b.unit);
}
