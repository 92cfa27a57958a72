"use strict";
// Shows one comparison at a time, of the two versions that were picked. The page reads without it.
(() => {
  const pickers = Array.from(document.querySelectorAll(".family"), (family) => {
    const form = family.querySelector(".pick");
    const from = form.querySelector(".from");
    const to = form.querySelector(".to");
    const missing = form.querySelector(".missing");
    const all = Array.from(family.querySelectorAll(".comparison"));
    const ids = all.map((comparison) => comparison.id);
    const links = Array.from(family.querySelectorAll(".tree a"), (link) => link.hash.slice(1));
    let current = "";

    const reveal = (id) => {
      current = id;
      for (const comparison of all) comparison.hidden = comparison.id !== id;
    };

    // A comparison that is there the other way around is shown as it is; its title says which way it goes.
    const find = () => {
      const pairs = [[from.value, to.value], [to.value, from.value]];
      return pairs.map((pair) => [family.id, ...pair].join("-")).find((id) => ids.includes(id)) || "";
    };

    const choose = () => {
      const id = find();
      reveal(id);
      missing.hidden = Boolean(id);
      const names = [from, to].map((select) => "'" + select.selectedOptions[0].title.replace(/'/g, "'\\''") + "'");
      missing.textContent = from.value === to.value
        ? form.dataset.same
        : form.dataset.missing.replace("{command}", () => ["docdiff redline", ...names, "-o changes.html"].join(" "));
      if (id) history.replaceState(null, "", "#" + id);
    };

    const show = (id, jump) => {
      [, from.value, to.value] = id.split("-");
      reveal(id);
      missing.hidden = true;
      history.replaceState(null, "", "#" + id);
      if (!jump) return;
      const comparison = document.getElementById(id);
      comparison.tabIndex = -1;
      comparison.focus({ preventScroll: true });
      form.scrollIntoView({ block: "start" });
    };

    const step = (way) => {
      const at = links.indexOf(current);
      const next = at < 0 ? (way > 0 ? 0 : links.length - 1) : (at + way + links.length) % links.length;
      show(links[next], true);
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", choose);
    form.querySelector(".next").addEventListener("click", () => step(1));
    form.querySelector(".previous").addEventListener("click", () => step(-1));
    form.hidden = false;
    [, from.value, to.value] = links[links.length - 1].split("-");
    reveal(links[links.length - 1]);
    return { family, ids, show, step };
  });
  if (!pickers.length) return;
  let active = pickers[0];

  const follow = () => {
    const id = location.hash.slice(1);
    const picker = pickers.find((each) => each.ids.some((known) => id === known || id.startsWith(known + "-")));
    if (!picker) return;
    active = picker;
    const known = picker.ids.find((each) => id === each || id.startsWith(each + "-"));
    picker.show(known, id === known);
    if (id !== known) {
      history.replaceState(null, "", "#" + id);
      const target = document.getElementById(id);
      if (target) target.scrollIntoView({ block: "center" });
    }
  };

  for (const picker of pickers) {
    picker.family.addEventListener("focusin", () => { active = picker; });
  }
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") active.step(1);
    else if (event.key === "p") active.step(-1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || link.hash !== location.hash) return;
    event.preventDefault();
    follow();
  });
  addEventListener("hashchange", follow);
  document.querySelector(".keys").hidden = false;
  follow();
})();
