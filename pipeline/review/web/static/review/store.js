// The document as the screen knows it. Others listen to what changes; nobody else keeps rows.

/**
 * @typedef {{raw?: string, conf?: number, parts?: [number, number[] | null][], where?: string,
 *   changes?: {start: number, end: number, from: string, to: string, p: number, applied: boolean}[],
 *   why: string[], notes: Note[]}} Field
 * @typedef {{name: string, text: string, check: boolean}} Note
 * @typedef {{id: string, page: number, box: number[] | null, values: Record<string, string>,
 *   confidence: number, flags: Note[], section: string, fields: Record<string, Field>,
 *   state: string, reasons: string[], urgency: number, corrected: string[], rejected: boolean,
 *   merged_into: string}} Row
 * @typedef {{number: number, width: number, height: number, rotation: number, flags: Note[]}} Page
 * @typedef {{item_id: string, field: string, kind: string, machine: string, human: string}} Conflict
 */

export const HEADER = "header";

export class Store extends EventTarget {
  /** @param {any} whole the document as the server gives it */
  constructor(whole) {
    super();
    this.id = whole.document_id;
    /** @type {Page[]} */
    this.pages = whole.pages;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    this.seq = 0;
    /** @type {string[]} */
    this.order = [];
    this.header = whole.header;
    /** @type {Conflict[]} */
    this.conflicts = [];
    this.canUndo = false;
    this.canRedo = false;
    /** Lays values over that are shown before the server has answered. */
    this.overlay = () => {};
    this.take(whole);
  }

  /** Take over what the server says changed. @param {any} answer @returns {string[]} rows touched */
  take(answer) {
    if (!answer.order) return [];
    for (const row of answer.rows) this.rows.set(row.id, row);
    const kept = new Set(answer.order);
    for (const id of this.rows.keys()) if (!kept.has(id)) this.rows.delete(id);
    this.order = answer.order;
    this.seq = answer.seq;
    this.header = answer.header;
    this.conflicts = answer.conflicts;
    this.canUndo = answer.can_undo;
    this.canRedo = answer.can_redo;
    this.overlay();
    const touched = answer.rows.map((row) => row.id);
    this.tell("changed", { touched });
    return touched;
  }

  /** @param {string} name @param {any} [detail] */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** @param {string} id @returns {Record<string, string>} */
  values(id) {
    return id === HEADER ? this.header.values : (this.rows.get(id)?.values ?? {});
  }

  /** Whether a row still asks for eyes. @param {string} id */
  isOpen(id) {
    if (id === HEADER) return false;
    const row = this.rows.get(id);
    return Boolean(row) && !row.rejected && row.urgency > 0 && row.state !== "accepted";
  }

  /** @returns {string[]} ids in reading order, rows that are no items last */
  reading() {
    return this.order;
  }

  /** @returns {string[]} ids, the most urgent first; settled ones keep the reading order */
  worstFirst() {
    const rank = (id) => {
      const row = this.rows.get(id);
      return row.rejected ? -1 : row.urgency;
    };
    return this.order
      .map((id, place) => ({ id, place, rank: rank(id) }))
      .sort((a, b) => b.rank - a.rank || a.place - b.place)
      .map((entry) => entry.id);
  }

  /** @param {string} id @returns {Conflict[]} */
  conflictsOf(id) {
    const wanted = id === HEADER ? "" : id;
    return this.conflicts.filter((conflict) => conflict.item_id === wanted);
  }
}
