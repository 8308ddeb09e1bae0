// Dropping files and watching them being read. Files stay with the server: closing the browser
// loses nothing, what was not read is offered again.

import { ask, upload } from "./api.js";
import { make } from "./dom.js";
import { filesOf } from "./dropped.js";
import { warn } from "./notes.js";
import { named, t } from "./texts.js";

const POLL_MS = 500;
const zone = document.getElementById("drop");
const place = document.getElementById("ingest");
const mostBytes = Number(zone.dataset.maxBytes);

/** @type {{name: string, text: string}[]} */
let refused = [];
let wasBusy = false;

/** @param {File[]} files */
async function take(files) {
  refused = [];
  for (const [index, file] of files.entries()) {
    const share = (part) => showUpload(index, files.length, file.name, part);
    share(0);
    await send(file, share);
  }
  const state = await ask("GET", "/api/ingest");
  if (state.unread.length && !state.busy) await begin();
  else watch();
}

/** @param {File} file @param {(part: number) => void} share */
async function send(file, share) {
  if (file.size > mostBytes) {
    refused.push({ name: file.name, text: t("error.too_large") });
    return;
  }
  try {
    const kept = await upload(file, share);
    if (kept.read) refused.push({ name: file.name, text: t("ingest.read_before") });
  } catch (error) {
    refused.push({ name: file.name, text: error.message });
  }
}

async function begin() {
  try {
    await ask("POST", "/api/ingest");
  } catch (error) {
    warn(error.message);
  }
  watch();
}

async function cancel() {
  await ask("POST", "/api/ingest/cancel").catch((error) => warn(error.message));
}

/** @param {string} key */
async function discard(key) {
  await ask("DELETE", `/api/uploads/${key}`).catch((error) => warn(error.message));
  watch();
}

async function watch() {
  let state;
  try {
    state = await ask("GET", "/api/ingest");
  } catch (error) {
    warn(error.message);
    return;
  }
  show(state);
  if (state.busy) setTimeout(watch, POLL_MS);
  else if (wasBusy) ended(state);
  wasBusy = state.busy;
}

/** Show the new rows in the queue; stay where there is something to read. @param {any} state */
function ended(state) {
  const clean = !refused.length && state.files.every((file) => ["ok", "kept", "duplicate"].includes(file.state));
  if (clean && state.state === "done") location.reload();
}

/** @param {number} index @param {number} total @param {string} name @param {number} part */
function showUpload(index, total, name, part) {
  place.replaceChildren(
    make("div", { class: "run-line" },
      make("span", { text: t("ingest.uploading", { n: index + 1, total, name }) }),
      make("progress", { max: total, value: index + part, "aria-label": t("ingest.title") })),
  );
}

/** @param {any} state */
function show(state) {
  const parts = [];
  if (state.busy || (state.state !== "idle" && state.files.length)) parts.push(runLine(state));
  if (refused.length) parts.push(make("ul", { class: "files" }, ...refused.map((r) => fileLine(r.name, "failed", r.text))));
  if (state.busy || state.state !== "idle") {
    parts.push(make("ul", { class: "files", "data-test": "ingest-files" }, ...state.files.map(stateLine)));
  }
  if (!state.busy && state.unread.length) parts.push(...offer(state.unread));
  place.replaceChildren(...parts);
}

/** @param {any} state */
function runLine(state) {
  const counts = { done: state.pages_done, total: state.pages_total };
  const opening = state.state === "reading" && !state.pages_total;
  const text = state.error || t(opening ? "ingest.opening" : `ingest.state.${state.state}`, counts);
  const line = make("div", { class: "run-line", "data-test": "ingest-run", "data-state": state.state }, make("span", { text }));
  if (state.busy) {
    const value = state.pages_total ? state.pages_done : null;
    line.append(make("progress", { max: Math.max(1, state.pages_total), value, "aria-label": text }));
  }
  if (state.state === "reading") {
    line.append(make("button", { type: "button", text: t("ingest.cancel"), "data-test": "ingest-cancel", click: cancel }));
  }
  if (!state.busy) {
    line.append(make("button", { type: "button", text: t("ingest.show"), "data-test": "ingest-show", click: () => location.reload() }));
  }
  return line;
}

/** @param {any} file */
function stateLine(file) {
  const text = file.error || (file.state === "ok" ? t("ingest.items", { n: file.items }) : "");
  return fileLine(file.name, file.state, text);
}

/** @param {string} name @param {string} state @param {string} text */
function fileLine(name, state, text) {
  const kind = { failed: "bad", partial: "bad", ok: "good", kept: "good" }[state] ?? "";
  return make("li", { "data-test": "ingest-file", "data-state": state },
    make("span", { class: `tag ${kind}`, text: named("file", state) }),
    make("span", { class: "name", text: name }),
    make("span", { class: kind === "bad" ? "problem" : "hint", text }));
}

/** @param {{key: string, name: string}[]} files */
function offer(files) {
  const lines = files.map((file) => make("li", {},
    make("span", { class: "name", text: file.name }),
    make("button", { type: "button", class: "quiet", text: t("ingest.discard"), click: () => discard(file.key) })));
  return [
    make("div", { class: "run-line", "data-test": "ingest-unread" },
      make("span", { text: t("ingest.unread", { n: files.length }) }),
      make("button", { type: "button", class: "primary", text: t("ingest.resume"), "data-test": "ingest-resume", click: begin })),
    make("ul", { class: "files" }, ...lines),
  ];
}

for (const id of ["pick-files", "pick-folder"]) {
  const picker = /** @type {HTMLInputElement} */ (document.getElementById(id));
  const chosen = async () => {
    await take([...picker.files]);
    picker.value = "";
  };
  picker.addEventListener("change", chosen);
  if (picker.files.length) chosen(); // before this script was there
}
document.addEventListener("dragover", () => zone.classList.add("over"));
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) zone.classList.remove("over");
});
document.addEventListener("drop", () => zone.classList.remove("over"));
window.drops.taken = async (drop) => take(await filesOf(drop));
for (const drop of window.drops.waiting.splice(0)) window.drops.taken(drop);
watch();
