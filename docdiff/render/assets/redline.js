"use strict";
// What the parts of the script share, and the way through the changes. The page reads without any of it.

const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => Array.from(root.querySelectorAll(selector));

const main = find("main");
const bar = find(".bar");
const barAsWritten = bar.outerHTML;
const parts = findAll("main > .part");
const changes = findAll(".change[id]:not(.origin)");
const headings = findAll("main :is(h2, h3, h4)[id]");
const folds = findAll("details.fold");
const texts = JSON.parse(bar.dataset.said);
const hasChanges = changes.length > 0;

// The text of `key` with "{name}" filled in.
const say = (key, values = {}) =>
  texts[key].replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? values[name].toLocaleString(document.documentElement.lang) : values[name]);

const press = (selector, action) => find(selector)?.addEventListener("click", action);

let current = -1; // the change one is at, as an index into `changes`
let shown = changes.map((_, index) => index); // the changes that no filter hides
let shownHeadings = headings;

const partOf = (element) => element.closest("main > .part");

// Only the part that `y` cuts is looked into: a browser need not lay out the others for it.
const isBelow = (item, y) => {
  const box = partOf(item).getBoundingClientRect();
  if (box.top > y || box.bottom <= y) return box.top > y;
  return item.getBoundingClientRect().top > y;
};

// The first of `items`, which stand in the order of the page, that begins below `y`; the page is not walked through.
const firstBelow = (items, y) => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(items[middle], y)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const belowBar = () => bar.getBoundingClientRect().bottom;

const inSight = (element) => {
  const box = element.getBoundingClientRect();
  return box.height > 0 && box.bottom > belowBar() && box.top < innerHeight;
};

// Parts that come into sight may be taller or lower than was guessed, so it is looked at once more.
let arrivingAt = null;
const bringIntoSight = (element) => {
  const scroll = () => {
    const isTall = element.getBoundingClientRect().height > innerHeight * 0.7;
    element.scrollIntoView({ block: isTall ? "start" : "center" });
  };
  prepare(partOf(element));
  scroll();
  arrivingAt = element;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (arrivingAt !== element) return;
    scroll();
    arrivingAt = null;
  }));
};

// Does what makes the page longer or shorter while what one looks at stays where it is.
const holdingStill = (action) => {
  const seen = current >= 0 && inSight(changes[current]) ? changes[current] : parts[firstBelow(parts, belowBar())];
  const before = seen?.getBoundingClientRect().top;
  action();
  if (seen?.isConnected && scrollY > 0) scrollBy(0, seen.getBoundingClientRect().top - before);
};

const show = (index) => {
  if (current >= 0) changes[current].classList.remove("current");
  current = index;
  const change = changes[current];
  change.classList.add("current");
  change.tabIndex = -1;
  change.focus({ preventScroll: true });
  bringIntoSight(change);
  tellPosition();
  remember();
};

const tellPosition = () => {
  const at = shown.indexOf(current);
  if (at >= 0) find(".position").textContent = say("position", { current: at + 1, total: shown.length });
};

// Someone who has scrolled away goes on from what is in sight, not from where they were.
const step = (way) => {
  if (!shown.length) return;
  let at = shown.indexOf(current) + way;
  if (current < 0 || !(arrivingAt || inSight(changes[current]))) {
    const below = firstBelow(shown.map((index) => changes[index]), belowBar());
    at = way > 0 ? below : below - 1;
  }
  show(shown[(at + shown.length) % shown.length]);
};

// The address tells a colleague which change is meant and what was decided (see redline_decide.js). Browsers refuse to
// change it many times a second.
let waitingToRemember = 0;
const remember = () => {
  clearTimeout(waitingToRemember);
  waitingToRemember = setTimeout(writeAddress, 100);
};
const writeAddress = () => {
  clearTimeout(waitingToRemember);
  const decided = decisions();
  const address = "#" + (current < 0 ? "" : changes[current].id) + (decided && "~" + decided);
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
};
addEventListener("pagehide", writeAddress);

// A heading by its new text, without what was struck out of it; a deleted heading by its old text.
const names = new Map();
const nameOf = (heading) => {
  if (!names.has(heading)) {
    const copy = heading.cloneNode(true);
    if (!heading.id.endsWith("-old")) copy.querySelectorAll("del").forEach((part) => part.remove());
    names.set(heading, copy.textContent.trim());
  }
  return names.get(heading);
};

// The section one is in: of the change one stepped to while that is in sight, else of the first line below the bar.
const headingHere = () => {
  const at = current >= 0 && inSight(changes[current]) ? changes[current].getBoundingClientRect().top + 1 : belowBar() + 48;
  return firstBelow(shownHeadings, at) - 1;
};

