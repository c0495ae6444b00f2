import { EventEmitter, on } from "node:events";
import {
  defaultFieldResolver,
  execute,
  type ExecutionResult,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { SubgraphDefinition } from "./subgraph-server.js";

/**
 * A shop in four subgraphs, rich in what federation allows: several keys, an entity interface and
 * its `@interfaceObject`, a union, nested `@requires`, `@provides`, lists of lists, hidden elements.
 * The same resolvers over the same data answer as a monolith: the oracle.
 */

type Row = Record<string, unknown> & { __typename: string; id: string };

const USERS: Row[] = [
  {
    __typename: "User",
    id: "u1",
    email: "ada@shop",
    name: "Ada",
    role: "ADMIN",
    friendIds: ["u2", "u3"],
  },
  { __typename: "User", id: "u2", email: "bo@shop", name: "Bo", role: "BUYER", friendIds: ["u1"] },
  { __typename: "User", id: "u3", email: "cy@shop", name: null, role: null, friendIds: [] },
];
const PRODUCTS: Row[] = [
  {
    __typename: "Book",
    id: "b1",
    name: "Lanes",
    price: 12,
    pages: 300,
    size: { height: 20, weight: 2 },
    authorId: "u2",
    tags: [["a", "b"], []],
    stock: 3,
  },
  {
    __typename: "Book",
    id: "b2",
    name: "Courtyards",
    price: 30,
    pages: 80,
    size: null,
    authorId: null,
    tags: [],
    stock: 0,
  },
  {
    __typename: "Film",
    id: "f1",
    name: "Roofs",
    price: 7,
    minutes: 95,
    size: { height: 1, weight: 1 },
    directorId: "u1",
    tags: [["c"], null],
    stock: 9,
  },
];
const BUNDLES: Row[] = [
  { __typename: "Bundle", id: "x1", title: "All", itemIds: ["b1", "f1", "b1"] },
];
const REVIEWS: Row[] = [
  { __typename: "Review", id: "r1", body: "Good", stars: 5, authorId: "u1", productId: "b1" },
  { __typename: "Review", id: "r2", body: "Fair", stars: 3, authorId: "u2", productId: "b1" },
  { __typename: "Review", id: "r3", body: null, stars: 1, authorId: "u3", productId: "f1" },
  { __typename: "Review", id: "r4", body: "Long", stars: 4, authorId: "u1", productId: "b2" },
];
const ALL = [...USERS, ...PRODUCTS, ...BUNDLES, ...REVIEWS];

const find = (id: unknown): Row | undefined => ALL.find((row) => row.id === id);
const userBy = (key: Row): Row | undefined =>
  USERS.find((user) => user.id === key.id || user["email"] === key["email"]);
const limited = <T>(rows: T[], limit: unknown): T[] =>
  typeof limit === "number" ? rows.slice(0, limit) : rows;
const typed = { __resolveType: (row: Row) => row.__typename };

export const events = new EventEmitter();

const reviewsOf = (row: Row, { limit }: { limit?: number }) =>
  limited(
    REVIEWS.filter((review) => review["productId"] === row.id),
    limit,
  );
const product = {
  price: ({ price }: Row, { currency }: { currency?: string }) =>
    currency === "EUR" ? (price as number) * 2 : price,
  reviews: reviewsOf,
  stars: (row: Row) => reviewsOf(row, {}).map((review) => review["stars"]),
  inStock: ({ id }: Row) => (find(id)!["stock"] as number) > 0,
  shipping: ({ size, price }: { size: { weight: number } | null; price: number }) =>
    size ? size.weight * price : null,
};

const resolvers: Record<string, Record<string, unknown>> = {
  Query: {
    me: () => USERS[0],
    users: () => USERS,
    user: (_: unknown, { id }: { id: string }) => USERS.find((user) => user.id === id),
    products: (_: unknown, { first }: { first?: number }) => limited(PRODUCTS, first),
    product: (_: unknown, { id }: { id: string }) => PRODUCTS.find((row) => row.id === id),
    search: () => [...PRODUCTS, ...BUNDLES, null],
    shelves: () => [[PRODUCTS[0], BUNDLES[0]], [], [PRODUCTS[2], PRODUCTS[2]]],
    bundle: () => BUNDLES[0],
    reviews: () => REVIEWS,
    stocked: () => PRODUCTS.filter((row) => (row["stock"] as number) > 0),
  },
  Mutation: {
    rename: (_: unknown, { id, name }: { id: string; name: string }) => ({ ...find(id), name }),
    praise: (_: unknown, { id }: { id: string }) => find(id),
  },
  Subscription: {
    reviewed: {
      // No generator: it could not be closed while it waits for an event.
      subscribe: () => {
        const source = on(events, "reviewed");
        queueMicrotask(() => events.emit("subscribed"));
        return {
          next: async () => {
            const { done, value } = (await source.next()) as IteratorResult<[string]>;
            return done
              ? { done, value: undefined }
              : { done, value: { reviewed: find(value[0]) } };
          },
          return: () => source.return!(),
          [Symbol.asyncIterator]() {
            return this;
          },
        };
      },
    },
  },
  User: {
    friends: (user: Row) => (user["friendIds"] as string[]).map(find),
    greeting: ({ name }: Row, { formal }: { formal?: boolean }) =>
      `${formal ? "Dear" : "Hi"} ${String(name)}`,
    reviews: ({ id }: Row, { limit }: { limit?: number }) =>
      limited(
        REVIEWS.filter((review) => review["authorId"] === id),
        limit,
      ),
    badge: ({ role, name }: Row) => `${String(role)}/${String(name)}`,
  },
  Product: typed,
  Item: typed,
  Named: typed,
  Book: { ...product, author: (book: Row) => find(book["authorId"]) },
  Film: { ...product, director: (film: Row) => find(film["directorId"]) },
  Bundle: { items: (bundle: Row) => (bundle["itemIds"] as string[]).map(find) },
  Review: {
    author: (review: Row) => find(review["authorId"]),
    product: (review: Row) => find(review["productId"]),
  },
};

/** Only what the subgraph itself knows, so that whatever it requires has to be sent to it. */
const known = (key: Row, fields: readonly string[]): Row | null => {
  const row = key.__typename === "User" ? userBy(key) : find(key.id);
  if (!row) return null;
  const own = Object.fromEntries(fields.map((field) => [field, row[field]]));
  return { ...(row && { __typename: row.__typename, id: row.id }), ...own, ...key } as Row;
};
const reference = (...fields: string[]) => ({
  __resolveReference: (key: Row) => known(key, fields),
});
const pick = (type: string, ...fields: string[]) =>
  Object.fromEntries(fields.map((field) => [field, resolvers[type]![field]]));
const stub = (id: unknown): object | null => {
  const row = find(id);
  return row ? { __typename: row.__typename, id: row.id } : null;
};

export const SHOP: SubgraphDefinition[] = [
  {
    name: "accounts",
    typeDefs: /* GraphQL */ `
      type Query {
        me: User!
        users: [User!]!
        user(id: ID!): User @shareable
      }
      type Mutation {
        rename(id: ID!, name: String!): User!
      }
      interface Named {
        name: String
      }
      type User implements Named @key(fields: "id") @key(fields: "email") {
        id: ID!
        email: String!
        name: String @shareable
        role: Role
        friends: [User!]!
        greeting(formal: Boolean = false): String!
      }
      enum Role {
        ADMIN
        BUYER
        AUDITOR @inaccessible
      }
    `,
    resolvers: {
      Query: pick("Query", "me", "users", "user"),
      Mutation: pick("Mutation", "rename"),
      Named: typed,
      User: {
        ...pick("User", "friends", "greeting"),
        ...reference("email", "name", "role", "friendIds"),
      },
    },
  },
  {
    name: "products",
    typeDefs: /* GraphQL */ `
      type Query {
        products(first: Int): [Product!]!
        product(id: ID!): Product
        search: [Item]!
        shelves: [[Item!]!]!
        bundle: Bundle!
      }
      enum Currency {
        USD
        EUR
      }
      interface Product @key(fields: "id") {
        id: ID!
        name: String
        price(currency: Currency = USD): Int!
        size: Size
        tags: [[String!]]!
      }
      type Size @shareable {
        height: Int!
        weight: Int!
      }
      type Book implements Product @key(fields: "id") {
        id: ID!
        name: String
        price(currency: Currency = USD): Int!
        size: Size
        tags: [[String!]]!
        pages: Int!
        author: User
      }
      type Film implements Product @key(fields: "id") {
        id: ID!
        name: String
        price(currency: Currency = USD): Int!
        size: Size
        tags: [[String!]]!
        minutes: Int!
        director: User
      }
      type Bundle @key(fields: "id") {
        id: ID!
        title: String!
        items: [Item!]!
      }
      union Item = Book | Film | Bundle
      type User @key(fields: "id", resolvable: false) {
        id: ID!
      }
    `,
    resolvers: {
      Query: pick("Query", "products", "product", "search", "shelves", "bundle"),
      Product: { ...typed, __resolveReference: (key: Row) => find(key.id) },
      Item: typed,
      Book: {
        price: product.price,
        author: (book: Row) => stub(book["authorId"]),
        __resolveReference: (key: Row) => find(key.id),
      },
      Film: {
        price: product.price,
        director: (film: Row) => stub(film["directorId"]),
        __resolveReference: (key: Row) => find(key.id),
      },
      Bundle: { ...pick("Bundle", "items"), __resolveReference: (key: Row) => find(key.id) },
    },
  },
  {
    name: "reviews",
    typeDefs: /* GraphQL */ `
      type Query {
        reviews: [Review!]!
        user(id: ID!): User @shareable
      }
      type Mutation {
        praise(id: ID!): Review
      }
      type Subscription {
        reviewed: Review!
      }
      type Review @key(fields: "id") {
        id: ID!
        body: String
        stars: Int!
        author: User! @provides(fields: "name")
        product: Product!
      }
      type User @key(fields: "id") {
        id: ID!
        name: String @external
        role: Role @external
        reviews(limit: Int): [Review!]!
        badge: String! @requires(fields: "role name")
      }
      enum Role {
        ADMIN
        BUYER
      }
      type Product @interfaceObject @key(fields: "id") {
        id: ID!
        reviews(limit: Int): [Review!]!
        stars: [Int!]!
      }
    `,
    resolvers: {
      Query: {
        reviews: () => REVIEWS,
        user: (_: unknown, { id }: { id: string }) =>
          userBy({ __typename: "User", id }) ? { id } : null,
      },
      Mutation: pick("Mutation", "praise"),
      Subscription: pick("Subscription", "reviewed"),
      Review: {
        author: (review: Row) => {
          const { id, name } = find(review["authorId"])!;
          return { id, name };
        },
        product: (review: Row) => ({ id: review["productId"] }),
        __resolveReference: (key: Row) => find(key.id),
      },
      User: { ...pick("User", "reviews", "badge"), __resolveReference: (key: Row) => key },
      Product: {
        reviews: product.reviews,
        stars: product.stars,
        __resolveReference: (key: Row) => key,
      },
    },
  },
  {
    name: "inventory",
    typeDefs: /* GraphQL */ `
      type Query {
        stocked: [Book!]!
      }
      enum Currency {
        USD
        EUR
      }
      type Book @key(fields: "id") {
        id: ID!
        price(currency: Currency = USD): Int! @external
        size: Size @external
        inStock: Boolean!
        shipping: Int @requires(fields: "price size { weight }")
      }
      type Film @key(fields: "id") {
        id: ID!
        price(currency: Currency = USD): Int! @external
        size: Size @external
        inStock: Boolean!
        shipping: Int @requires(fields: "price size { weight }")
      }
      type Size @shareable {
        height: Int!
        weight: Int!
      }
    `,
    resolvers: {
      Query: {
        stocked: () =>
          PRODUCTS.filter((row) => row.__typename === "Book").map(({ id }) => ({ id })),
      },
      Book: { inStock: product.inStock, shipping: product.shipping, ...reference() },
      Film: { inStock: product.inStock, shipping: product.shipping, ...reference() },
    },
  },
];
resolvers["Query"]!["stocked"] = () => PRODUCTS.filter((row) => row.__typename === "Book");

/** What one server with all the data would answer. */
export async function answerAsMonolith(
  schema: GraphQLSchema,
  query: string,
  variableValues: Record<string, unknown> = {},
): Promise<ExecutionResult> {
  return execute({
    schema,
    document: parse(query),
    variableValues,
    fieldResolver(source, args, context, info) {
      const resolve = resolvers[info.parentType.name]?.[info.fieldName];
      return typeof resolve === "function"
        ? (resolve as (source: unknown, args: unknown) => unknown)(source, args)
        : defaultFieldResolver(source, args, context, info);
    },
    typeResolver: (value) => (value as Row).__typename,
  });
}
