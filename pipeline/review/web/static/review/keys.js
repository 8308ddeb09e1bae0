// Keys: one table for what they do and for the help that lists them. Letters are taken by their
// place on the keyboard (code), for Alt changes what they type on some systems.

/** @typedef {{command: string, keys: string, code: string, alt?: boolean, ctrl?: boolean, shift?: boolean}} Key */

/** @type {Key[]} */
export const KEYS = [
  { command: "accept", keys: "Enter", code: "Enter" },
  { command: "", keys: "Shift+Enter", code: "" },
  { command: "", keys: "Tab / Shift+Tab", code: "" },
  { command: "row_after", keys: "Alt+↓", code: "ArrowDown", alt: true },
  { command: "row_before", keys: "Alt+↑", code: "ArrowUp", alt: true },
  { command: "undo", keys: "Ctrl+Z", code: "KeyZ", ctrl: true },
  { command: "redo", keys: "Ctrl+Shift+Z", code: "KeyZ", ctrl: true, shift: true },
  { command: "reject", keys: "Alt+X", code: "KeyX", alt: true },
  { command: "split", keys: "Alt+S", code: "KeyS", alt: true },
  { command: "merge", keys: "Alt+M", code: "KeyM", alt: true },
  { command: "add", keys: "Alt+N", code: "KeyN", alt: true },
  { command: "draw", keys: "Alt+B", code: "KeyB", alt: true },
  { command: "use", keys: "Alt+U", code: "KeyU", alt: true },
  { command: "offer", keys: "Alt+G", code: "KeyG", alt: true },
  { command: "history", keys: "Alt+I", code: "KeyI", alt: true },
  { command: "header", keys: "Alt+H", code: "KeyH", alt: true },
  { command: "sort", keys: "Alt+W", code: "KeyW", alt: true },
  { command: "page_before", keys: "Alt+PageUp", code: "PageUp", alt: true },
  { command: "page_after", keys: "Alt+PageDown", code: "PageDown", alt: true },
  { command: "zoom_in", keys: "Alt+=", code: "Equal", alt: true },
  { command: "zoom_out", keys: "Alt+-", code: "Minus", alt: true },
  { command: "zoom_fit", keys: "Alt+0", code: "Digit0", alt: true },
  { command: "turn", keys: "Alt+R", code: "KeyR", alt: true },
  { command: "reread", keys: "Alt+L", code: "KeyL", alt: true },
  { command: "next_document", keys: "Alt+J", code: "KeyJ", alt: true },
  { command: "help", keys: "? / F1", code: "F1" },
];
const SHARED = { KeyY: "redo" }; // Ctrl+Y, as Windows has it
const COMPOSING = 229; // keyCode of keys an input method swallows

/**
 * Return the command of a key press; "" for none, or while a word is being composed.
 * @param {KeyboardEvent} event
 */
export function commandOf(event) {
  if (event.isComposing || event.keyCode === COMPOSING) return "";
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && !event.altKey && SHARED[event.code]) return SHARED[event.code];
  if (event.key === "?" && !ctrl && !event.altKey && !isTyping(event.target)) return "help";
  const found = KEYS.find((key) => key.code && matches(key, event, ctrl));
  return found?.command ?? "";
}

/** @param {Key} key @param {KeyboardEvent} event @param {boolean} ctrl */
function matches(key, event, ctrl) {
  const same = event.code === key.code || (key.code === "Enter" && event.code === "NumpadEnter");
  return same && Boolean(key.alt) === event.altKey && Boolean(key.ctrl) === ctrl && (Boolean(key.shift) === event.shiftKey);
}

/** Whether an element takes letters. @param {EventTarget | null} element */
export function isTyping(element) {
  return element instanceof HTMLElement && element.matches("input:not([type=checkbox]), textarea, select");
}