// The heading itself and the one above it, which gives way where there is little room. For one that comes again and
// again, "Answer", the heading before it says more: "Question 5".
const where = find(".where");
const timesOf = (heading) => {
  timesOf.counts ??= headings.reduce((all, { textContent }) => all.set(textContent, (all.get(textContent) ?? 0) + 1), new Map());
  return timesOf.counts.get(heading.textContent);
};
// The heading at `index` of `list`, behind the one that says where it stands.
const pathTo = (list, index) => {
  const path = [];
  let level = 9;
  let times = 1;
  for (let at = index; at >= 0 && path.length < 2; at -= 1) {
    const found = Number(list[at].tagName[1]);
    if (found > level || (found === level && timesOf(list[at]) >= times)) continue;
    times = path.length ? 1 : timesOf(list[at]);
    level = found;
    path.unshift(list[at]);
    if (level === 2 && times === 1) break;
  }
  return path;
};

const tellWhere = () => {
  const path = pathTo(shownHeadings, headingHere()).map(nameOf);
  const told = path.join(" › ");
  if (where.title === told) return;
  where.title = told;
  where.replaceChildren(...path.map((name) => {
    const part = document.createElement("bdi");
    part.textContent = name;
    return part;
  }));
};

let waiting = false;
const afterScroll = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    tellWhere();
    drawWindow();
  });
};
addEventListener("scroll", afterScroll, { passive: true });

// Single keys can be turned off: some who speak to their computer, or tremble, press them without wanting to.
const keys = { n: () => step(1), p: () => step(-1) };
let areKeysOn = true;
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return closePanels();
  const isWriting = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (!areKeysOn || isWriting || !Object.hasOwn(keys, event.key)) return;
  keys[event.key]();
  event.preventDefault();
});
press(".keys-switch", (event) => {
  areKeysOn = !areKeysOn;
  event.target.textContent = say(areKeysOn ? "keys_off" : "keys_on");
});

const openers = findAll(".opener", bar);
const openPanel = (name) => {
  for (const opener of openers) {
    const isOpen = opener.getAttribute("aria-controls") === name;
    opener.setAttribute("aria-expanded", String(isOpen));
    document.getElementById(opener.getAttribute("aria-controls")).hidden = !isOpen;
  }
};
const closePanels = () => {
  const open = openers.find((opener) => opener.getAttribute("aria-expanded") === "true");
  const isInside = find(".panel:not([hidden])")?.contains(document.activeElement);
  openPanel("");
  if (isInside) open.focus();
};
for (const opener of openers) {
  opener.addEventListener("click", () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    openPanel(isOpen ? "" : opener.getAttribute("aria-controls"));
  });
}

const toggle = find(".folds");
const openFolds = (open) => {
  holdingStill(() => folds.forEach((fold) => { fold.open = open; }));
  toggle.setAttribute("aria-pressed", String(open));
  toggle.textContent = say(open ? "fold_all" : "unfold_all");
  tellWhere();
};
toggle.addEventListener("click", () => openFolds(toggle.getAttribute("aria-pressed") !== "true"));
toggle.hidden = !folds.length;

// What is only wanted where one looks is made when a part comes near.
const prepare = (part) => {
  if (!part) return;
  offerDecisions(part);
  if (isBeside) putBeside(part);
};
const near = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) prepare(entry.target);
}, { rootMargin: "600px 0px" });

// A link to a change; to a move's old place, which is opened; to a heading. Decisions in an address are taken over.
const follow = () => {
  const [name, decided] = location.hash.slice(1).split("~");
  if (decided !== undefined) readDecisions(decided);
  const target = name && document.getElementById(name);
  if (!target) return;
  target.querySelectorAll("details").forEach((part) => { part.open = true; });
  const index = changes.indexOf(target);
  if (index >= 0 && index !== current) show(index);
  else if (partOf(target)) bringIntoSight(target);
  if (index < 0 && decided === undefined && decisions()) history.replaceState(null, "", `#${name}~${decisions()}`);
};

const start = () => {
  press(".next", () => step(1));
  press(".previous", () => step(-1));
  if (hasChanges) find(".keys").hidden = false;
  bar.hidden = !hasChanges && !folds.length;
  // What the bar covers is no place to scroll to.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar-height", `${bar.offsetHeight}px`);
  }).observe(bar);
  parts.forEach((part) => near.observe(part));
  readDecisions(main.dataset.decisions ?? "");
  follow();
  addEventListener("hashchange", follow);
  tellWhere();
  startStrip();
};
