// The review screen: its parts put together, and what each command does.

import { ask } from "../api.js";
import { tell, warn } from "../notes.js";
import { t } from "../texts.js";
import { showBeside } from "./beside.js";
import { askReread, askSplit, showHistory, showKeys } from "./dialogs.js";
import { Form } from "./form.js";
import { commandOf, isTyping } from "./keys.js";
import { List } from "./list.js";
import { Offers } from "./offers.js";
import { PageView } from "./page.js";
import { Saving } from "./saving.js";
import { HEADER, Store } from "./store.js";

const get = (id) => document.getElementById(id);
const documentId = get("desk").dataset.document;

/** @type {any} */
const whole = await ask("GET", `/api/documents/${documentId}`).catch((error) => {
  warn(error.message);
  throw error;
});
const store = new Store(whole);
const saving = new Saving(store);
const list = new List(get("rows"), store, (id) => choose(id));
const form = new Form(get("fields"), store, saving);
const view = new PageView(get("stage"), store);
const offers = new Offers(get("offer"), store);
let current = "";

/** Go to a row. @param {string} id @param {string} [field] */
function choose(id, field = "") {
  current = id;
  list.mark(id);
  progress(); // before the fields: it may take a line more, and the field is scrolled into sight
  form.show(id, field);
}

function progress() {
  const rows = [...store.rows.values()].filter((row) => !row.rejected);
  const open = rows.filter((row) => store.isOpen(row.id)).length;
  get("progress").textContent = t("review.progress", { open, rows: rows.length });
  get("undo").disabled = !store.canUndo;
  get("redo").disabled = !store.canRedo;
}

/**
 * Say something of the current row that needs no more words, and show it at once.
 * @param {string} act @param {object} [ahead] what becomes of the row
 */
function say(act, ahead = {}) {
  form.save();
  const row = store.rows.get(current);
  const before = Object.fromEntries(Object.keys(ahead).map((name) => [name, row?.[name]]));
  if (row) Object.assign(row, ahead);
  saving.add({ act, item: current, body: { item: current === HEADER ? null : current }, settled: { ahead, before } });
  if (row) store.tell("changed", { touched: [row.id] });
}

function goOn() {
  const next = list.nextOpen();
  if (next) {
    choose(next);
    return;
  }
  tell(t("review.all_seen"));
  document.querySelector('[data-test="next-document"]').focus();
}

const accept = () => {
  form.save();
  if (form.isRefused) return;
  say("accept", { state: "accepted", urgency: 0 });
  goOn();
};
const reject = () => {
  if (current === HEADER) return;
  const row = store.rows.get(current);
  if (row?.rejected) {
    say("restore");
    return;
  }
  say("reject", { rejected: true, urgency: 0 });
  goOn();
};

/** @param {"undo" | "redo"} way */
function takeBack(way) {
  form.save();
  if (!saving.jobs.length && !(way === "undo" ? store.canUndo : store.canRedo)) {
    tell(t(`review.no_${way}`));
    return;
  }
  saving.add({
    act: way,
    item: "",
    body: {},
    done: (answer) => {
      tell(t(way === "undo" ? "review.undone" : "review.redone"));
      const touched = answer.rows.map((row) => row.id);
      if (touched.length && !touched.includes(current)) choose(touched[0]);
    },
  });
}

function split() {
  if (!store.rows.has(current)) return;
  form.save();
  const input = form.input(form.field);
  const values = { ...store.values(current) };
  const row = current;
  askSplit(values, form.field, input?.selectionStart ?? 0, (first, second) =>
    saving.add({ act: "split", item: row, body: { item: row, first, second } }));
}

function merge() {
  const order = store.reading().filter((id) => !store.rows.get(id).rejected);
  const below = order[order.indexOf(current) + 1];
  if (!store.rows.has(current) || !below) {
    tell(t("review.no_below"));
    return;
  }
  form.save();
  saving.add({ act: "merge", item: current, body: { items: [current, below] }, done: () => tell(t("review.merged")) });
}

/** @param {{page: number, box: number[]} | null} drawn */
function add(drawn) {
  form.save();
  const row = store.rows.get(current);
  const known = new Set(store.order);
  const where = drawn ? { page: drawn.page, box: drawn.box } : { page: row?.page ?? 1, after: row ? current : null };
  if (drawn) tell(t("review.reading_box"));
  saving.add({
    act: "rows",
    item: "",
    body: where,
    done: (answer) => {
      const fresh = answer.order.find((id) => !known.has(id));
      if (fresh) choose(fresh, "action");
    },
  });
}

