// Fix once: after a correction, the same mistake elsewhere is offered as one batch.

import { ask } from "../api.js";
import { make } from "../dom.js";
import { tell, warn } from "../notes.js";
import { t } from "../texts.js";
import { showOffer } from "./dialogs.js";

export class Offers {
  /**
   * @param {HTMLElement} place
   * @param {import("./store.js").Store} store
   */
  constructor(place, store) {
    this.place = place;
    this.store = store;
    this.offer = null;
    /** @type {any[]} mistakes corrected in other documents, not shown yet */
    this.known = [];
  }

  /** Look what a correction offers. @param {number} seq */
  async look(seq) {
    const offers = await this.#asked(`offers/${seq}`);
    if (offers.length || !this.offer?.known) this.offer = offers[0] ?? null;
    this.#show();
  }

  /** Look for mistakes that were corrected in other documents before. */
  async lookForKnown() {
    this.known = (await this.#asked("known")).map((offer) => ({ ...offer, known: true }));
    if (!this.offer) this.#next();
  }

  /** @param {string} what @returns {Promise<any[]>} */
  async #asked(what) {
    const { offers } = await ask("GET", `/api/documents/${this.store.id}/${what}`).catch(() => ({ offers: [] }));
    return offers;
  }

  #next() {
    this.offer = this.known.shift() ?? null;
    this.#show();
  }

  /** Open the preview. */
  open() {
    if (this.offer) showOffer(this.offer, (ids) => this.#take(this.offer, ids));
  }

  #show() {
    this.place.hidden = !this.offer;
    if (!this.offer) return;
    const close = () => this.#next();
    this.place.replaceChildren(
      make("span", { text: t(this.offer.known ? "offer.known" : "offer.found", { n: this.offer.targets.length, wrong: this.offer.wrong, right: this.offer.right }) }),
      make("button", { type: "button", class: "primary", text: t("offer.show"), title: "Alt+G", "data-test": "offer-show", click: () => this.open() }),
      make("button", { type: "button", class: "quiet", text: t("nav.close"), click: close }));
  }

  /** @param {any} offer @param {string[]} ids */
  async #take(offer, ids) {
    try {
      const named = offer.known ? { field: offer.field, wrong: offer.wrong, right: offer.right } : { of: offer.seq, number: offer.number };
      const path = `/api/documents/${this.store.id}/${offer.known ? "known" : "offers"}/take`;
      const answer = await ask("POST", path, { ...named, items: ids, seen: this.store.seq });
      this.store.take(answer);
      this.offer = null;
      this.place.hidden = false;
      this.place.replaceChildren(
        make("span", { text: t("offer.done", { n: ids.length }) }),
        make("button", { type: "button", text: t("key.undo"), "data-test": "offer-undo", click: () => this.#undo(answer.batch) }),
        make("button", { type: "button", class: "quiet", text: t("nav.close"), click: () => this.#next() }));
    } catch (error) {
      warn(error.message);
    }
  }

  /** @param {string} batch */
  async #undo(batch) {
    try {
      const answer = await ask("POST", `/api/documents/${this.store.id}/offers/undo`, { batch, seen: this.store.seq });
      this.store.take(answer);
      this.place.hidden = true;
      tell(t("offer.undone", { n: answer.count }));
    } catch (error) {
      warn(error.message);
    }
  }
}
