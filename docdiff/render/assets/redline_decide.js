// Accepting and rejecting: what was decided is kept in the address and in a saved copy, and gives a text.

const states = changes.map(() => "u"); // u: undecided, a: accepted, r: rejected

// Every element of a change, and those of the old place of a move.
const elementsOf = (index) => {
  const origin = document.getElementById(changes[index].id + "-from");
  return [...linesOf(changes[index]), ...(origin ? linesOf(origin) : [])];
};

const decide = (index, state) => {
  states[index] = state;
  for (const element of elementsOf(index)) {
    element.classList.toggle("accepted", state === "a");
    element.classList.toggle("rejected", state === "r");
  }
  tellButtons(changes[index], state);
};

const tellButtons = (change, state) => {
  find(".gutter .yes", change)?.setAttribute("aria-pressed", String(state === "a"));
  find(".gutter .no", change)?.setAttribute("aria-pressed", String(state === "r"));
};

const decideAll = (indexes, state) => {
  holdingStill(() => indexes.forEach((index) => decide(index, state)));
  tellDecided();
  drawStrip();
  remember();
};

const decideHere = (state) => {
  if (current < 0) return;
  decideAll([current], state);
  const told = say({ a: "accepted", r: "rejected", u: "undecided" }[state]);
  find(".position").textContent = `${say("position", { current: shown.indexOf(current) + 1, total: shown.length })}: ${told}`;
};

const tellDecided = () => {
  const count = (state) => states.filter((found) => found === state).length;
  find(".decided").textContent = say("decided", { accepted: count("a"), rejected: count("r"), undecided: count("u") });
};

// With a filter on, "all" means what it shows.
const tellScope = () => {
  const count = shown.length;
  const isAll = count === changes.length;
  find(".accept-all").textContent = isAll ? say("accept_all") : say("accept_shown", { count });
  find(".reject-all").textContent = isAll ? say("reject_all") : say("reject_shown", { count });
  find(".undo-all").textContent = isAll ? say("undo_all") : say("undo_shown", { count });
};

