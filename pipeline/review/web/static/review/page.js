// The picture of a page with boxes over it: zoom, pan, turn, choose, draw. Coordinates are points of
// the page as displayed (72 to the inch, origin top left); the picture is stretched over them.

import { make, svg } from "../dom.js";
import { t } from "../texts.js";
import { showText } from "./text_page.js";

const STEP = 1.25;
const [LEAST, MOST] = [0.3, 6];
const STILL = 4; // pixels a pointer may move in a click
const LEAST_BOX = 6; // points; a smaller drawn box is a slip

export class PageView extends EventTarget {
  /**
   * @param {HTMLElement} stage
   * @param {import("./store.js").Store} store
   */
  constructor(stage, store) {
    super();
    this.stage = stage;
    this.store = store;
    this.number = 0;
    this.zoom = 1; // of the width that fits
    this.turned = 0;
    this.row = "";
    this.field = "";
    this.drawing = false;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    new ResizeObserver(() => this.#size()).observe(stage);
    store.addEventListener("changed", () => this.#boxes());
    this.open(store.pages[0]?.number ?? 1);
  }

  get page() {
    return this.store.pages.find((page) => page.number === this.number);
  }

  /** @param {number} number */
  open(number) {
    if (number === this.number || !this.store.pages.some((page) => page.number === number)) return;
    this.number = number;
    this.turned = this.page.rotation;
    this.hasPicture = this.page.width > 0;
    document.getElementById("page-number").textContent = t("review.page_of", { page: number, pages: this.store.pages.length });
    if (this.hasPicture) this.#picture();
    else showText(this.stage, this.store, number, (row, field) => this.#chosen(row, field)).then(() => this.#boxes());
    this.#prefetch(number + 1);
  }

  /** @param {number} step */
  beside(step) {
    const at = this.store.pages.findIndex((page) => page.number === this.number);
    const next = this.store.pages[at + step];
    if (next) this.open(next.number);
  }

  /** Show where a field stands. @param {string} row @param {string} field */
  show(row, field) {
    this.row = row;
    this.field = field;
    const found = this.store.rows.get(row);
    if (!found) {
      this.open(this.store.pages[0]?.number ?? 1); // the header stands on the first page
      this.#boxes();
      return;
    }
    const parts = (found.fields[field]?.parts ?? []).filter(([, box]) => box);
    const here = parts.find(([page]) => page === this.number) ?? parts[0];
    this.open(here?.[0] ?? (found.fields[field]?.parts?.[0]?.[0] || found.page));
    this.#boxes();
    this.#reveal(here?.[1] ?? found.box);
  }

  /** @param {number} factor 0 fits the width */
  scale(factor) {
    this.zoom = factor === 0 ? 1 : Math.min(MOST, Math.max(LEAST, this.zoom * (factor > 0 ? STEP : 1 / STEP)));
    this.#size();
  }

  /** Turn the page by a quarter. */
  turn() {
    this.turned = (this.turned + 90) % 360;
    this.#place();
  }

  /** Draw a box for a row that was missed, or stop drawing. @param {boolean} on */
  draw(on) {
    this.drawing = on && this.hasPicture;
    this.stage.classList.toggle("drawing", this.drawing);
    return this.drawing;
  }

  #picture() {
    const page = this.page;
    const source = `/documents/${this.store.id}/pages/${page.number}.jpg`;
    this.image = svg("image", { href: source, width: page.width, height: page.height, preserveAspectRatio: "none" });
    this.image.addEventListener("error", () => this.#lost(), { once: true });
    this.over = svg("g", { class: "boxes" });
    this.group = svg("g", {}, this.image, this.over);
    this.sheet = svg("svg", { class: "sheet", role: "img", "aria-label": t("review.page_of", { page: page.number, pages: this.store.pages.length }) }, this.group);
    this.stage.replaceChildren(this.sheet);
    this.#place();
    this.#boxes();
  }

  async #lost() {
    const answer = await fetch(this.image.getAttribute("href"), { headers: { Accept: "text/html" } }).catch(() => null);
    const text = answer?.status === 404 ? t("error.original") : t("error.document");
    this.stage.prepend(make("p", { class: "lost", role: "status", text }));
  }

  /** @param {number} number */
  #prefetch(number) {
    const page = this.store.pages.find((one) => one.number === number);
    if (page?.width) setTimeout(() => (new Image().src = `/documents/${this.store.id}/pages/${number}.jpg`), 600);
  }

  #place() {
    if (!this.hasPicture) return;
    const { width, height } = this.page;
    const lies = this.turned % 180 !== 0;
    this.size = lies ? [height, width] : [width, height];
    const moves = { 0: "", 90: `translate(${height} 0) `, 180: `translate(${width} ${height}) `, 270: `translate(0 ${width}) ` };
    this.group.setAttribute("transform", `${moves[this.turned]}rotate(${this.turned})`);
    this.sheet.setAttribute("viewBox", `0 0 ${this.size[0]} ${this.size[1]}`);
    this.#size();
  }

