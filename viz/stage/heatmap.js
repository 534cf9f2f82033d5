// placeholder
export function drawHeatmap() {}
