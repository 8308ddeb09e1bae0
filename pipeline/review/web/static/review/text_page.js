// A page without a picture (Word, Excel, web, text): its lines and tables as HTML.

import { ask } from "../api.js";
import { make } from "../dom.js";

/**
 * Show a page's text; a click on a cell chooses the field that was read from it.
 * @param {HTMLElement} stage
 * @param {import("./store.js").Store} store
 * @param {number} number
 * @param {(row: string, field: string) => void} onChoose
 */
export async function showText(stage, store, number, onChoose) {
  let blocks;
  try {
    ({ blocks } = await ask("GET", `/api/documents/${store.id}/pages/${number}`));
  } catch (error) {
    stage.replaceChildren(make("p", { class: "lost", role: "status", text: error.message }));
    return;
  }
  const paper = make("div", { class: "paper", "data-test": "paper" }, ...blocks.map(block));
  paper.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-text]");
    const found = cell && fieldOf(store, number, cell);
    if (found) onChoose(...found);
  });
  stage.replaceChildren(paper);
}

/** @param {any} given */
function block(given) {
  if (given.rows) {
    const rows = given.rows.map((cells) => make("tr", {}, ...cells.map(cell)));
    return make("table", {}, make("tbody", {}, ...rows));
  }
  return make("p", { class: given.bold ? "strong" : "", "data-text": flat(given.text), text: given.text });
}

/** @param {{text: string, rowspan: number, colspan: number}} given */
function cell(given) {
  const spans = { rowspan: given.rowspan > 1 && given.rowspan, colspan: given.colspan > 1 && given.colspan };
  return make("td", { ...spans, "data-text": flat(given.text), text: given.text });
}

/**
 * Return the row and field a cell was read into: the one whose other cells stand in the same line.
 * @param {import("./store.js").Store} store @param {number} number @param {HTMLElement} cell
 * @returns {[string, string] | null}
 */
function fieldOf(store, number, cell) {
  const beside = new Set([...(cell.closest("tr")?.children ?? [])].map((one) => one.dataset.text));
  let best = null;
  for (const row of store.rows.values()) {
    if (row.page !== number || row.rejected) continue;
    const read = Object.entries(row.fields).filter(([, field]) => field.raw);
    const name = read.find(([, field]) => flat(field.raw) === cell.dataset.text)?.[0];
    const shared = read.filter(([, field]) => beside.has(flat(field.raw))).length;
    if (name && (!best || shared > best.shared)) best = { shared, found: [row.id, name] };
  }
  return best?.found ?? null;
}

/** @param {string} text */
function flat(text) {
  return text.replace(/\s+/g, " ").trim();
}
