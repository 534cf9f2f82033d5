// What viz/view.py has packed, unpacked.

const ARRAYS = { float64: Float64Array, float32: Float32Array, uint8: Uint8Array };

/** The typed array of {dtype, shape, b64}. */
export function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.b64), (sign) => sign.charCodeAt(0));
  return new ARRAYS[packed.dtype](bytes.buffer);
}

/** Values for every step: those before `cover` were withheld and are NaN here. */
export function timeline(packed, cover) {
  const values = Array.isArray(packed) ? packed : unpack(packed);
  return [...Array(cover).fill(NaN), ...values];
}

/** Between two values, on a log scale where asked and possible. */
export function blend(from, to, part, log) {
  if (log && from > 0 && to > 0) return Math.exp(Math.log(from) * (1 - part) + Math.log(to) * part);
  return from * (1 - part) + to * part;
}

/** The value of a series at a time between two steps. */
export function between(values, time, log) {
  const step = Math.floor(time);
  if (step === time) return values[step];
  return blend(values[step], values[step + 1], time - step, log);
}
