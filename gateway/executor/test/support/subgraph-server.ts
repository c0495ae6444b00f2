import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, type ExecutionResult, parse, validate } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

export interface SubgraphDefinition {
  readonly name: string;
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}

/** The context of a subscription. */
export interface StreamContext {
  /** Set by a resolver: where the stream begins, told to who asks for places. */
  beginning?: string;
}

export interface ReceivedRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers: IncomingMessage["headers"];
}

/** Answers in place of the subgraph; true when it has. */
export type Interceptor = (request: ReceivedRequest, response: ServerResponse) => boolean;

export interface SubgraphServer extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly requests: ReceivedRequest[];
  /** The `connection_init` payloads and upgrade headers of the WebSocket connections so far. */
  readonly connections: { params: unknown; headers: IncomingMessage["headers"] }[];
  intercept: Interceptor | undefined;
  /** Answers as it does where nobody intercepts. */
  respond(request: ReceivedRequest, response: ServerResponse): Promise<void>;
  /** Ends all WebSocket connections: with a close code, or without a word. */
  cut(code?: number): void;
}

/** A real subgraph on loopback: GraphQL over HTTP and graphql-ws. */
export async function startSubgraph(definition: SubgraphDefinition): Promise<SubgraphServer> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(definition.typeDefs), resolvers: definition.resolvers as never },
  ]);
  const requests: ReceivedRequest[] = [];
  const connections: SubgraphServer["connections"] = [];

  const http = createServer((request, response) => {
    void readBody(request).then(async (text) => {
      const received = { ...(JSON.parse(text) as ReceivedRequest), headers: request.headers };
      requests.push(received);
      if (!server.intercept?.(received, response)) await server.respond(received, response);
    });
  });
  const respond: SubgraphServer["respond"] = async (received, response) => {
    const document = parse(received.query);
    const errors = validate(schema, document);
    const result =
      errors.length > 0
        ? { errors }
        : await execute({ schema, document, variableValues: received.variables ?? {} });
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(result));
  };
  const sockets = new WebSocketServer({ server: http });
  const cleanup = useServer(
    {
      schema,
      context: (): StreamContext => ({}),
      onOperation: (_context, _id, { extensions }, { contextValue }, result) => {
        const { beginning } = contextValue as StreamContext;
        const isTold = beginning !== undefined && extensions?.["resume"] !== undefined;
        return isTold ? after(beginning, result as AsyncGenerator<ExecutionResult>) : result;
      },
      onConnect: (context) => {
        connections.push({
          params: context.connectionParams,
          headers: context.extra.request.headers,
        });
      },
    },
    sockets,
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const { port } = http.address() as AddressInfo;

  const server: SubgraphServer = {
    name: definition.name,
    url: `http://127.0.0.1:${port}/graphql`,
    requests,
    connections,
    intercept: undefined,
    respond,
    cut: (code) => {
      for (const socket of sockets.clients) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets.clients) socket.terminate();
      await cleanup.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

/** Events after a message that tells the place; no generator, which could not be left while it waits. */
function after(
  beginning: string,
  events: AsyncGenerator<ExecutionResult>,
): AsyncGenerator<ExecutionResult> {
  let isTold = false;
  return {
    next: async () => {
      if (isTold) return events.next();
      isTold = true;
      return { done: false, value: { extensions: { cursor: beginning } } };
    },
    return: (value) => events.return(value),
    throw: (reason) => events.throw(reason),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: () => events[Symbol.asyncDispose](),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
