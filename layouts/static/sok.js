// The search page. The index is loaded when somebody begins to search; without this script the A–Ö register is the search.

const form = document.querySelector(".sok");
const field = form.elements.q;
const status = document.querySelector(".sok-status");
const list = document.querySelector(".sok-hits");
const more = document.querySelector(".sok-more");
const asked = new URLSearchParams(location.search);
const AT_ONCE = 10;
const FACETS = ["verktyg", "region", "dimension"];
let engine;
let turn = 0;

// Pagefind's index, how it is asked, and its facets: three files and what a question needs, fetched once.
function load() {
  const addressed = (name) => new URL(form.dataset[name], location.href).href;
  engine ??= import(addressed("finder")).then(async ({ opened, found }) => {
    const index = await opened(addressed("index"));
    fill(await index.filters());
    return (query, filters) => found(index, query, filters);
  });
  return engine;
}

function fill(counts) {
  for (const name of FACETS) {
    const order = new Intl.Collator("sv");
    const values = Object.keys(counts[name] ?? {}).sort(name === "dimension" ? undefined : order.compare);
    form.elements[name].append(...values.map((value) => new Option(value, value)));
    form.elements[name].value = values.includes(asked.get(name)) ? asked.get(name) : "";
  }
  form.querySelector(".sok-facets").hidden = false;
}

// ---------------------------------------------------------------- what is shown

// The index has compounds taken apart: mat|avfall.
const joined = (text) => text.replace(/(?<=\p{L})\|(?=\p{L})/gu, "");

function made(tag, text = "", cls = "") {
  const one = document.createElement(tag);
  one.textContent = joined(text);
  if (cls) one.className = cls;
  return one;
}

function link(text, href) {
  const one = made("a", text);
  one.href = href;
  return one;
}

function quoted(excerpt) {
  const line = made("p", "", "lede");
  const whole = (/^(<mark>)?\p{Ll}/u.test(excerpt) ? "… " : "") + excerpt + (/[.!?](<\/mark>)?$/.test(excerpt) ? "" : " …");
  whole.split(/<\/?mark>/).forEach((part, place) => {
    const text = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    line.append(place % 2 ? made("mark", text) : joined(text));
  });
  return line;
}

function markOf(dimensions) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const letters = ["E", "S", "M"].filter((letter) => dimensions.some((word) => word.startsWith(letter))).join("");
  const looks = { class: "mark", width: "44", height: "42.2", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(looks)) svg.setAttribute(name, value);
  if (letters) svg.append(document.createElementNS(svg.namespaceURI, "use"));
  svg.firstChild?.setAttribute("href", `#m-${letters}`);
  return svg;
}

function entry(data) {
  const dimensions = data.filters.dimension ?? [];
  const row = made("li", "", "entry");
  const words = document.createElement("div");
  const title = made("h2", "", "entry-title");
  title.append(link(data.meta.title, data.url));
  words.append(title, quoted(data.excerpt));
  const headings = data.sub_results.filter((one) => one.anchor).slice(0, 3);
  if (headings.length) {
    const places = made("ul", "", "sok-headings");
    for (const one of headings) {
      const item = document.createElement("li");
      item.append(link(one.title, one.url));
      places.append(item);
    }
    words.append(places);
  }
  const meta = made("p", "", "meta");
  meta.append(made("b", data.meta.slag), " ", made("span", data.meta.plats ?? ""), " ", made("span", dimensions.join(", ")));
  words.append(meta);
  row.append(markOf(dimensions), words);
  return row;
}

async function show(hits, mine, from = 0) {
  const shown = await Promise.all(hits.slice(from, from + AT_ONCE).map((hit) => hit.data()));
  if (mine !== turn) return;
  const rows = shown.map(entry);
  if (from) list.append(...rows);
  else list.replaceChildren(...rows);
  if (from) rows[0].querySelector("a").focus();
  const left = hits.length - from - shown.length;
  more.hidden = left <= 0;
  more.textContent = `Visa fler träffar (${left} till)`;
  more.onclick = () => show(hits, mine, from + AT_ONCE);
}

function told(query, many, loose) {
  const what = query ? ` på ”${query}”` : "";
  if (!many) return query ? `Inget träffade ”${query}”. Prova ett kortare ord eller se hela registret.` : "Inget har alla de valen.";
  const hits = many === 1 ? "1 träff" : `${many} träffar`;
  return loose ? `Inget hade alla orden. ${hits} på något av dem.` : hits + what;
}

async function search() {
  const mine = ++turn;
  const query = field.value.trim();
  const chosen = FACETS.filter((name) => form.elements[name].value);
  const kept = new URLSearchParams(query ? { q: query } : {});
  for (const name of chosen) kept.set(name, form.elements[name].value);
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
  list.parentElement.classList.toggle("asked", kept.size > 0);
  if (!kept.size) {
    list.replaceChildren();
    status.textContent = "";
    more.hidden = true;
    return;
  }
  try {
    const { hits, loose } = await (await load())(query, Object.fromEntries(chosen.map((name) => [name, form.elements[name].value])));
    if (mine !== turn) return;
    status.textContent = told(query, hits.length, loose);
    await show(hits, mine);
  } catch {
    engine = undefined;
    status.textContent = "Sökningen gick inte att ladda. Registret nedan har allt.";
  }
}

let waiting;
form.classList.add("on");
form.addEventListener("focusin", () => load().catch(() => {}), { once: true });
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, 150);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  search();
});
field.value = asked.get("q") ?? field.value;
if (field.value || FACETS.some((name) => asked.has(name))) {
  list.parentElement.classList.add("asked");
  load().then(search, search);
}
