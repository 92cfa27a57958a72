// Both versions side by side: what one sees inline is the right-hand side, and a copy of it, with the other words hidden
// by the style, the left-hand one. Both stand in one row, so there is only one thing to scroll. The strip shows it all.

let isBeside = false;
const besideButton = find(".beside");

const isAlone = (block) => block.dataset.only || block.dataset.move || block.classList.contains("left");

const leftOf = (block) => {
  const left = block.cloneNode(true);
  left.classList.add("left");
  for (const part of [left, ...left.querySelectorAll("[id]")]) part.removeAttribute("id");
  left.querySelectorAll(".gutter").forEach((part) => part.remove());
  left.querySelectorAll("[data-old]").forEach((part) => { part.textContent = part.dataset.old; });
  return left;
};

// Of a paragraph that was split the left-hand side is whole.
const rejoin = (left, change) => {
  for (let line = change.nextElementSibling; line?.matches(".more"); line = line.nextElementSibling) {
    const block = find(":scope > :is(p, h2, h3, h4)", line);
    left.append(...leftOf(block).childNodes);
  }
};

const putBeside = (part) => {
  if (part.isPaired) return;
  part.isPaired = true;
  for (const block of findAll(":is(p, h2, h3, h4, .table):not(.left, .table *)", part)) {
    const change = block.closest(".change");
    const isRest = change?.matches(".split.more");
    if (isAlone(block) || isRest) continue;
    const left = leftOf(block);
    if (change?.matches(".split")) rejoin(left, change);
    block.before(left);
  }
};

const showBeside = (on) => {
  isBeside = on;
  besideButton.setAttribute("aria-pressed", String(on));
  holdingStill(() => {
    main.classList.toggle("side", on);
    document.body.classList.toggle("wide", on);
    if (on) parts.filter((part) => inSight(part)).forEach(putBeside);
  });
  // The others are made when they come near: being watched anew, each says whether it is.
  if (on) parts.forEach((part) => { near.unobserve(part); near.observe(part); });
};
besideButton.addEventListener("click", () => showBeside(!isBeside));
keys.s = () => besideButton.offsetParent && showBeside(!isBeside);

// The strip: a mark for each change where it stands in the text, on the right for what came, on the left for what went.
// The parts are about as long as each other, so a place is a part and how far into it.
const strip = find(".strip");
let places = null;

const findPlaces = () => {
  const before = new Map();
  parts.forEach((part, at) => {
    Array.from(part.children).forEach((child, index) => before.set(child, at + index / part.children.length));
  });
  return changes.map((change) => {
    let child = change;
    while (!before.has(child)) child = child.parentElement;
    return before.get(child) / parts.length;
  });
};

const MARKS = { inserted: [0.5, 0.5, "--ins"], deleted: [0, 0.5, "--del"], moved: [0, 1, "--move"] };

const drawStrip = () => {
  if (!places) return;
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(name);
  const box = strip.getBoundingClientRect();
  const scale = devicePixelRatio;
  strip.width = box.width * scale;
  strip.height = box.height * scale;
  const pen = strip.getContext("2d");
  pen.scale(scale, scale);
  const left = box.width / 2 - 4;
  for (const index of shown) {
    const [from, width, name] = MARKS[changes[index].dataset.kind] ?? [0, 1, "--muted"];
    pen.fillStyle = color(states[index] === "u" ? name : "--rule");
    pen.fillRect(left + 8 * from, Math.round(places[index] * (box.height - 2)), 8 * width, 2);
  }
  drawWindow();
};

// Where in the strip the window is: part by part, as the marks are.
const placeOf = (y) => {
  const at = firstBelow(parts, y) - 1;
  if (at < 0) return 0;
  const box = parts[at].getBoundingClientRect();
  return (at + Math.min(1, (y - box.top) / Math.max(1, box.height))) / parts.length;
};

const drawWindow = () => {
  if (!places || strip.hidden) return;
  const from = placeOf(belowBar());
  strip.style.setProperty("--from", `${from * 100}%`);
  strip.style.setProperty("--to", `${Math.max(from + 0.005, placeOf(innerHeight)) * 100}%`);
};

strip.addEventListener("click", (event) => {
  const box = strip.getBoundingClientRect();
  const wanted = (event.clientY - box.top) / box.height;
  const nearer = (a, b) => (Math.abs(places[a] - wanted) <= Math.abs(places[b] - wanted) ? a : b);
  if (shown.length) show(shown.reduce(nearer));
});

const startStrip = () => {
  if (!hasChanges) return;
  strip.hidden = false;
  // The first key comes first.
  (globalThis.requestIdleCallback ?? setTimeout)(() => {
    places = findPlaces();
    new ResizeObserver(drawStrip).observe(strip);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawStrip);
  });
};
