"use strict";
// Steps through the entries of a list and hides those of a kind. The page reads without it.
(() => {
  const bar = document.querySelector(".bar");
  if (!bar) return;
  const all = Array.from(document.querySelectorAll(".item"));
  const position = bar.querySelector(".position");
  let current = null;

  const shown = () => all.filter((item) => !item.hidden);

  const tell = () => {
    const list = shown();
    if (!current && list.length === all.length) return;
    position.textContent = bar.dataset.position
      .replace("{current}", current ? list.indexOf(current) + 1 : 0)
      .replace("{total}", list.length);
  };

  const show = (item) => {
    if (current) current.classList.remove("current");
    current = item;
    current.classList.add("current");
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "start" });
    tell();
    history.replaceState(null, "", "#" + current.id);
  };

  const step = (way) => {
    const list = shown();
    if (!list.length) return;
    const at = current ? list.indexOf(current) + way : way > 0 ? 0 : -1;
    show(list[(at + list.length) % list.length]);
  };

  const filter = () => {
    const wanted = new Set(Array.from(bar.querySelectorAll("input:checked"), (box) => box.value));
    for (const item of all) item.hidden = !wanted.has(item.dataset.kind);
    if (current && current.hidden) {
      current.classList.remove("current");
      current = null;
    }
    tell();
  };

  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.matches("details")) target.open = true;
    if (target.hidden) {
      const box = Array.from(bar.querySelectorAll("input")).find((box) => box.value === target.dataset.kind);
      if (box) box.checked = true;
      filter();
    }
    if (all.includes(target) && target !== current) show(target);
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("textarea, select, [contenteditable]")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else return;
    event.preventDefault();
  });
  addEventListener("hashchange", follow);
  bar.addEventListener("change", filter);
  bar.querySelector(".next").addEventListener("click", () => step(1));
  bar.querySelector(".previous").addEventListener("click", () => step(-1));
  document.querySelector(".keys").hidden = false;
  bar.hidden = false;
  tell();
  follow();
})();
