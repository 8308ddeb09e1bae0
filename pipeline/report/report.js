"use strict";
// A number shows all of its rows in a panel; without this script it leads to the first of them.
(() => {
  const sets = JSON.parse(document.getElementById("sets").textContent);
  const panel = document.getElementById("panel");
  const body = panel.querySelector("tbody");
  const most = 400;
  let from = null;
  const members = (key) => {
    let at = 0;
    return sets[key].map((step) => (at += step));
  };
  const show = (key, link) => {
    const rows = members(key);
    body.replaceChildren();
    for (const number of rows.slice(0, most)) {
      const row = document.getElementById("r" + number);
      const copy = row.cloneNode(true);
      copy.removeAttribute("id");
      const first = document.createElement("td");
      first.textContent = row.closest("[data-school]").dataset.school;
      copy.prepend(first);
      body.append(copy);
    }
    const label = link.getAttribute("aria-label") || link.querySelector?.("title")?.textContent || "";
    const more = rows.length > most ? ` (hiện ${most} dòng đầu)` : "";
    panel.querySelector("h2").textContent = `${rows.length} dòng${more} ${label ? "– " + label : ""}`;
    panel.hidden = false;
    from = link;
    panel.querySelector("button").focus({ preventScroll: true });
    panel.scrollTop = 0;
  };
  const hide = () => {
    panel.hidden = true;
    from?.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-s]");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(Number(link.dataset.s), link);
    }
  });
  panel.querySelector("button").addEventListener("click", hide);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  const open = () => {
    const row = location.hash && document.getElementById(location.hash.slice(1));
    if (!row) return;
    for (let d = row.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    row.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", open);
  open();
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => {
    const wanted = plain(filter.value.trim());
    for (const part of document.querySelectorAll("[data-q]"))
      part.hidden = wanted !== "" && !plain(part.dataset.q).includes(wanted);
  });
})();
