// Finds words in both versions: also where a deletion stands between them, which a browser's own search does not.

const field = find("#words");
const toFind = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”„]/g, '"').replace(/\s/g, " ");

let places_found = []; // {block, from, to}: offsets in all the text of the block, of both versions
let place = -1;
let known = null; // for each block its texts, made when first searched

// The text nodes of a block and what each version has of them.
const nodesOf = (block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode()) {
    const marked = node.parentElement.closest("ins, del, p, h2, h3, h4").tagName;
    nodes.push({ node, at, isOld: marked !== "INS", isNew: marked !== "DEL" });
    at += node.data.length;
  }
  return nodes;
};

const versionsOf = (block) => {
  if (!find("ins, del", block)) return [{ text: toFind(block.textContent), nodes: null }];
  const nodes = nodesOf(block);
  return ["isOld", "isNew"].map((side) => {
    const mine = nodes.filter((part) => part[side]);
    return { text: toFind(mine.map((part) => part.node.data).join("")), nodes: mine };
  });
};

// Where a place in one version is in all the text of the block; an end belongs to the words before it.
const offsetIn = ({ nodes }, offset, isEnd) => {
  if (!nodes) return offset;
  let before = 0;
  for (const { node, at } of nodes) {
    const length = node.data.length;
    if (offset < before + length || (isEnd && offset === before + length)) return at + offset - before;
    before += length;
  }
  return before;
};

const search = (words) => {
  const found = [];
  known ??= findAll("main :is(p, h2, h3, h4):not(.left, .left *)").map((block) => [block, versionsOf(block)]);
  const isFiltered = main.classList.contains("filtered");
  for (const [block, versions] of known) {
    if (isFiltered && !block.closest(".keep:not(.part)")) continue;
    const here = new Map();
    for (const version of versions) {
      for (let at = version.text.indexOf(words); at >= 0; at = version.text.indexOf(words, at + words.length)) {
        const from = offsetIn(version, at, false);
        here.set(from, { block, from, to: offsetIn(version, at + words.length, true) });
      }
    }
    found.push(...Array.from(here.values()).sort((a, b) => a.from - b.from));
  }
  return found;
};

const rangeOf = ({ block, from, to }) => {
  const range = document.createRange();
  for (const { node, at } of nodesOf(block)) {
    if (from >= at && from <= at + node.data.length) range.setStart(node, from - at);
    if (to >= at && to <= at + node.data.length) { range.setEnd(node, to - at); break; }
  }
  return range;
};

const paint = () => {
  if (!globalThis.Highlight) return;
  CSS.highlights.set("found", new Highlight(...places_found.slice(0, 2000).map(rangeOf)));
  CSS.highlights.set("found-here", new Highlight(...(place < 0 ? [] : [rangeOf(places_found[place])])));
};

const tellFound = () => {
  const told = places_found.length ? say("find_position", { current: place + 1, total: places_found.length }) : say("find_none");
  find(".found").textContent = field.value.trim() ? told : "";
};

const goTo = (index) => {
  place = (index + places_found.length) % places_found.length;
  const { block } = places_found[place];
  for (let fold = block.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  bringIntoSight(block);
  paint();
  tellFound();
};

const searchAgain = () => {
  const words = toFind(field.value.trim());
  places_found = words ? search(words) : [];
  place = -1;
  paint();
  tellFound();
};

const searchOn = (way) => {
  if (places_found.length) goTo(place < 0 && way < 0 ? places_found.length - 1 : place + way);
};

let waitingToSearch = 0;
field.addEventListener("input", () => {
  place = -1;
  clearTimeout(waitingToSearch);
  waitingToSearch = setTimeout(searchAgain, 150);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  clearTimeout(waitingToSearch);
  if (place < 0) searchAgain();
  searchOn(event.shiftKey ? -1 : 1);
});
press(".find-next", () => searchOn(1));
press(".find-previous", () => searchOn(-1));
keys["/"] = () => {
  openPanel("finding");
  field.focus();
  field.select();
};