function draw(on = !view.drawing) {
  const drawing = view.draw(on);
  get("draw").setAttribute("aria-pressed", String(drawing));
  if (drawing) tell(t("review.draw_hint"));
  else if (on) add(null);
}

function sort() {
  list.setWorst(!list.worst);
  get("sort").setAttribute("aria-pressed", String(list.worst));
  list.mark(current);
}

/** Have a page read again in another way; rows people touched stay theirs. @param {number} number @param {object} wish */
async function reread(number, wish) {
  try {
    await ask("POST", `/api/documents/${store.id}/pages/${number}/read`, wish);
    tell(t("reread.reading"));
    let state;
    do {
      await new Promise((resolve) => setTimeout(resolve, 700));
      state = await ask("GET", "/api/ingest");
    } while (state.busy);
    if (state.error) warn(state.error);
    else location.reload();
  } catch (error) {
    warn(error.message);
  }
}

/** Take the first suggestion repair did not apply, or the text as read. */
function use() {
  const buttons = get("beside").querySelectorAll("li.check button");
  (buttons[0] ?? get("beside").querySelector('[data-test="use-read"]'))?.click();
}

const COMMANDS = {
  accept, reject, split, merge, sort, use, draw: () => draw(),
  undo: () => takeBack("undo"),
  redo: () => takeBack("redo"),
  add: () => add(null),
  row_after: () => choose(list.beside(1), form.field),
  row_before: () => choose(list.beside(-1), form.field),
  header: () => choose(current === HEADER ? (list.ids[0] ?? HEADER) : HEADER),
  reread: () => askReread(view.number, (wish) => reread(view.number, wish)),
  history: () => showHistory(store.id, current).catch((error) => warn(error.message)),
  offer: () => offers.open(),
  page_before: () => view.beside(-1),
  page_after: () => view.beside(1),
  zoom_in: () => view.scale(1),
  zoom_out: () => view.scale(-1),
  zoom_fit: () => view.scale(0),
  turn: () => view.turn(),
  next_document: () => {
    form.save();
    location.href = `/next?after=${store.id}`;
  },
  help: showKeys,
};

document.addEventListener("keydown", (event) => {
  if (get("dialog").open) return;
  const command = commandOf(event);
  if (!command) {
    if (event.key === "Escape" && view.drawing) draw(false);
    if (event.target === get("rows")) inList(event);
    return;
  }
  const inField = isTyping(event.target);
  if (command === "accept" && !inField && event.target !== get("rows")) return; // Enter on a button
  if (command === "accept" && event.target.tagName === "SELECT" && !event.target.dataset.field) return;
  if ((command === "undo" || command === "redo") && inField && form.isDirty) return; // the browser's own
  event.preventDefault();
  COMMANDS[command]();
});

/** @param {KeyboardEvent} event */
function inList(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e6, End: 1e6 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  current = list.beside(steps[event.key]);
  list.mark(current);
  form.show(current);
  get("rows").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-command]");
  if (button) COMMANDS[button.dataset.command]();
});
form.addEventListener("field", (event) => {
  const { row, name } = event.detail;
  view.show(row, name);
  showBeside(get("beside"), store, row, name, (value) => {
    form.set(name, value);
    form.enter(name);
  });
});
form.addEventListener("edited", (event) => {
  const { answer } = event.detail;
  if (event.detail.row !== HEADER) offers.look(answer.seq);
});
form.addEventListener("want", (event) => choose(event.detail));
form.addEventListener("act", (event) => COMMANDS[event.detail]());
form.addEventListener("gone", () => choose(list.ids[0] ?? HEADER));
view.addEventListener("chosen", (event) => {
  const { row, field } = event.detail;
  if (row === current) form.enter(field);
  else choose(row, field);
});
view.addEventListener("drawn", (event) => {
  draw(false);
  add(event.detail);
});
store.addEventListener("changed", progress);

window.drops.taken = () => tell(t("ingest.elsewhere"));
choose(list.ids[0] ?? HEADER);
document.body.dataset.ready = "true";
offers.lookForKnown();
