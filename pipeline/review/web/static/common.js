// What every page has: theme, language, signing out.

import { ask } from "./api.js";
import { warn } from "./notes.js";
import { t } from "./texts.js";
import { tell } from "./notes.js";

const DARK_ON = { auto: "(prefers-color-scheme: dark)", light: "not all", dark: "all" };
const THEMES = Object.keys(DARK_ON);
const YEAR_S = 31536000;

/** @param {string} name @param {string} value */
function keep(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=strict`;
}

function nextTheme() {
  const root = document.documentElement;
  const next = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
  root.dataset.theme = next;
  document.getElementById("dark").media = DARK_ON[next];
  keep("kehoach_theme", next);
  tell(t(`theme.${next}`));
}

/** @param {HTMLElement} button */
function changeLanguage(button) {
  keep("kehoach_lang", button.dataset.language);
  location.reload();
}

async function signOut() {
  await ask("POST", "/api/logout").catch((error) => warn(error.message));
  location.href = "/login";
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button?.dataset.action === "theme") nextTheme();
  if (button?.dataset.action === "language") changeLanguage(button);
  if (button?.dataset.action === "logout") signOut();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
