// The list of rows: one line each, the current one marked. A listbox: arrows move, the form edits.

import { make } from "../dom.js";
import { named, t } from "../texts.js";
import { HEADER } from "./store.js";

export class List {
  /**
   * @param {HTMLElement} place
   * @param {import("./store.js").Store} store
   * @param {(id: string) => void} onChoose
   */
  constructor(place, store, onChoose) {
    this.place = place;
    this.store = store;
    this.onChoose = onChoose;
    this.worst = true;
    /** @type {string[]} */
    this.ids = [];
    this.current = "";
    this.sort();
    place.addEventListener("click", (event) => {
      const line = event.target.closest("[data-row]");
      if (line) onChoose(line.dataset.row);
    });
    store.addEventListener("changed", (event) => this.#changed(event.detail.touched));
  }

  /** Put the rows in order anew. */
  sort() {
    this.ids = this.worst ? this.store.worstFirst() : [...this.store.reading()];
    this.#draw();
  }

  /** @param {boolean} worst */
  setWorst(worst) {
    this.worst = worst;
    this.sort();
  }

  /** @param {string} id */
  mark(id) {
    this.place.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    this.current = id;
    const line = this.#line(id);
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.place.setAttribute("aria-activedescendant", line.id);
    else this.place.removeAttribute("aria-activedescendant");
  }

  /** Return the row so many places further; the same at the ends. @param {number} step */
  beside(step) {
    const at = this.ids.indexOf(this.current);
    const to = Math.min(this.ids.length - 1, Math.max(0, at + step));
    return at < 0 ? (this.ids[0] ?? HEADER) : this.ids[to];
  }

  /** Return the next row that asks for eyes, from the current one on and around; "" if none. */
  nextOpen() {
    const at = this.ids.indexOf(this.current);
    const around = [...this.ids.slice(at + 1), ...this.ids.slice(0, at + 1)];
    return around.find((id) => id !== this.current && this.store.isOpen(id)) ?? "";
  }

  /** Keep the order people work in: new rows go behind the one they follow in the document. */
  #changed(touched) {
    const there = new Set(this.store.order);
    this.ids = this.ids.filter((id) => there.has(id));
    const known = new Set(this.ids);
    for (const [place, id] of this.store.order.entries()) {
      if (known.has(id)) continue;
      const before = this.ids.indexOf(this.store.order[place - 1]);
      this.ids.splice(before + 1, 0, id);
      known.add(id);
    }
    const lines = this.place.children.length;
    if (lines !== this.ids.length || touched.some((id) => !this.#line(id))) this.#draw();
    else for (const id of touched) this.#line(id)?.replaceWith(this.#made(id));
    this.mark(this.current);
  }

  #draw() {
    this.place.replaceChildren(...this.ids.map((id) => this.#made(id)));
    if (this.current) this.mark(this.current);
  }

  /** @param {string} id @returns {HTMLElement | null} */
  #line(id) {
    return document.getElementById(`row-${id}`);
  }

  /** @param {string} id */
  #made(id) {
    const row = this.store.rows.get(id);
    const number = this.store.order.indexOf(id) + 1;
    const mark = this.#mark(row);
    const text = row.values.action || row.values.content || row.values.criterion_text || t("review.no_action");
    return make("div", {
      class: `row ${row.rejected ? "out" : ""}`, id: `row-${id}`, role: "option", "data-row": id, "data-test": "row",
      "data-state": row.rejected ? "rejected" : row.state, "data-open": String(this.store.isOpen(id)),
      "aria-selected": String(id === this.current),
    },
    make("span", { class: `mark ${mark.kind}`, "aria-hidden": "true", text: mark.sign }),
    make("span", { class: "visually-hidden", text: mark.text }),
    make("span", { class: "number", text: String(number) }),
    make("span", { class: "code", text: row.values.criteria }),
    make("span", { class: "text", text }),
    make("span", { class: "who", text: row.rejected ? this.#out(row) : row.values.owners.split(";").join(", ") || row.values.owner }),
    make("span", { class: "when", text: row.values.deadline }));
  }

  /** Why a row is no item. @param {import("./store.js").Row} row */
  #out(row) {
    return row.merged_into ? t("state.merged", { n: this.store.order.indexOf(row.merged_into) + 1 }) : t("state.rejected");
  }

  /** @param {import("./store.js").Row} row */
  #mark(row) {
    if (row.rejected) return { sign: row.merged_into ? "⤴" : "✕", kind: "", text: this.#out(row) };
    if (this.store.conflictsOf(row.id).length) return { sign: "!", kind: "bad", text: t("reason.conflict") };
    if (row.state === "accepted") return { sign: "✓", kind: "good", text: t("state.accepted") };
    if (row.state === "added") return { sign: "+", kind: "good", text: t("state.added") };
    if (row.urgency > 0) {
      const text = row.reasons.map((reason) => named("reason", reason)).join(", ");
      return { sign: row.reasons[0] === "sample" ? "○" : "●", kind: row.urgency > 0.5 ? "bad" : "warn", text };
    }
    if (row.state === "edited") return { sign: "✎", kind: "good", text: t("state.edited") };
    return { sign: "", kind: "", text: "" };
  }
}