// Two buttons beside each change, made when its part comes near.
const offerDecisions = (part) => {
  if (part.hasButtons) return;
  part.hasButtons = true;
  for (const change of findAll(".change[id]:not(.origin)", part)) {
    const number = find(".number", change).textContent;
    const buttons = document.createElement("span");
    buttons.className = "made verdict";
    for (const [name, sign, key] of [["yes", "✓", "accept_change"], ["no", "✗", "reject_change"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = name;
      button.textContent = sign;
      button.setAttribute("aria-label", say(key, { number }));
      button.title = say(key, { number });
      buttons.append(button);
    }
    find(".gutter", change).append(buttons);
    tellButtons(change, states[changes.indexOf(change)]);
  }
};

main.addEventListener("click", (event) => {
  const button = event.target.closest(".verdict button");
  if (!button) return;
  const index = changes.indexOf(button.closest(".change"));
  const state = button.className === "yes" ? "a" : "r";
  decideAll([index], states[index] === state ? "u" : state);
});

// Decisions as a few characters: four for this report, a point, and the state of each change with how often it comes.
const signature = () => {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const change of changes) {
    for (const character of change.id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  return (hash % 36 ** 4).toString(36).padStart(4, "0");
};
const mark = signature();

const decisions = () => {
  if (states.every((state) => state === "u")) return "";
  const runs = states.join("").match(/(.)\1*/g);
  return `${mark}.${runs.map((run) => run[0] + (run.length > 1 ? run.length : "")).join("")}`;
};

const readDecisions = (text) => {
  const [, of, runs] = /^(\w{4})\.((?:[uar]\d{0,6})*)$/.exec(text) ?? [];
  if (!text || !hasChanges) return;
  if (of !== mark) {
    find(".decided").textContent = say("other_report");
    openPanel("deciding");
    return;
  }
  let index = 0;
  for (const [, state, times] of runs.matchAll(/([uar])(\d*)/g)) {
    for (const last = Math.min(states.length, index + Number(times || 1)); index < last; index += 1) {
      if (states[index] !== state) decide(index, state);
    }
  }
  while (index < states.length) decide(index++, "u");
  tellDecided();
  drawStrip();
};

// The words of a block in one version; what numbers it is not among them.
const wordsOf = (node, side) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.matches(".label") || node.matches(side === "old" ? "ins" : "del:not(.pilcrow)")) return "";
  if (node.matches(".pilcrow")) return node.tagName === "DEL" && side === "old" ? "\n" : "";
  if (side === "old" && node.dataset.old !== undefined) return node.dataset.old;
  return Array.from(node.childNodes, (child) => wordsOf(child, side)).join("");
};

// The text with what was accepted and without what was rejected, a block a line. Differences that are not shown go with
// the new text, unless everything was rejected.
const decidedText = () => {
  const sides = new Map();
  states.forEach((state, index) => {
    elementsOf(index).forEach((element) => sides.set(element, state === "r" ? "old" : "new"));
  });
  const rest = hasChanges && states.every((state) => state === "r") ? "old" : "new";
  const lines = [];
  let goesOn = false;
  for (const block of findAll("main :is(p, h2, h3, h4):not(.left, .left *)")) {
    const side = sides.get(block.closest(".change")) ?? rest;
    const has = block.dataset.only ?? { from: "old", to: "new" }[block.dataset.move] ?? side;
    if (has !== side) continue;
    const words = wordsOf(block, side);
    if (goesOn) lines.push(lines.pop() + words);
    else lines.push(words);
    goesOn = side === "old" && find("ins.pilcrow, .joint", block) !== null;
  }
  return inOrder(lines, new Set(states)).join("\n");
};

// What was split or joined and moved as well stands at its new place only, and cells stand in the columns of both
// tables: with everything rejected, or nothing, the order of the version itself is known.
const inOrder = (lines, found) => {
  const order = found.has("r") ? found.size === 1 && main.dataset.oldOrder : main.dataset.newOrder;
  if (!order) return lines;
  const placed = [];
  let at = 0;
  for (const run of order.split(" ")) {
    const [first, length] = run.split("+").map(Number);
    for (let index = 0; index < length; index += 1) placed[first + index] = lines[at++];
  }
  return placed;
};

// The page as it was written, with the decisions in it.
const decidedPage = () => {
  const copy = document.documentElement.cloneNode(true);
  copy.removeAttribute("style");
  copy.querySelectorAll(".made, .left").forEach((part) => part.remove());
  copy.querySelectorAll(".choose").forEach((button) => button.replaceWith(...button.childNodes));
  for (const name of ["current", "accepted", "rejected", "keep"]) {
    copy.querySelectorAll("." + name).forEach((part) => part.classList.remove(name));
  }
  copy.querySelectorAll(".change[tabindex]").forEach((part) => part.removeAttribute("tabindex"));
  copy.querySelectorAll("main details[open]").forEach((part) => part.removeAttribute("open"));
  const text = find("main", copy);
  text.classList.remove("side", "filtered");
  find("body", copy).classList.remove("wide");
  for (const part of [text, find("body", copy), ...copy.querySelectorAll(".part")]) {
    if (!part.className) part.removeAttribute("class");
  }
  text.dataset.decisions = decisions();
  find(".bar", copy).outerHTML = barAsWritten;
  const canvas = find(".strip", copy);
  for (const name of ["style", "width", "height"]) canvas.removeAttribute(name);
  canvas.hidden = true;
  find(".keys", copy).hidden = true;
  find(".keys-switch", copy).textContent = say("keys_off");
  return `<!doctype html>\n${copy.outerHTML.replace(/\s*<\/body>\s*<\/html>$/, "\n</body>\n</html>\n")}`;
};

const download = (content, type, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

// A page from disk may not be allowed to use the clipboard; copying what is selected always is.
const copyText = async () => {
  const text = decidedText();
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    find(".copy-text").focus();
  }
  find(".decided").textContent = say("copied");
};

const savedName = () => say("saved_name", { name: main.dataset.stem });
press(".save-text", () => download(`${decidedText()}\n`, "text/plain;charset=utf-8", `${savedName()}.txt`));
press(".save-page", () => download(decidedPage(), "text/html;charset=utf-8", `${savedName()}.html`));
press(".copy-text", copyText);
for (const [key, name] of [["a", "accept"], ["r", "reject"], ["u", "undo"]]) {
  keys[key] = () => decideHere(key);
  press(`.${name}`, () => decideHere(key));
  press(`.${name}-all`, () => decideAll(shown, key));
}
if (hasChanges) tellDecided();
start();
