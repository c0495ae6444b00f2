import { EventEmitter, on } from "node:events";
import { type ExecutionResult, parse, validate } from "graphql";
import {
  createApolloPlanner,
  createHttpDataSource,
  createOperatorDataSource,
  createStaticOperatorDirectory,
  type DataSource,
  execute,
  type OperatorDataSourceOptions,
  type OperatorEntry,
  type OperatorLimits,
  operatorOutcomes,
  prepareOperation,
  readOperatorRules,
  subscribe,
} from "../../src/index.js";
import { operatorSpecSdl } from "./operator-spec.js";
import { compose } from "./federation.js";
import { startSubgraph, type StreamContext, type SubgraphServer } from "./subgraph-server.js";

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@external", "@requires", "@shareable", "@composeDirective"])\n`;

const ORDER = `orderBy: ["reportedAt:desc", "id:desc"]`;

/** Served by every operator. */
export const WORKS = `${FEDERATION}${operatorSpecSdl}
  type Query {
    workOrder(id: ID!): WorkOrder @operator(arg: "id")
    workOrders(firm: ID, first: Int! = 20, after: String): WorkOrders
      @operator(arg: "firm") @gather(${ORDER})
    byTime(first: Int, after: String): WorkOrders @gather(orderBy: ["reportedAt:desc"])
    recent: [WorkOrder!] @gather(${ORDER})
    workOrdersOf(firms: [ID!]): [WorkOrder!] @operator(arg: "firms")
  }
  type Mutation { close(input: CloseInput!): WorkOrder @operator(arg: "input.id") }
  type Subscription {
    reported: WorkOrder @gather(orderBy: ["id"])
    reportedAt(firm: ID!): WorkOrder @operator(arg: "firm")
    happened(firm: ID, after: String): Happening @operator(arg: "firm") @gather(orderBy: [])
  }
  type Happening { cursor: String! what: String }
  input CloseInput { id: ID! }
  type WorkOrder @key(fields: "id") @operator(by: "id") {
    id: ID!
    title: String
    reportedAt: Int
    secret: String
  }
  type WorkOrders { edges: [WorkOrderEdge!]! pageInfo: PageInfo! totalCount: Int }
  type WorkOrderEdge { cursor: String! node: WorkOrder! }
  type PageInfo @shareable {
    hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String
  }
  type Firm @key(fields: "id") @operator(by: "id") { id: ID! motto: String }
  type Community @key(fields: "id") {
    id: ID!
    firms: [Firm!] @external
    orders: [WorkOrder!] @requires(fields: "firms { id }") @operator(by: "firms.id")
    main: Firm @external
    hotline: String @requires(fields: "main { id }") @operator(by: "main.id")
    works(first: Int! = 20, after: String): WorkOrders @gather(${ORDER})
    latest: [WorkOrder!] @gather(${ORDER})
    keeper: Firm @gather(orderBy: [])
  }`;

const TOWN = `${FEDERATION}
  type Query { communities: [Community!]! complaints: [Complaint!]! }
  type Community @key(fields: "id") { id: ID! firms: [Firm!] main: Firm }
  type Firm @key(fields: "id") { id: ID! name: String }
  type Complaint { id: ID! order: WorkOrder }
  type WorkOrder @key(fields: "id", resolvable: false) { id: ID! }`;

export interface Order {
  readonly id: string;
  readonly reportedAt: number;
  readonly title?: string;
}

/** What the town knows: whose orders its complaints have led to, and which firms serve where. */
export interface Town {
  readonly orders?: readonly string[];
  readonly communities?: readonly { id: string; firms: string[] | null; main?: string }[];
}

export const orderId = (operator: string, n: number): string =>
  `wo_${operator}_${String(n).padStart(26, "0")}`;

