// How a question is put to Pagefind: which words of it, which of their forms, and what weighs most.
// Loaded with the index, when somebody searches.

// Words beside the text ("ord": ends of compounds, codes, counties) find a page, but what its reader sees weighs more.
const RANKING = {
  termFrequency: 0.6,
  pageLength: 0.4,
  termSimilarity: 1.6,
  diacriticSimilarity: 1.2,
  metaWeights: { title: 6, plats: 0.5, ord: 1.2, slag: 0.2 },
};
const SMALL = new Set("alla att av de den det eller en ett från för har hur i kan man med när och om på som till vad vi är".split(" "));

export async function opened(address) {
  const pagefind = await import(address);
  return pagefind.createInstance({ baseUrl: "/", noWorker: true, excerptLength: 24, ranking: RANKING });
}

// Endings that Pagefind's Swedish stemming leaves: skolans, mötet, åtagandena. Words are found by how they begin, so a
// shorter one finds them all. What has figures is taken as it is.
function bare(word) {
  const short = word.replace(/([ae]ndenas?|[aeo]rnas?|enas?|ans?|(?<!h)e[nt]s?|(?<=[åäöy])ns?)$/, "");
  return /\d/.test(word) || short.length < 3 ? word : short;
}

export function words(query) {
  const all = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const telling = all.filter((word) => !SMALL.has(word));
  return telling.length ? telling : all;
}

// Hits on all the words, best first: what has them as they were asked for before what has another form.
// When there are none: on any of them, those with most words first. A question in quotation marks is asked as it is.
export async function found(index, query, filters = {}) {
  const ask = async (asked) => (await index.search(asked, { filters })).results;
  if (/^\s*".+"\s*$/.test(query)) return { hits: await ask(query), loose: false };
  const asked = words(query);
  const hits = await ask(asked.map(bare).join(" ") || null);
  const exact = asked.some((word) => bare(word) !== word) ? await ask(asked.join(" ")) : [];
  if (hits.length || asked.length < 2) return { hits: ranked([hits, exact]).filter((hit) => hits.includes(hit)), loose: false };
  const lists = await Promise.all(asked.map((word) => ask(bare(word))));
  return { hits: ranked(lists, 1000), loose: true };
}

// The hits of several lists by the sum of their scores, and of `each` for every list that has them.
function ranked(lists, each = 0) {
  const tally = new Map();
  for (const hit of lists.flat()) {
    const before = tally.get(hit.id) ?? { hit, score: 0 };
    tally.set(hit.id, { ...before, score: before.score + each + hit.score });
  }
  return [...tally.values()].sort((one, other) => other.score - one.score).map((one) => one.hit);
}
