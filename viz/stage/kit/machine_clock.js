// The clock of an encoder–decoder Transformer; `viz.views.machine_clock` counts the same.

/** How many steps a clock has. */
export const lengthOf = ({ clock: { encoder, decoder, words, mode } }) => encoder + decoder * (mode === "teach" ? 1 : words);

/** Where a step (from 0) is: {side: "encoder" | "decoder", row: a word, null for all at once, place}. */
export function momentAt({ clock }, step) {
  const { encoder, decoder, words, mode } = clock;
  if (step < encoder) return { side: "encoder", row: null, place: Math.max(0, step) };
  const after = Math.min(step, lengthOf({ clock }) - 1) - encoder;
  const place = after % decoder;
  return { side: "decoder", row: mode === "teach" || words < 1 ? null : Math.floor(after / decoder), place };
}

/** The step of a place: of a word of the decoder, or of the whole encoder. */
export function stepOf({ clock: { encoder, decoder, mode } }, { side, row, place }) {
  if (side === "encoder") return place;
  return encoder + (mode === "teach" ? 0 : (row ?? 0) * decoder) + place;
}