export interface OperatorWorld extends AsyncDisposable {
  /** By the id of the first operator that each serves. */
  readonly servers: Readonly<Record<string, SubgraphServer>>;
  readonly source: DataSource;
  /** Everything that is reported, by the server's name. */
  readonly events: EventEmitter;
  run(
    query: string,
    variables?: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<{
    data?: any;
    errors?: { message: string; path: unknown; extensions: Record<string, unknown> }[];
    extensions: { operators: { id: string; status: string; milliseconds: number }[] };
  }>;
  stream(
    query: string,
    variables?: Record<string, unknown>,
  ): AsyncGenerator<ExecutionResult, void, undefined>;
  /** Writes into the log that `happened` reads, of a server. */
  log(server: string, ...what: string[]): void;
  /** Lets a server's streams wait before they begin. @returns lets them begin. */
  hold(server: string): () => void;
}

export interface OperatorWorldOptions {
  /** The orders of each operator; `"f03+f04"` is one server for both. */
  readonly orders: Readonly<Record<string, readonly Order[]>>;
  readonly town?: Town;
  readonly limits?: OperatorLimits;
  readonly cursorKeys?: OperatorDataSourceOptions["cursorKeys"];
  /** Entries of the directory beside those of the servers. */
  readonly more?: readonly OperatorEntry[];
}

/** A server for each operator, the town's subgraph, and the executor before them. */
export async function startOperators(options: OperatorWorldOptions): Promise<OperatorWorld> {
  const events = new EventEmitter().setMaxListeners(0);
  const logs: Logs = new Map();
  const holds: Holds = new Map();
  const town = await startSubgraph({
    name: "town",
    typeDefs: TOWN,
    resolvers: townResolvers(options.town ?? {}),
  });
  const list = await Promise.all(
    Object.entries(options.orders).map(([name, orders]) =>
      startSubgraph({
        name,
        typeDefs: WORKS,
        resolvers: worksResolvers(name.split("+"), orders, events, logs, holds),
      }),
    ),
  );
  const supergraph = compose([
    { name: "town", typeDefs: TOWN, url: town.url },
    { name: "works", typeDefs: WORKS },
  ]);
  const { planner, apiSchema: schema } = createApolloPlanner(supergraph);
  const entries = list.flatMap(({ name, url }) =>
    name.split("+").map((id) => ({ id, url, keys: [`firm_${id}`] })),
  );
  const source = createOperatorDataSource({
    name: "works",
    rules: readOperatorRules(supergraph, "works"),
    directory: createStaticOperatorDirectory({ works: [...entries, ...(options.more ?? [])] }),
    ...(options.cursorKeys && { cursorKeys: options.cursorKeys }),
    limits: { retryDelayMs: 0, resubscribeMs: 1, ...options.limits },
  });
  const dataSources = new Map([
    ["town", createHttpDataSource({ name: "town", url: town.url })],
    ["works", source],
  ]);
  const prepare = (query: string) => {
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new Error(errors.map((error) => error.message).join("\n"));
    return prepareOperation({ schema, planner, document });
  };
  return {
    servers: Object.fromEntries(list.map((server) => [server.name.split("+")[0]!, server])),
    source,
    events,
    async run(query, variables = {}, signal) {
      const context = { headers: {}, ...(signal && { signal }) };
      const result = await execute(prepare(query), { dataSources, variables, context });
      const extensions = { operators: operatorOutcomes(context) };
      return JSON.parse(JSON.stringify({ ...result, extensions })) as never;
    },
    stream: (query, variables = {}) =>
      subscribe(prepare(query), {
        dataSources,
        variables,
        context: { headers: {} },
        extensions: (received, context) => ({ operators: operatorOutcomes(context, received) }),
      }),
    log(server, ...what) {
      logs.set(server, [...(logs.get(server) ?? []), ...what]);
      events.emit(`log ${server}`);
    },
    hold(server) {
      const held = Promise.withResolvers<void>();
      holds.set(server, held);
      return held.resolve;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...dataSources.values()].map((one) => one.close()));
      await Promise.all([town, ...list].map((server) => server[Symbol.asyncDispose]()));
    },
  };
}

function townResolvers({ orders = [], communities = [] }: Town): Record<string, unknown> {
  return {
    Query: {
      communities: () =>
        communities.map(({ id, firms, main }) => ({
          id,
          firms: firms && firms.map((firm) => ({ id: firm, name: firm })),
          main: main === undefined ? null : { id: main },
        })),
      complaints: () => orders.map((id, index) => ({ id: `c${index}`, order: { id } })),
    },
  };
}

/** What has happened at each server, in its order. */
type Logs = Map<string, readonly string[]>;

/** Servers whose streams do not begin before these resolve. */
type Holds = Map<string, PromiseWithResolvers<void>>;

