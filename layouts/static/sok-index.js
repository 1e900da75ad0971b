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
// shorter one finds them all. What stands in quotation marks, or has figures, is taken as it is.
function bare(word) {
  const short = word.replace(/([aeo]rnas?|enas?|ans?|(?<!h)e[nt]s?|(?<=[åäöy])ns?)$/, "");
  return /\d/.test(word) || short.length < 3 ? word : short;
}

export function words(query) {
  const all = query.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const telling = all.filter((word) => !SMALL.has(word));
  return (telling.length ? telling : all).map(bare);
}

// Hits on all the words, best first. When there are none: on any of them, those with most words first.
export async function found(index, query, filters = {}) {
  const asked = /^\s*".+"\s*$/.test(query) ? [query] : words(query);
  const hits = (await index.search(asked.join(" ") || null, { filters })).results;
  if (hits.length || asked.length < 2) return { hits, loose: false };
  const tally = new Map();
  for (const word of asked) {
    for (const hit of (await index.search(word, { filters })).results) {
      const before = tally.get(hit.id);
      tally.set(hit.id, { hit: before?.hit ?? hit, score: (before?.score ?? 0) + 1000 + hit.score });
    }
  }
  const ranked = [...tally.values()].sort((one, other) => other.score - one.score);
  return { hits: ranked.map((one) => one.hit), loose: true };
}
