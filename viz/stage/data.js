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

/** The value at a time between two steps, on a log scale where asked and possible. */
export function between(values, time, log) {
  const before = Math.floor(time);
  const part = time - before;
  const a = values[before];
  if (part === 0) return a;
  const b = values[before + 1];
  if (log && a > 0 && b > 0) return Math.exp(Math.log(a) * (1 - part) + Math.log(b) * part);
  return a * (1 - part) + b * part;
}