/** From a cursor or from now on, like an outbox; `0-0` is before everything. */
function readLog(server: string, after: string | undefined, events: EventEmitter, logs: Logs) {
  const log = (): readonly string[] => logs.get(server) ?? [];
  let place = after ? Number(after.split("-")[1]) : log().length;
  const woken = on(events, `log ${server}`);
  queueMicrotask(() => events.emit("subscribed", server));
  return {
    async next() {
      while (place >= log().length) {
        if ((await woken.next()).done) return { done: true, value: undefined };
      }
      place += 1;
      const happened = { cursor: `1-${place}`, what: log()[place - 1] };
      return { done: false, value: { happened } };
    },
    return: () => woken.return!(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const newestFirst = (a: Order, b: Order): number =>
  b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1);

function worksResolvers(
  ids: readonly string[],
  orders: readonly Order[],
  events: EventEmitter,
  logs: Logs,
  holds: Holds,
): Record<string, unknown> {
  // Anew for each request: a test may change what there is.
  const sorted = (): Order[] => [...orders].sort(newestFirst);
  const ofFirm = (firm: string): Order[] =>
    sorted().filter(({ id }) => id.startsWith(`wo_${firm.replace("firm_", "")}_`));
  const find = (id: string): Order | null => sorted().find((order) => order.id === id) ?? null;
  const field = (name: string) => ({
    // No generator: it could not be closed while it waits for an event.
    subscribe: () => {
      const source = on(events, ids[0]!);
      queueMicrotask(() => events.emit("subscribed", ids[0]));
      return {
        next: async () => {
          const { done, value } = (await source.next()) as IteratorResult<[Order]>;
          return done ? { done, value: undefined } : { done, value: { [name]: value[0] } };
        },
        return: () => source.return!(),
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  });
  return {
    Query: {
      workOrder: (_: unknown, { id }: { id: string }) => find(id),
      workOrders: (_: unknown, args: { firm?: string; first: number; after?: string }) =>
        page(args.firm == null ? sorted() : ofFirm(args.firm), args),
      byTime: (_: unknown, args: { first?: number; after?: string }) =>
        page(sorted(), { ...args, first: args.first ?? 100 }),
      recent: () => sorted(),
      workOrdersOf: (_: unknown, { firms }: { firms: string[] }) => firms.flatMap(ofFirm),
    },
    Mutation: { close: (_: unknown, { input }: { input: Order }) => find(input.id) },
    Subscription: {
      reported: field("reported"),
      reportedAt: field("reportedAt"),
      happened: {
        subscribe: async (_: unknown, { after }: { after?: string }, context: StreamContext) => {
          await holds.get(ids[0]!)?.promise;
          context.beginning = after ?? `1-${logs.get(ids[0]!)?.length ?? 0}`;
          return readLog(ids[0]!, after, events, logs);
        },
      },
    },
    WorkOrder: {
      __resolveReference: ({ id }: Order) => find(id),
      secret: ({ id }: Order) => {
        throw new Error(`Not for you: ${id}`);
      },
    },
    Firm: { motto: ({ id }: { id: string }) => `${id} of ${ids.join("+")}` },
    Community: {
      orders: ({ firms }: { firms: { id: string }[] }) => firms.flatMap(({ id }) => ofFirm(id)),
      works: (_: unknown, args: { first: number; after?: string }) => page(sorted(), args),
      latest: () => sorted(),
      keeper: () => (ids.includes("f02") ? { id: "firm_f02" } : null),
      hotline: ({ main }: { main: { id: string } }) => `${main.id}!`,
    },
  };
}

/** By keyset, like a real server: the cursor is opaque to all but this. */
function page(sorted: readonly Order[], { first, after }: { first: number; after?: string }) {
  const cursorOf = ({ reportedAt, id }: Order): string =>
    Buffer.from(JSON.stringify([reportedAt, id])).toString("base64");
  const begin =
    after == null ? 0 : sorted.findIndex((order) => cursorOf(order) === after) + 1 || NaN;
  if (Number.isNaN(begin)) throw new Error("Not my cursor.");
  const edges = sorted
    .slice(begin, begin + first)
    .map((node) => ({ node, cursor: cursorOf(node) }));
  return {
    edges,
    totalCount: sorted.length,
    pageInfo: {
      hasNextPage: begin + first < sorted.length,
      hasPreviousPage: begin > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
