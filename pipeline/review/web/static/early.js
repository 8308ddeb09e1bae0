// Files dropped before the scripts of the page have come. A classic script: it runs at once, so the
// browser never opens a dropped file in place of the page. What was dropped waits for ``taken``.
"use strict";
window.drops = { waiting: [], taken: (drop) => window.drops.waiting.push(drop) };
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  window.drops.taken({ entries, files: [...event.dataTransfer.files] }); // gone once the event has ended
});
