"use strict";
// Steps through the changes and opens the folds. The page reads without it.
(() => {
  const changes = Array.from(document.querySelectorAll(".change[id]:not(.origin)"));
  const headings = Array.from(document.querySelectorAll("main :is(h2, h3, h4)[id]"));
  const folds = Array.from(document.querySelectorAll("details.fold"));
  const bar = document.querySelector(".bar");
  const position = bar.querySelector(".position");
  const where = bar.querySelector(".where");
  const toggle = bar.querySelector(".folds");
  let current = -1;

  // The first of `items`, which stand in the order of the page, that begins below `y`; the page is not walked through.
  const firstBelow = (items, y) => {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle].getBoundingClientRect().top > y) high = middle;
      else low = middle + 1;
    }
    return low;
  };

  const inSight = (element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
  };

  const show = (index) => {
    if (current >= 0) changes[current].classList.remove("current");
    current = index;
    const change = changes[current];
    change.classList.add("current");
    change.tabIndex = -1;
    change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "center" });
    position.textContent = bar.dataset.position
      .replace("{current}", current + 1)
      .replace("{total}", changes.length);
    history.replaceState(null, "", "#" + change.id);
  };

  // Someone who has scrolled away goes on from what is in sight, not from where they were.
  const step = (way) => {
    if (!changes.length) return;
    let index = current + way;
    if (current < 0 || !inSight(changes[current])) {
      const below = firstBelow(changes, bar.getBoundingClientRect().bottom);
      index = way > 0 ? below : below - 1;
    }
    show((index + changes.length) % changes.length);
  };

  // A heading by its new text, without what was struck out of it; a deleted heading by its old text.
  const nameOf = (heading) => {
    const copy = heading.cloneNode(true);
    if (!heading.id.endsWith("-old")) copy.querySelectorAll("del").forEach((part) => part.remove());
    return copy.textContent;
  };

  // A change stepped to stands in the middle of the window, so that is where one is.
  const tellWhere = () => {
    const above = firstBelow(headings, innerHeight / 2) - 1;
    where.textContent = above < 0 ? "" : nameOf(headings[above]);
  };

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      tellWhere();
    });
  }, { passive: true });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else return;
    event.preventDefault();
  });

  const openFolds = (open) => {
    for (const fold of folds) fold.open = open;
    toggle.setAttribute("aria-pressed", String(open));
    toggle.textContent = open ? bar.dataset.fold : bar.dataset.unfold;
    tellWhere();
  };
  toggle.addEventListener("click", () => openFolds(toggle.getAttribute("aria-pressed") !== "true"));
  toggle.hidden = !folds.length;

  // A link to a move's old place finds it open.
  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    target.querySelectorAll("details").forEach((part) => { part.open = true; });
    const index = changes.indexOf(target);
    if (index >= 0 && index !== current) show(index);
  };
  addEventListener("hashchange", follow);

  if (changes.length) {
    bar.querySelector(".next").addEventListener("click", () => step(1));
    bar.querySelector(".previous").addEventListener("click", () => step(-1));
    document.querySelector(".keys").hidden = false;
  }
  bar.hidden = !changes.length && !folds.length;
  tellWhere();
  follow();
})();
