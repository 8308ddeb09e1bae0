// The fields of the current row. Typing stays in the browser until the field is left or Enter is
// pressed: an input method (Telex) that is composing a word is never disturbed.

import { make } from "../dom.js";
import { named, t } from "../texts.js";
import { CHOICES, HEADER_FIELDS, doubtful, isHalf, isLong, shown, used } from "./columns.js";
import { HEADER } from "./store.js";

export class Form extends EventTarget {
  /**
   * @param {HTMLFormElement} place
   * @param {import("./store.js").Store} store
   * @param {import("./saving.js").Saving} saving
   */
  constructor(place, store, saving) {
    super();
    this.place = place;
    this.store = store;
    this.saving = saving;
    this.row = "";
    this.field = "";
    /** @type {Record<string, string>} what people typed and the server refused, by field */
    this.refused = {};
    place.addEventListener("submit", (event) => event.preventDefault());
    place.addEventListener("change", (event) => this.#leave(event.target));
    place.addEventListener("input", (event) => grow(event.target));
    place.addEventListener("focusin", (event) => this.#entered(event.target));
    store.addEventListener("changed", () => this.#refresh());
    saving.addEventListener("refused", (event) => this.#refuse(event.detail));
    saving.addEventListener("conflict", (event) => this.#clash(event.detail));
  }

  /** Names of the fields shown for the current row. */
  get names() {
    return this.row === HEADER ? HEADER_FIELDS : used(this.store.rows.values());
  }

  /** Show a row. @param {string} id @param {string} [field] the one to enter; "" for the doubtful one */
  show(id, field = "") {
    this.save();
    this.row = id;
    this.refused = {};
    const parts = this.names.map((name) => this.#made(name));
    this.place.replaceChildren(...this.#above(), make("div", { class: "grid" }, ...parts));
    for (const area of this.place.querySelectorAll("textarea")) grow(area);
    this.enter(field || this.#firstDoubt());
  }

  /** Put the cursor into a field. @param {string} name */
  enter(name) {
    const input = this.input(name) ?? this.place.querySelector("[data-field]");
    if (!input) return;
    input.focus({ preventScroll: true });
    input.closest(".field").scrollIntoView({ block: "nearest" });
    if (input.setSelectionRange && input.tagName !== "SELECT") input.setSelectionRange(input.value.length, input.value.length);
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLTextAreaElement | null} */
  input(name) {
    return this.place.querySelector(`[data-field="${name}"]`);
  }

  /** Whether something typed is not saved yet. */
  get isDirty() {
    return [...this.place.querySelectorAll("[data-field]")].some((input) => this.#isTyped(input));
  }

  /** Whether a text stands in a field that the server refused. */
  get isRefused() {
    return Object.entries(this.refused).some(([name, text]) => this.input(name)?.value === text);
  }

  /** Save what was typed and not left yet. */
  save() {
    for (const input of this.place.querySelectorAll("[data-field]")) this.#leave(input);
  }

  /** Type a value into a field and save it. @param {string} name @param {string} value */
  set(name, value) {
    const input = this.input(name);
    if (!input) return;
    input.value = value;
    grow(input);
    this.#leave(input);
  }

  /** @param {HTMLInputElement} input */
  #isTyped(input) {
    const { field, of: row } = input.dataset;
    const known = shown(field, this.store.values(row)[field] ?? "");
    return input.value !== known && (row !== this.row || this.refused[field] !== input.value);
  }

  /** @param {any} input */
  #leave(input) {
    const { field: name, of: row } = input?.dataset ?? {};
    if (!name || !row || !this.#isTyped(input)) return; // a field of a row left behind keeps its row
    const values = this.store.values(row);
    const before = values[name];
    const now = stored(name, input.value);
    values[name] = now; // at once; the server's answer follows
    delete this.refused[name];
    this.#mend(name, "");
    this.saving.add({
      act: "edit",
      item: row,
      body: { item: row === HEADER ? null : row, typed: { [name]: input.value } },
      ahead: { [name]: now },
      before: { [name]: before },
      done: (answer) => this.dispatchEvent(new CustomEvent("edited", { detail: { row, name, before, answer } })),
    });
  }

  /** @param {any} input */
  #entered(input) {
    const name = input?.dataset?.field;
    if (!name) return;
    this.field = name;
    this.dispatchEvent(new CustomEvent("field", { detail: { row: this.row, name } }));
  }

  /** Show what the server answered, but never touch a field that is being typed in. */
  #refresh() {
    if (!this.row) return;
    if (this.row !== HEADER && !this.store.rows.has(this.row)) {
      this.dispatchEvent(new CustomEvent("gone"));
      return;
    }
    for (const input of this.place.querySelectorAll("[data-field]")) {
      const name = input.dataset.field;
      const value = shown(name, this.store.values(this.row)[name] ?? "");
      const typing = input === document.activeElement && input.value !== input.dataset.shown;
      if (!typing && input.value !== value && this.refused[name] === undefined) {
        input.value = value;
        grow(input);
      }
      if (!typing) input.dataset.shown = value;
    }
    this.#marks();
    this.place.querySelector(".above")?.replaceWith(...this.#above());
  }

  #marks() {
    const row = this.store.rows.get(this.row);
    const doubts = row ? doubtful(row, this.names) : [];
    for (const field of this.place.querySelectorAll(".field")) {
      const name = field.dataset.name;
      field.classList.toggle("doubt", doubts.includes(name));
      field.classList.toggle("mended", Boolean(row?.corrected.includes(name)));
      field.querySelector(".doubt-text").textContent = doubts.includes(name) ? t("review.look") : "";
    }
  }

  #firstDoubt() {
    const row = this.store.rows.get(this.row);
    if (!row) return this.names[0];
    return doubtful(row, this.names)[0] ?? "action";
  }

  /** What stands above the fields: conflicts with a later reading, notes about the row. */
  #above() {
    const row = this.store.rows.get(this.row);
    const notes = row ? row.flags.filter((note) => note.check) : this.store.header.flags;
    const lines = notes.map((note) => make("li", { text: note.text }));
    const clashes = this.store.conflictsOf(this.row).map((conflict) => this.#conflict(conflict));
    const title = row
      ? t("review.row_title", { n: this.store.order.indexOf(this.row) + 1, page: row.page, p: Math.round(100 * row.confidence) })
      : t("review.header");
    const reasons = row && this.store.isOpen(this.row) ? row.reasons.map((reason) => make("span", { class: "tag warn", text: named("reason", reason) })) : [];
    const section = row?.section ? make("p", { class: "hint section", text: row.section }) : null;
    return [make("div", { class: "above" },
      make("h2", {}, title, ...reasons), section, ...clashes,
      lines.length ? make("ul", { class: "row-notes" }, ...lines) : null)];
  }

  /** @param {import("./store.js").Conflict} conflict */
  #conflict(conflict) {
    const gone = conflict.kind === "row_gone";
    const text = gone ? t("conflict.gone")
      : t("conflict.reread", { field: named("field", conflict.field), machine: shown(conflict.field, conflict.machine) || t("review.empty"), human: shown(conflict.field, conflict.human) || t("review.empty") });
    const say = (value) => this.saving.add({
      act: "edit", item: this.row, body: { item: this.row === HEADER ? null : this.row, typed: { [conflict.field]: shown(conflict.field, value) } },
    });
    const act = (name) => this.dispatchEvent(new CustomEvent("act", { detail: name }));
    return make("div", { class: "clash", role: "alert", "data-test": "reading-conflict" },
      make("p", { text }),
      make("button", { type: "button", text: t("conflict.keep"), click: () => (gone ? act("accept") : say(conflict.human)) }),
      make("button", { type: "button", text: gone ? t("review.reject") : t("conflict.take"), click: () => (gone ? act("reject") : say(conflict.machine)) }));
  }

  /** @param {string} name */
  #made(name) {
    const id = `field-${name}`;
    const value = shown(name, this.store.values(this.row)[name] ?? "");
    const input = this.#input(name, value);
    Object.assign(input.dataset, { field: name, of: this.row, shown: value, test: `field-${name}` });
    input.id = id;
    input.setAttribute("aria-describedby", `${id}-error`);
    const row = this.store.rows.get(this.row);
    const doubt = Boolean(row) && doubtful(row, this.names).includes(name);
    const mended = Boolean(row?.corrected.includes(name));
    return make("div", { class: `field ${isHalf(name) ? "half" : ""} ${doubt ? "doubt" : ""} ${mended ? "mended" : ""}`, "data-name": name },
      make("label", { for: id }, named("field", name), " ", make("span", { class: "doubt-text", text: doubt ? t("review.look") : "" })),
      input,
      make("p", { class: "problem", id: `${id}-error`, "data-test": `error-${name}` }));
  }

  /** @param {string} name @param {string} value */
  #input(name, value) {
    const choices = CHOICES[this.row === HEADER ? "header" : "item"][name];
    if (choices) {
      const options = choices.includes(value) ? choices : [value, ...choices];
      const group = name === "deadline_kind" ? "deadline_kind" : this.row === HEADER ? "kind" : "item_kind";
      const made = options.map((o) => make("option", { value: o, text: o ? named(group, o) : "–", selected: o === value }));
      return make("select", {}, ...made);
    }
    const input = make(isLong(name) ? "textarea" : "input", { spellcheck: "false", rows: isLong(name) ? "1" : null, maxlength: "20000" });
    input.value = value;
    return input;
  }

  /** @param {string} name @param {string} text */
  #mend(name, text) {
    const problem = document.getElementById(`field-${name}-error`);
    if (problem) problem.textContent = text;
    this.input(name)?.setAttribute("aria-invalid", String(Boolean(text)));
  }

  /** A text that cannot stand in its field: it stays in sight with the reason. */
  #refuse({ job, error }) {
    if (job.item !== this.row) this.dispatchEvent(new CustomEvent("want", { detail: job.item }));
    for (const [name, text] of Object.entries(job.body.typed ?? {})) {
      const input = this.input(name);
      if (!input) continue;
      input.value = text;
      this.refused[name] = text;
      this.#mend(name, error.message);
      this.enter(name);
    }
  }

