// Short notes at the edge of the screen; screen readers speak them.

import { make } from "./dom.js";
import { t } from "./texts.js";

const SHOWN_MS = 5000;

/**
 * Tell something that needs no answer.
 * @param {string} text
 */
export function tell(text) {
  const note = make("div", { class: "toast", text });
  document.querySelector(".toasts").replaceChildren(note);
  setTimeout(() => note.remove(), SHOWN_MS);
}

/**
 * Tell a problem; it stays until closed.
 * @param {string} text
 */
export function warn(text) {
  const note = make("div", { class: "toast bad" }, make("span", { text }));
  note.append(make("button", { type: "button", text: t("nav.close"), click: () => note.remove() }));
  document.querySelector(".alerts").replaceChildren(note);
}

/** Take away the problem that is shown. */
export function clearWarning() {
  document.querySelector(".alerts").replaceChildren();
}