  #size() {
    document.getElementById("zoom").textContent = `${Math.round(100 * this.zoom)} %`;
    if (!this.hasPicture || !this.size) {
      this.stage.style.fontSize = `${this.zoom}em`;
      return;
    }
    this.stage.style.fontSize = "";
    const room = this.stage.clientWidth - 2;
    const width = Math.max(50, room * this.zoom);
    this.sheet.setAttribute("width", String(width));
    this.sheet.setAttribute("height", String((width * this.size[1]) / this.size[0]));
  }

  #boxes() {
    if (!this.hasPicture) {
      this.#marks();
      return;
    }
    if (!this.over) return;
    const drawn = [];
    for (const row of this.store.rows.values()) {
      if (row.page !== this.number || !row.box || row.id === this.row || row.rejected) continue;
      const kind = this.store.isOpen(row.id) ? "other open" : "other";
      drawn.push(rect(row.box, { class: kind, "data-box-row": row.id }));
    }
    const current = this.store.rows.get(this.row);
    if (current) drawn.push(...this.#own(current));
    this.over.replaceChildren(...drawn);
  }

  /** @param {import("./store.js").Row} row */
  #own(row) {
    const drawn = row.page === this.number && row.box ? [rect(row.box, { class: "current", "data-box-row": row.id })] : [];
    const active = [];
    for (const [name, field] of Object.entries(row.fields)) {
      for (const [page, box] of field.parts ?? []) {
        if (page !== this.number || !box) continue;
        const list = name === this.field ? active : drawn;
        list.push(rect(box, { class: name === this.field ? "field active" : "field", "data-box-row": row.id, "data-box-field": name }));
      }
    }
    return [...drawn, ...active];
  }

  /** Mark the cells of a page without a picture. */
  #marks() {
    const row = this.store.rows.get(this.row);
    const own = new Map(Object.entries(row?.fields ?? {}).filter(([, f]) => f.raw).map(([name, f]) => [flat(f.raw), name]));
    let first = null;
    for (const cell of this.stage.querySelectorAll("[data-text]")) {
      const name = own.get(cell.dataset.text);
      const active = name !== undefined && cell.dataset.text === flat(row.fields[this.field]?.raw ?? "");
      cell.classList.toggle("current", name !== undefined);
      cell.classList.toggle("active", active);
      if (active && !first) first = cell;
    }
    first?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  /** @param {number[] | null | undefined} box */
  #reveal(box) {
    if (!box || !this.hasPicture) return;
    const target = [...this.over.querySelectorAll(".active, .current")].pop();
    if (!target) return;
    const [seen, wanted] = [this.stage.getBoundingClientRect(), target.getBoundingClientRect()];
    const outside = wanted.top < seen.top + 8 || wanted.bottom > seen.bottom - 8;
    const beside = wanted.left < seen.left || wanted.right > seen.right;
    if (outside) this.stage.scrollTop += wanted.top - seen.top - Math.max(20, (seen.height - wanted.height) / 2);
    if (beside) this.stage.scrollLeft += wanted.left - seen.left - Math.max(20, (seen.width - wanted.width) / 2);
  }

  /** @param {PointerEvent | MouseEvent} event @returns {[number, number]} */
  #point(event) {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.group.getScreenCTM().inverse());
    return [at.x, at.y];
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (!this.hasPicture || event.button !== 0 || event.target === this.stage) return;
    if (this.drawing) this.#stretch(event);
    else this.#drag(event);
  }

  /** Pan with the mouse; a click without moving chooses. @param {PointerEvent} begun */
  #drag(begun) {
    const from = [this.stage.scrollLeft, this.stage.scrollTop];
    let moved = false;
    const move = (event) => {
      const [dx, dy] = [event.clientX - begun.clientX, event.clientY - begun.clientY];
      moved ||= Math.hypot(dx, dy) > STILL;
      if (!moved || begun.pointerType === "touch") return;
      this.stage.scrollLeft = from[0] - dx;
      this.stage.scrollTop = from[1] - dy;
    };
    const end = (event) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (!moved && event.type === "pointerup") this.#choose(this.#point(event));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }

  /** Draw a box. @param {PointerEvent} begun */
  #stretch(begun) {
    begun.preventDefault();
    const from = this.#point(begun);
    const shape = svg("rect", { class: "new" });
    this.over.append(shape);
    const boxTo = (event) => {
      const to = this.#point(event);
      return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
    };
    const move = (event) => setRect(shape, boxTo(event));
    const end = (event) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      shape.remove();
      const box = boxTo(event);
      if (box[2] - box[0] < LEAST_BOX || box[3] - box[1] < LEAST_BOX) return;
      this.dispatchEvent(new CustomEvent("drawn", { detail: { page: this.number, box: box.map((v) => Math.round(v * 10) / 10) } }));
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
  }

  /** Choose the smallest box around a point. @param {[number, number]} point */
  #choose(point) {
    let best = null;
    for (const row of this.store.rows.values()) {
      if (row.rejected) continue;
      for (const [name, page, box] of places(row)) {
        if (page !== this.number || !box || !holds(box, point)) continue;
        const size = (box[2] - box[0]) * (box[3] - box[1]);
        if (!best || size < best.size) best = { size, row: row.id, field: name };
      }
    }
    if (best) this.#chosen(best.row, best.field);
  }

  /** @param {string} row @param {string} field */
  #chosen(row, field) {
    this.dispatchEvent(new CustomEvent("chosen", { detail: { row, field } }));
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.scale(event.deltaY < 0 ? 1 : -1);
  }
}

/** @param {import("./store.js").Row} row @returns {[string, number, number[] | null][]} */
function places(row) {
  const found = [["", row.page, row.box]];
  for (const [name, field] of Object.entries(row.fields)) {
    for (const [page, box] of field.parts ?? []) found.push([name, page, box]);
  }
  return found;
}

/** @param {number[]} box @param {[number, number]} point */
function holds(box, [x, y]) {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
}

/** @param {number[]} box @param {Record<string, string>} given */
function rect(box, given) {
  const shape = svg("rect", given);
  setRect(shape, box);
  return shape;
}

/** @param {Element} shape @param {number[]} box */
function setRect(shape, box) {
  const given = { x: box[0], y: box[1], width: box[2] - box[0], height: box[3] - box[1] };
  for (const [name, value] of Object.entries(given)) shape.setAttribute(name, String(value));
}

/** @param {string} text */
function flat(text) {
  return text.replace(/\s+/g, " ").trim();
}