  /** Somebody else changed the row: both values in sight, nothing lost. */
  #clash({ job, error }) {
    const typed = Object.entries(job.body.typed ?? {});
    const theirs = this.store.values(job.item);
    if (typed.every(([name, text]) => shown(name, theirs[name] ?? "") === text) && typed.length) return;
    const lines = typed.map(([name, text]) => make("p", {
      text: t("conflict.both", { who: error.body.who || t("conflict.somebody"), field: named("field", name), theirs: shown(name, theirs[name] ?? "") || t("review.empty"), mine: text || t("review.empty") }),
    }));
    if (job.item !== this.row) this.dispatchEvent(new CustomEvent("want", { detail: job.item }));
    const box = make("div", { class: "clash", role: "alert", "data-test": "clash" }, ...(lines.length ? lines : [make("p", { text: error.message })]));
    const close = () => box.remove();
    box.append(make("button", { type: "button", text: t("conflict.keep_theirs"), "data-test": "keep-theirs", click: close }));
    if (typed.length) {
      const again = () => {
        close();
        this.saving.add({ ...job });
      };
      box.append(make("button", { type: "button", class: "primary", text: t("conflict.write_mine"), "data-test": "write-mine", click: again }));
    }
    const beside = this.input(typed[0]?.[0])?.closest(".field");
    if (beside) beside.append(box);
    else this.place.prepend(box);
    box.scrollIntoView({ block: "nearest" });
  }
}

/** @param {string} name @param {string} value */
function stored(name, value) {
  return ["owners", "people"].includes(name) ? value.split(/\s*;\s*/).filter(Boolean).join(";") : value;
}

/** Let a text area be as high as its text. @param {any} area */
function grow(area) {
  if (area.tagName !== "TEXTAREA") return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
