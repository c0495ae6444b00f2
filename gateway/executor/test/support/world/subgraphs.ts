import { buildSubgraphSchema } from "@apollo/subgraph";
import {
  execute,
  type ExecutionResult,
  getOperationAST,
  type GraphQLSchema,
  parse,
  subscribe,
  type SubscriptionArgs,
  validate,
} from "graphql";
import type { DataSource, SubgraphRequest, SubgraphResponse } from "../../../src/index.js";
import type { Field, World } from "./model.js";
import type { Effects } from "./root-fields.js";
import { type Thing, Values } from "./values.js";

type Representation = Readonly<Record<string, unknown>>;

/**
 * A subgraph of a world, asked without a network between: its answers still are JSON.
 *
 * @param effects - of all subgraphs: a mutation of one shows in the next one's.
 */
export function sourceOf(
  world: World,
  { name, typeDefs }: { name: string; typeDefs: string },
  labels: ReadonlySet<string>,
  effects: Effects,
): DataSource {
  const values = new Values(world, effects);
  const home = world.subgraphs.indexOf(name);
  const schema = buildSubgraphSchema([
    { typeDefs: parse(typeDefs), resolvers: resolversOf(world, home, values) as never },
  ]);
  const argumentsOf = ({ query, variables }: SubgraphRequest): SubscriptionArgs => ({
    schema,
    document: parse(query),
    variableValues: JSON.parse(JSON.stringify(variables ?? {})) as Record<string, unknown>,
    rootValue: ROOT,
    subscribeFieldResolver: events,
    fieldResolver: (source: Thing, args: Record<string, unknown>, _, info) => {
      const type = info.parentType.name;
      const field = values.fieldOf(type, info.fieldName);
      const overridden = field?.overridden;
      if (overridden) {
        const isNew = overridden.label === undefined || labels.has(overridden.label);
        if (isNew === (overridden.home === home)) throw new Error(`${name} is not to be asked`);
      }
      if (field?.requires !== undefined && field.homes.includes(home)) {
        if (!source.told) throw new Error(`${name} was not told what ${field.name} requires`);
        return values.computedFrom(field, source.told);
      }
      const value = values.valueOf({ ...source, __typename: type }, info.fieldName, args);
      return field?.provides === undefined ? value : told(values, value, field);
    },
  });
  return {
    async execute(request) {
      const errors = validate(schema, parse(request.query));
      if (errors.length > 0) return { data: null, errors: errors.map((error) => error.toJSON()) };
      return toJson(await execute(argumentsOf(request)));
    },
    async *subscribe(request) {
      for await (const event of eventsIn(await subscribe(argumentsOf(request))))
        yield toJson(event);
    },
    close: () => Promise.resolve(),
  };
}

const ROOT: Thing = { __typename: "Query", identity: "Query" };

/** What every subscription has. */
async function* events(): AsyncGenerator<Thing> {
  for (const number of [1, 2, 3]) {
    yield { __typename: "Subscription", identity: `event ${number}` };
  }
}

function eventsIn(
  stream: ExecutionResult | AsyncGenerator<ExecutionResult>,
): AsyncGenerator<ExecutionResult> {
  if (Symbol.asyncIterator in stream) return stream;
  throw new Error(`There is no stream: ${JSON.stringify(stream)}`);
}

const toJson = (result: ExecutionResult): SubgraphResponse =>
  JSON.parse(JSON.stringify(result)) as SubgraphResponse;

/** Objects with a field that their subgraph knows here, and may compute other fields from. */
function told(values: Values, value: unknown, field: Field): unknown {
  if (Array.isArray(value)) return value.map((item) => told(values, item, field));
  if (value === null) return null;
  const thing = value as Thing;
  const { provides: name = "", providesOn } = field;
  if (providesOn !== undefined && providesOn !== thing.__typename) return thing;
  return { ...thing, told: { [name]: values.valueOf(thing, name) } } satisfies Thing;
}

function resolversOf(world: World, home: number, values: Values): Record<string, unknown> {
  const __resolveReference = (told: Representation): Thing | null => {
    const thing = values.find(told);
    return thing ? { ...thing, told } : null;
  };
  const __resolveType = (thing: Thing): string => thing.__typename;
  const resolvers: Record<string, unknown> = {};
  for (const { name, keys } of world.entities) {
    const isResolvable = keys.get(home)?.some((key) => key.isResolvable);
    if (isResolvable) resolvers[name] = { __resolveReference };
  }
  for (const { name, homes, objects } of world.interfaces) {
    if (homes.includes(home)) {
      resolvers[name] = { __resolveType, ...(objects.length > 0 && { __resolveReference }) };
    } else if (objects.some((object) => object.home === home))
      resolvers[name] = { __resolveReference };
  }
  for (const { name, members } of world.unions) {
    if (members.has(home)) resolvers[name] = { __resolveType };
  }
  return resolvers;
}

/** What one server that knows the whole world answers: one result, or one for each event. */
export async function answerWorld(
  world: World,
  schema: GraphQLSchema,
  query: string,
  variableValues: Record<string, unknown>,
): Promise<ExecutionResult[]> {
  const values = new Values(world);
  const document = parse(query);
  const server: SubscriptionArgs = {
    schema,
    document,
    variableValues,
    rootValue: ROOT,
    subscribeFieldResolver: events,
    fieldResolver: (source: Thing, args: Record<string, unknown>, _, info) =>
      values.valueOf({ ...source, __typename: info.parentType.name }, info.fieldName, args),
    typeResolver: (thing: Thing) => thing.__typename,
  };
  if (getOperationAST(document)?.operation !== "subscription") return [await execute(server)];
  return listOf(eventsIn(await subscribe(server)));
}

/** All that comes of a stream. */
export async function listOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of stream) list.push(item);
  return list;
}
