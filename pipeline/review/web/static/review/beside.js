// Beside the focused field: its place on the original, the text as read, what repair did, and why.

import { make, svg } from "../dom.js";
import { named, t } from "../texts.js";

const PAD = 6; // points around the crop
const LEAST_WIDTH = 120; // points of a crop: a single figure is shown with what is around it

/**
 * Show what stands behind a field.
 * @param {HTMLElement} place
 * @param {import("./store.js").Store} store
 * @param {string} row
 * @param {string} name
 * @param {(value: string) => void} onUse called with a text to take over
 */
export function showBeside(place, store, row, name, onUse) {
  const found = store.rows.get(row);
  const field = found?.fields[name];
  const parts = [make("h3", { text: named("field", name) })];
  if (found) parts.push(...crops(store, found, field));
  if (field?.raw !== undefined) parts.push(...read(field, onUse));
  if (field?.changes?.length) parts.push(changes(field, onUse));
  const notes = (field?.notes ?? []).map((note) => make("li", { class: note.check ? "check" : "", text: note.text }));
  const why = (field?.why ?? []).map((text) => make("li", { text }));
  if (notes.length) parts.push(make("h4", { text: t("beside.notes") }), make("ul", { class: "notes" }, ...notes));
  if (why.length) parts.push(make("h4", { text: t("beside.why") }), make("ul", { class: "notes why" }, ...why));
  if (parts.length === 1) parts.push(make("p", { class: "hint", text: t("beside.nothing") }));
  place.replaceChildren(...parts);
}

/** @param {import("./store.js").Store} store @param {import("./store.js").Row} row @param {any} field */
function crops(store, row, field) {
  const places = (field?.parts ?? []).filter(([, box]) => box);
  const wanted = places.length ? places : row.box && !field?.raw ? [[row.page, row.box]] : [];
  return wanted.slice(0, 3).map(([number, box]) => crop(store, number, box)).filter(Boolean);
}

/** @param {import("./store.js").Store} store @param {number} number @param {number[]} box */
function crop(store, number, box) {
  const page = store.pages.find((one) => one.number === number);
  if (!page?.width) return null;
  const widen = Math.max(0, LEAST_WIDTH - (box[2] - box[0])) / 2;
  const [x0, y0] = [box[0] - PAD - widen, box[1] - PAD];
  const [width, height] = [box[2] - box[0] + 2 * (PAD + widen), box[3] - box[1] + 2 * PAD];
  const image = svg("image", { href: `/documents/${store.id}/pages/${number}.jpg`, width: page.width, height: page.height, preserveAspectRatio: "none" });
  const lies = page.rotation % 180 !== 0;
  const middle = [x0 + width / 2, y0 + height / 2];
  const turned = svg("g", { transform: `rotate(${page.rotation} ${middle[0]} ${middle[1]})` }, image);
  const view = lies ? [middle[0] - height / 2, middle[1] - width / 2, height, width] : [x0, y0, width, height];
  const drawn = svg("svg", { viewBox: view.join(" "), role: "img", "aria-label": t("beside.crop", { page: number }), class: "crop", "data-test": "crop" }, turned);
  return drawn;
}

/** @param {any} field @param {(value: string) => void} onUse */
function read(field, onUse) {
  const sure = field.conf >= 1 ? t("beside.printed") : t("beside.sure", { p: Math.round(100 * field.conf) });
  return [
    make("h4", {}, t("beside.read"), " ", make("span", { class: "hint", text: sure })),
    make("p", { class: "read", text: field.raw || t("review.empty"), "data-test": "read" }),
    make("button", { type: "button", class: "small", text: t("beside.use_read"), "data-test": "use-read", tabindex: "-1", click: () => onUse(field.raw.replace(/\s*\n\s*/g, " ")) }),
  ];
}

/** @param {any} field @param {(value: string) => void} onUse */
function changes(field, onUse) {
  const lines = field.changes.map((change) => {
    const key = change.applied ? "beside.mended" : "beside.maybe";
    const text = t(key, { from: change.from, to: change.to, p: Math.round(100 * change.p) });
    const line = make("li", { class: change.applied ? "" : "check" }, make("span", { text }));
    if (!change.applied) {
      const use = () => onUse(field.raw.slice(0, change.start) + change.to + field.raw.slice(change.end));
      line.append(" ", make("button", { type: "button", class: "small", text: t("beside.use"), tabindex: "-1", click: use }));
    }
    return line;
  });
  return make("ul", { class: "notes", "data-test": "changes" }, ...lines);
}
