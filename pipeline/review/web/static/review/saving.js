// Saving: one request after the other, in the order people worked; the screen never waits.

import { ask } from "../api.js";
import { make } from "../dom.js";
import { clearWarning, warn } from "../notes.js";
import { t } from "../texts.js";

const LOOK_MS = 20000; // how often others' changes are asked for

/**
 * @typedef {{act: string, body: Record<string, any>, item: string, done?: (answer: any) => void,
 *   ahead?: Record<string, string>, before?: Record<string, string>,
 *   settled?: {ahead: object, before: object}}} Job
 * ``ahead`` are values the screen shows before the server has answered, ``before`` those it had;
 * ``settled`` is the same for the state of the row.
 */

export class Saving extends EventTarget {
  /** @param {import("./store.js").Store} store */
  constructor(store) {
    super();
    this.store = store;
    /** @type {Job[]} */
    this.jobs = [];
    this.running = false;
    store.overlay = () => this.jobs.forEach((job) => {
      Object.assign(store.values(job.item), job.ahead);
      if (job.settled) Object.assign(store.rows.get(job.item) ?? {}, job.settled.ahead);
    });
    addEventListener("beforeunload", (event) => {
      if (this.jobs.length) event.preventDefault();
    });
    addEventListener("focus", () => this.look());
    setInterval(() => document.visibilityState === "visible" && this.look(), LOOK_MS);
  }

  /** Save something soon. @param {Job} job */
  add(job) {
    this.jobs.push(job);
    this.#state(t("save.saving"));
    this.#run();
  }

  /** Ask whether others changed something. */
  async look() {
    if (this.running || this.jobs.length) return;
    const answer = await ask("GET", `/api/documents/${this.store.id}/since/${this.store.seq}`).catch(() => null);
    if (answer && !this.running) this.store.take(answer);
  }

  async #run() {
    if (this.running) return;
    this.running = true;
    while (this.jobs.length) {
      const job = this.jobs[0];
      try {
        const path = `/api/documents/${this.store.id}/${job.act}`;
        const answer = await ask("POST", path, { ...job.body, seen: this.store.seq });
        this.jobs.shift();
        this.store.take(answer);
        job.done?.(answer);
      } catch (error) {
        if (error.status === 0) {
          this.#offline(error);
          break;
        }
        this.jobs.shift();
        await this.#failed(job, error);
      }
    }
    this.running = false;
    if (!this.jobs.length) this.#state(t("save.saved"));
  }

  /** @param {Job} job @param {import("../api.js").ApiError} error */
  async #failed(job, error) {
    for (const one of [...this.jobs.filter((other) => other.item === job.item).reverse(), job]) {
      Object.assign(this.store.values(one.item), one.before); // what was built on it falls with it
      if (one.settled) Object.assign(this.store.rows.get(one.item) ?? {}, one.settled.before);
    }
    this.jobs = this.jobs.filter((other) => other.item !== job.item);
    this.store.tell("changed", { touched: this.store.rows.has(job.item) ? [job.item] : [] });
    const changed = error.status === 409 && error.body.error === "error.changed";
    if (changed || error.status === 404) {
      const answer = await ask("GET", `/api/documents/${this.store.id}/since/${this.store.seq}`).catch(() => null);
      if (answer) this.store.take(answer);
    }
    if (changed) {
      this.dispatchEvent(new CustomEvent("conflict", { detail: { job, error } }));
    } else if (error.body.error === "error.value") {
      this.dispatchEvent(new CustomEvent("refused", { detail: { job, error } }));
    } else if (error.status === 404 && job.body.typed) {
      warn(t("conflict.row_left", { mine: Object.values(job.body.typed).join("; ") }));
    } else {
      warn(error.message);
    }
  }

  /** @param {Error} error */
  #offline(error) {
    this.#state(t("save.waiting", { n: this.jobs.length }));
    warn(error.message);
    const again = make("button", {
      type: "button",
      text: t("save.again"),
      click: () => {
        clearWarning();
        this.#run();
      },
    });
    document.querySelector(".toasts.alerts .toast")?.append(again);
  }

  /** @param {string} text */
  #state(text) {
    const place = document.getElementById("saved");
    place.textContent = text;
    place.dataset.pending = String(this.jobs.length);
  }
}
