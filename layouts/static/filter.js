// The index of articles, narrowed at once. The ways in are links to pages of their own; here they become buttons that
// choose: any of one group, all groups together. A long index has no articles on its page; then they are taken from
// the pages that the links lead to.

const ways = document.querySelector(".ways");
const status = document.querySelector(".filter-status");
const list = document.querySelector(".list") ?? document.createElement("section");
const entries = list.querySelector(".entries") ?? list.appendChild(document.createElement("ul"));
const here = [...entries.children];
const letters = document.querySelector("nav.letters");
const fetched = new Map();
let turn = 0;

// "/base/verktyg/dialog/" -> "verktyg/dialog"
const keyOf = (href) => new URL(href, location.href).pathname.split("/").filter(Boolean).slice(-2).join("/");

const buttons = [...ways.querySelectorAll("a.pill")].map((link) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pill";
  button.textContent = link.textContent;
  button.dataset.href = link.href;
  button.dataset.key = keyOf(link.href);
  link.replaceWith(button);
  return button;
});

const all = document.createElement("button");
all.type = "button";
all.className = "button plain";
all.textContent = "Visa alla";
all.hidden = true;
status.after(all);

const isChosen = (button) => button.getAttribute("aria-pressed") === "true";
const choose = (button, chosen) => button.setAttribute("aria-pressed", String(chosen));

function groupsChosen() {
  const groups = new Map();
  for (const button of buttons.filter(isChosen)) {
    const [group] = button.dataset.key.split("/");
    groups.set(group, [...(groups.get(group) ?? []), button]);
  }
  return [...groups.values()];
}

// ---------------------------------------------------------------- which articles

function fromThisPage(groups) {
  return here.filter((entry) => {
    const keys = entry.dataset.in.split(" ");
    return groups.every((group) => group.some((button) => keys.includes(button.dataset.key)));
  });
}

async function entriesOf(button) {
  const { href } = button.dataset;
  if (!fetched.has(href)) {
    const answer = fetch(href).then((response) => (response.ok ? response.text() : Promise.reject(response.status)));
    fetched.set(href, answer);
    answer.catch(() => fetched.delete(href));
  }
  const page = new DOMParser().parseFromString(await fetched.get(href), "text/html");
  const some = [...page.querySelectorAll("main .by-tool li li"), ...page.querySelectorAll("main .entry")];
  return new Map(some.map((one) => [one.querySelector("a").pathname, one]));
}

async function fromOtherPages(groups) {
  const found = await Promise.all(groups.map(async (group) => {
    const some = await Promise.all(group.map(entriesOf));
    return new Map(some.flatMap((one) => [...one]));
  }));
  const paths = [...found[0].keys()].filter((path) => found.every((one) => one.has(path)));
  const best = (path) => found.map((one) => one.get(path)).sort((one) => (one.matches(".entry") ? -1 : 1))[0];
  return paths.map((path) => headed(best(path)));
}

// What another page says of an article, an entry or a row, as an entry here: its title is a heading of the second level.
function headed(said) {
  const copy = document.importNode(said, true);
  const old = copy.querySelector(".entry-title") ?? copy.querySelector("a");
  const title = document.createElement("h2");
  copy.className = "entry";
  title.className = "entry-title";
  old.replaceWith(title);
  title.append(...(old.matches("a") ? [old] : old.childNodes));
  return copy;
}

// ---------------------------------------------------------------- what is shown

async function show() {
  const mine = ++turn;
  const groups = groupsChosen();
  const kept = new URLSearchParams(groups.flat().map((button) => button.dataset.key.split("/")));
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
  try {
    let found = here;
    if (groups.length) found = here.length ? fromThisPage(groups) : await fromOtherPages(groups);
    if (mine !== turn) return;
    entries.replaceChildren(...found);
    list.hidden = !found.length;
    if (letters) letters.hidden = groups.length > 0;
    const many = found.length === 1 ? "1 artikel" : `${found.length} artiklar`;
    status.textContent = groups.length ? (found.length ? many : "Ingen artikel har alla de valen.") : "Alla artiklar visas.";
  } catch {
    if (mine === turn) status.textContent = "Det gick inte att hämta artiklarna. Försök igen om en stund.";
  }
  all.hidden = !groups.length;
}

ways.addEventListener("click", (event) => {
  const button = event.target.closest("button.pill");
  if (!button) return;
  choose(button, !isChosen(button));
  show();
});
all.addEventListener("click", () => {
  buttons.forEach((button) => choose(button, false));
  show();
  buttons[0].focus();
});

if (!list.isConnected) {
  list.className = "list";
  list.setAttribute("aria-label", "Artiklar");
  list.hidden = true;
  entries.className = "entries";
  ways.parentElement.append(list);
}
const asked = new Set([...new URLSearchParams(location.search)].map((pair) => pair.join("/")));
buttons.forEach((button) => choose(button, asked.has(button.dataset.key)));
if (buttons.some(isChosen)) show();
