// Dialogs of the review screen: keys, history, splitting, mending everywhere.

import { ask } from "../api.js";
import { make } from "../dom.js";
import { named, t } from "../texts.js";
import { shown } from "./columns.js";
import { KEYS } from "./keys.js";

/** @returns {HTMLDialogElement} */
const place = () => document.getElementById("dialog");

place().addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.ctrlKey || event.isComposing) return;
  event.preventDefault(); // Enter alone is a new line in what is split
  place().querySelector(".dialog-buttons .primary")?.click();
});

/**
 * Open the dialog with a title, what it holds, and buttons.
 * @param {string} title @param {Node[]} parts @param {Node[]} [buttons]
 */
function open(title, parts, buttons = []) {
  const dialog = place();
  const back = document.activeElement;
  const close = make("button", { type: "button", text: t("nav.close"), "data-test": "dialog-close", click: () => dialog.close() });
  dialog.replaceChildren(make("h2", { id: "dialog-title", text: title }), ...parts, make("div", { class: "dialog-buttons" }, close, ...buttons));
  dialog.addEventListener("close", () => back instanceof HTMLElement && back.isConnected && back.focus(), { once: true });
  dialog.showModal();
}

export function showKeys() {
  const lines = KEYS.map((key) => make("tr", {},
    make("td", {}, make("kbd", { text: key.keys })),
    make("td", { text: t(`key.${key.command || (key.keys.startsWith("Tab") ? "tab" : "newline")}`) })));
  open(t("key.title"), [make("table", { class: "keys" }, make("tbody", {}, ...lines))]);
}

/** @param {string} document_id @param {string} row */
export async function showHistory(document_id, row) {
  const { events } = await ask("GET", `/api/documents/${document_id}/history/${row}`);
  const lines = events.map((event) => {
    const when = new Date(event.at).toLocaleString();
    const said = Object.entries(event.after)
      .filter(([name, value]) => event.op !== "accept" && event.op !== "accept_header" && value !== event.before[name])
      .map(([name, value]) => make("p", { text: t("history.change", { field: named("field", name), before: shown(name, event.before[name] ?? "") || t("review.empty"), after: shown(name, value) || t("review.empty") }) }));
    return make("li", {}, make("strong", { text: named("op", event.op) }), ` – ${event.who || t("conflict.somebody")}, ${when}`, ...said);
  });
  open(t("review.history"), [lines.length ? make("ol", { class: "history", "data-test": "history-list" }, ...lines) : make("p", { text: t("history.none") })]);
}

const SPLIT = ["criteria", "content", "action", "owner", "deadline"];

/**
 * Ask what stays in a row and what goes into the one behind it.
 * @param {Record<string, string>} values
 * @param {string} field where the cursor is
 * @param {number} at the cursor
 * @param {(first: Record<string, string>, second: Record<string, string>) => void} onSplit
 */
export function askSplit(values, field, at, onSplit) {
  const areas = [];
  const part = (side, name, text) => {
    const area = make("textarea", { rows: name === "action" || name === "content" ? "4" : "2", "data-side": side, "data-name": name, "data-test": `split-${side}-${name}`, "aria-label": `${named("field", name)} ${side}` });
    area.value = text;
    areas.push(area);
    return make("td", {}, area);
  };
  const rows = SPLIT.filter((name) => values[name] || name === field).map((name) => {
    const cut = name === field && at > 0 && at < values[name].length;
    const texts = cut ? [values[name].slice(0, at).trim(), values[name].slice(at).trim()] : [values[name], values[name]];
    return make("tr", {}, make("th", { scope: "row", text: named("field", name) }), part("1", name, texts[0]), part("2", name, texts[1]));
  });
  const typed = (side) => Object.fromEntries(areas.filter((area) => area.dataset.side === side && area.value !== values[area.dataset.name]).map((area) => [area.dataset.name, area.value]));
  const done = make("button", { type: "button", class: "primary", text: t("review.split"), title: "Ctrl+Enter", "data-test": "split-done", click: () => {
    place().close();
    onSplit(typed("1"), typed("2"));
  } });
  const head = make("tr", {}, make("td"), make("th", { scope: "col", text: t("split.first") }), make("th", { scope: "col", text: t("split.second") }));
  open(t("split.title"), [make("p", { class: "hint", text: t("split.hint") }), make("table", { class: "split" }, make("thead", {}, head), make("tbody", {}, ...rows))], [done]);
  (areas.find((area) => area.dataset.name === field) ?? areas[0])?.focus();
}

/**
 * Ask how a page shall be read again.
 * @param {number} number @param {(wish: object) => void} onRead
 */
export function askReread(number, onRead) {
  const choice = (name, values) => make("select", { "data-test": `reread-${name}` }, ...values.map((value) => make("option", { value, text: t(`reread.${name}_${value || "auto"}`) })));
  const turn = choice("turn", ["", "0", "90", "180", "270"]);
  const engine = choice("engine", ["", "tesserocr", "pytesseract"]);
  const picture = make("input", { type: "checkbox", "data-test": "reread-picture" });
  const done = make("button", { type: "button", class: "primary", text: t("reread.read"), "data-test": "reread-done", click: () => {
    place().close();
    onRead({ turn: turn.value === "" ? null : Number(turn.value), engine: engine.value, picture: picture.checked });
  } });
  open(t("reread.title", { page: number }), [
    make("div", { class: "stack" },
      make("label", {}, t("reread.turn"), turn),
      make("label", {}, t("reread.engine"), engine),
      make("label", { class: "check" }, picture, ` ${t("reread.picture")}`)),
    make("p", { class: "hint", text: t("reread.hint") })], [done]);
  turn.focus();
}

/**
 * Show where else a mistake stands; people choose which rows are mended.
 * @param {any} offer @param {(ids: string[]) => void} onTake
 */
export function showOffer(offer, onTake) {
  const all = make("input", { type: "checkbox", checked: true, "data-test": "offer-all" });
  const ticks = [];
  const lines = offer.targets.map((target) => {
    const tick = make("input", { type: "checkbox", checked: true, value: target.id, "aria-label": target.action });
    ticks.push(tick);
    const change = Object.keys(target.after).map((name) => make("p", { text: `${named("field", name)}: ${shown(name, target.before[name]) || t("review.empty")} → ${shown(name, target.after[name]) || t("review.empty")}` }));
    const where = `${target.source.split("/").pop()}, ${t("offer.page", { page: target.page })}`;
    return make("tr", { "data-test": "offer-row" }, make("td", {}, tick), make("td", {}, ...change, make("p", { class: "hint", text: target.action })), make("td", { class: "hint", text: where }));
  });
  const done = make("button", { type: "button", class: "primary", "data-test": "offer-take" });
  const count = () => {
    const chosen = ticks.filter((tick) => tick.checked).length;
    done.textContent = t("offer.take", { n: chosen });
    done.disabled = !chosen;
    all.checked = chosen === ticks.length;
  };
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    count();
  });
  for (const tick of ticks) tick.addEventListener("change", count);
  done.addEventListener("click", () => {
    place().close();
    onTake(ticks.filter((tick) => tick.checked).map((tick) => tick.value));
  });
  count();
  const title = t(`offer.title.${offer.kind}`, { field: named("field", offer.field), wrong: offer.wrong, right: offer.right });
  open(title, [make("label", { class: "check" }, all, ` ${t("offer.all", { n: offer.targets.length })}`), make("div", { class: "table-wrap" }, make("table", { class: "offers" }, make("tbody", {}, ...lines)))], [done]);
  done.focus(); // Alt+G, a look, Enter
}
