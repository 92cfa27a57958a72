// Shows only the changes of some kinds, or with some categories: each under its heading, all else out of the way.

const boxes = findAll("#finding input[type=checkbox]");
const chosen = (name) => new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value));

const filterChanges = () => {
  const kinds = chosen("kind");
  const categories = chosen("category");
  const isFiltered = kinds.size + categories.size > 0;
  const fits = (change) =>
    (!kinds.size || kinds.has(change.dataset.kind)) &&
    (!categories.size || (change.dataset.categories ?? "").split(" ").some((name) => categories.has(name)));
  shown = changes.map((_, index) => index).filter((index) => !isFiltered || fits(changes[index]));
  holdingStill(() => {
    findAll(".keep").forEach((part) => part.classList.remove("keep"));
    main.classList.toggle("filtered", isFiltered);
    if (isFiltered) keepOnly();
  });
  shownHeadings = isFiltered ? headings.filter((heading) => heading.closest(".keep:not(.part)")) : headings;
  if (current >= 0 && !shown.includes(current)) leave();
  find(".show-all").hidden = !isFiltered;
  find(".shown").textContent = isFiltered ? say("filter_count", { shown: shown.length, total: changes.length }) : "";
  if (!find(".current")) find(".position").textContent = say("position", { current: "–", total: shown.length });
  tellPosition();
  tellScope();
  searchAgain();
  drawStrip();
  afterScroll();
};

const leave = () => {
  changes[current].classList.remove("current");
  current = -1;
};

const keep = (element) => {
  for (let part = element; part !== main; part = part.parentElement) {
    if (part.classList.contains("keep")) return;
    part.classList.add("keep");
  }
};

// The heading of each change stays with it, and so do the one above that and the lines that belong to the change.
const keepOnly = () => {
  const fitting = new Set(shown.map((index) => changes[index]));
  let heading = -1;
  for (const element of findAll("main :is(h2, h3, h4)[id], main .change[id]:not(.origin)")) {
    if (!element.matches(".change")) heading += 1;
    else if (fitting.has(element)) {
      linesOf(element).forEach(keep);
      pathTo(headings, heading + Boolean(find(":is(h2, h3, h4)[id]", element))).forEach(keep);
    }
  }
};

// A change has one element or several, when a paragraph was split or a column is meant; a move's old place has its own.
const linesOf = (change) => {
  const lines = [change, ...(cellsOf().get(change.id) ?? [])];
  while (lines.at(-1).nextElementSibling?.matches(".more:not([data-of])")) lines.push(lines.at(-1).nextElementSibling);
  return lines;
};

// The cells of columns that came, went or moved, by the change they belong to.
let knownCells = null;
const cellsOf = () => {
  if (knownCells) return knownCells;
  knownCells = new Map();
  for (const cell of findAll("main [data-of]:not(.left *)")) {
    const { of } = cell.dataset;
    knownCells.set(of, [...(knownCells.get(of) ?? []), cell]);
  }
  return knownCells;
};

boxes.forEach((box) => box.addEventListener("change", filterChanges));
press(".show-all", () => {
  boxes.forEach((box) => { box.checked = false; });
  filterChanges();
  openers[0].focus();
});

// The counts in the summary choose what they count.
for (const item of findAll("[data-choose]")) {
  const [name, value] = item.dataset.choose.split(" ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choose";
  button.append(...item.childNodes);
  item.append(button);
  button.addEventListener("click", () => {
    boxes.forEach((box) => { box.checked = box.name === name && box.value === value; });
    filterChanges();
    openPanel("finding");
    if (shown.length) show(shown[0]);
  });
}
