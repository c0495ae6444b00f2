// The operations. Each is a function of a seed: no two requests of a run carry the same variables.

const deep = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }
  query Deep($seed: String!) {
    users(seed: $seed) { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User
      reviews { ...Review product { ...Product } } } } } } }
    topProducts(seed: $seed, first: 5) { ...Product reviews { ...Review author { ...User
      reviews { ...Review product { ...Product } } } } }
  }`;

const small = `
  query Small($upc: String!) {
    product(upc: $upc) { upc name price inStock shippingEstimate reviews { id body author { id name } } }
  }`;

const union = `
  query Feed($seed: String!) {
    feed(seed: $seed) {
      __typename
      ... on Product { upc name price inStock shippingEstimate }
      ... on User { id name username }
      ... on Review { id body author { id name } product { upc name } }
      ... on Brand { id rank name country }
      ... on Shop { id rank name capacity }
      ... on Coupon { id rank code percent }
      ... on Article { id rank title words }
      ... on Badge { id rank label level }
    }
  }`;

const compact = (query) => query.replace(/\s+/g, " ").trim();
const shape = (name, title, query, variablesOf) => ({
  name,
  title,
  body: (seed) => JSON.stringify({ query: compact(query), variables: variablesOf(seed) }),
});

export const shapes = [
  shape("deep", "deep list", deep, (seed) => ({ seed })),
  shape("small", "small, distinct variables", small, (seed) => ({ upc: `p1${seed}` })),
  shape("union", "wide union", union, (seed) => ({ seed })),
];

let count = 0;

/** The next seed: `~` and six digits. */
export function nextSeed() {
  count = (count + 1) % 1_000_000;
  return `~${String(count).padStart(6, "0")}`;
}
