// A stage as it stands, as a PNG: what is drawn goes into one SVG image, which a canvas then paints.

import { html, svg } from "../kit/dom.js";

const SCALE = 2; // pixels of the picture for each px on screen
const MARGIN = 16; // px around the stage
const STILL = "* { scrollbar-width: none; } .heading { flex: 1 1 240px; font-size: 18px; font-weight: 600; } .label { text-align: right; }";

/** Saves the stage, as it stands at its clock, under a name of its own. */
export async function snapshot(host, name) {
  const { offsetWidth: width, offsetHeight: height } = host;
  const paper = [width + 2 * MARGIN, height + 2 * MARGIN].map(Math.ceil);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(await asImage(host, width, paper))}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SCALE * paper[0], height: SCALE * paper[1] });
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(host).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  context.drawImage(image, 0, 0);
  canvas.toBlob((blob) => offerFile(blob, `${name}.png`));
}

async function asImage(host, width, [wide, high]) {
  const style = document.createElement("style");
  style.textContent = (await Promise.all(pageFonts())).join("\n") + sheetRules(host) + STILL;
  const room = svg("foreignObject", { x: MARGIN, y: MARGIN, width: wide, height: high }, style, twinOf(host, width));
  return new XMLSerializer().serializeToString(svg("svg", { width: wide, height: high }, room));
}

/** The stage with the page's title instead of its buttons; a canvas becomes an image of what is painted on it. */
function twinOf(host, width) {
  const twin = host.cloneNode(true);
  twin.style.width = `${width}px`;
  Object.assign(twin.style, { borderColor: "transparent", zoom: 1 });
  const { fontFamily, padding, borderWidth, borderStyle } = getComputedStyle(host);
  Object.assign(twin.style, { fontFamily, padding, borderWidth, borderStyle }); // the page around it may have its say
  twin.style.setProperty("--st-font", fontFamily);
  twin.querySelector(".player").style.minHeight = `${host.querySelector(".player").clientHeight}px`;
  for (const control of twin.querySelectorAll(".player > :not(.label)")) control.remove();
  twin.querySelector(".player").prepend(html("span", { class: "heading" }, document.querySelector("h1")?.textContent ?? ""));
  for (const control of twin.querySelectorAll(".toolbar")) control.remove();
  for (const kind of ["input", "select"]) fillIn(twin, host, kind);
  const painted = host.querySelectorAll("canvas");
  twin.querySelectorAll("canvas").forEach((canvas, index) => canvas.replaceWith(paintedImage(canvas, painted[index])));
  return twin;
}

/** What a reader has set is a property, and a copy has attributes only. */
function fillIn(twin, host, kind) {
  const set = host.querySelectorAll(`.grid ${kind}`);
  twin.querySelectorAll(`.grid ${kind}`).forEach((control, index) => {
    control.setAttribute("value", set[index].value);
    control.querySelectorAll("option").forEach((option) => option.toggleAttribute("selected", option.value === set[index].value));
  });
}

function paintedImage(canvas, painted) {
  const image = document.createElement("img");
  for (const { name, value } of canvas.attributes) image.setAttribute(name, value);
  const { width, height, imageRendering } = getComputedStyle(painted);
  image.src = painted.toDataURL();
  Object.assign(image.style, { width, height, imageRendering });
  return image;
}

/** The style sheets of the stage's own root. */
function sheetRules(host) {
  const root = host.getRootNode();
  return [...root.styleSheets, ...(root.adoptedStyleSheets ?? [])].filter((sheet) => !sheet.href)
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n");
}

/** The page's own fonts as data: an image may fetch nothing. */
function pageFonts() {
  const sheets = [...document.styleSheets].filter((sheet) => sheet.href?.startsWith(location.origin));
  const faces = sheets.flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule && /Source Sans/.test(rule.cssText))
    .map((rule) => [rule.cssText, /url\("?([^")]+)"?\)/.exec(rule.cssText)[1], sheet.href]));
  return faces.map(async ([text, address, from]) => text.replace(address, await asData(new URL(address, from))));
}

async function asData(address) {
  const blob = await (await fetch(address)).blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.readAsDataURL(blob);
  });
}

function offerFile(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
