// The queue: exports written anew, then fetched.

import { ask, handIn } from "./api.js";
import { tell, warn } from "./notes.js";
import { t } from "./texts.js";

/** @param {HTMLButtonElement} button */
async function fetchExport(button) {
  button.disabled = true;
  tell(t("export.writing"));
  try {
    await ask("POST", "/api/exports");
    location.href = `/exports/${button.dataset.file}`;
  } catch (error) {
    warn(error.message);
  }
  button.disabled = false;
}

for (const button of document.querySelectorAll('[data-action="export"]')) {
  button.addEventListener("click", () => fetchExport(button));
}
/** Take in the corrections of another office. @param {HTMLInputElement} picker */
async function takeCorrections(picker) {
  const [file] = picker.files;
  if (!file) return;
  try {
    tell(t("corrections.taken", await handIn(await file.text())));
  } catch (error) {
    warn(error.message);
  }
  picker.value = "";
}

const corrections = /** @type {HTMLInputElement} */ (document.getElementById("corrections"));
corrections.addEventListener("change", () => takeCorrections(corrections));
for (const field of document.querySelectorAll(".filters select, .filters input[type=checkbox]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyJ" || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  event.preventDefault();
  document.querySelector('[data-test="next-worst"]')?.click();
});
document.body.dataset.ready = "true";
