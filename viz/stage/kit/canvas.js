// Canvases: sized for the device's resolution, or of one pixel for each cell and drawn enlarged.

/** Fits a canvas to a size in px at the device's resolution; returns its context in px. */
export function fitCanvas(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/** Paints a canvas of one pixel for each cell; `colour(row, column)` is [red, green, blue], or none. */
export function paintCells(canvas, colour) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  for (let row = 0, at = 0; row < canvas.height; row += 1) {
    for (let column = 0; column < canvas.width; column += 1, at += 4) {
      const painted = colour(row, column);
      if (!painted) continue;
      [image.data[at], image.data[at + 1], image.data[at + 2]] = painted;
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Draws a canvas of cells over the whole of another, its cells sharp. */
export function enlarge(cells, canvas) {
  const context = canvas.getContext("2d");
  context.resetTransform();
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.drawImage(cells, 0, 0, canvas.width, canvas.height);
}
