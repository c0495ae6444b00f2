import { makeLive } from "@hutong/client-kit/live";
import { WebSocket } from "ws";

/** What a client has been told, however it listens. */
export interface Listener {
  readonly how: string;
  /** The only case it hears of, if not of all. */
  readonly complaint: string | undefined;
  /** The party's own cursor of each event, as they came. */
  readonly got: string[];
  /** What it should never have been told: gaps, errors, an end. */
  readonly problems: string[];
  /** Resolves when its stream stands for the first time. */
  readonly placed: Promise<void>;
  stop(): void;
}

/** What a listener subscribes to. */
export interface Listening {
  readonly url: string;
  readonly query: string;
  readonly token: string;
  /** The only case that the query asks for, if not for all. */
  readonly complaint?: string | undefined;
  /** Called whenever something came. */
  readonly onNews: () => void;
  /** Given each connection of {@link listenOverWebSocket}. */
  readonly onSocket?: (socket: WebSocket) => void;
}

type Result = {
  data?: { complaintChanged: { cursor: string; complaint: { number: string } } } | null;
  errors?: readonly { message?: string; extensions?: { code?: string } }[];
  extensions?: { cursor?: string; gap?: object };
};

/** A result that the hub sends before it ends a stream which is to be taken up again. */
const passing = ["SHUTTING_DOWN", "SLOW_CONSUMER", "SUBGRAPH_UNAVAILABLE", "SUBGRAPH_TIMEOUT"];
const isPassing = ({ errors }: Result): boolean =>
  passing.includes(errors?.[0]?.extensions?.code ?? "");
/** The hub is heard every 12 s: who was silent for longer is gone. */
const silentMs = 15_000;

/** A page of ours: the clients' own transport, over WebSocket. */
export function listenAsPage(listening: Listening): Listener {
  const { url, query, token } = listening;
  const { listener, place, problem, event } = makeListener("page", listening);
  const live = makeLive({ url, token, onRefused: () => problem("refused") });
  live.subscribe(
    { query, variables: {} },
    {
      next: (result) => {
        const { data } = result as Result;
        if (data || !isPassing(result as Result)) event(result as Result);
      },
      error: (error) => problem(`error ${JSON.stringify(error)}`),
      complete: () => problem("complete"),
      placed: place,
      missed: () => problem("missed"),
    },
  );
  return { ...listener, stop: () => live.dispose() };
}

/** A client that others wrote by the protocol's page, over WebSocket. */
export function listenOverWebSocket(listening: Listening): Listener {
  return listenAgainAndAgain("websocket", listening, (cursor, take, signal) => {
    const { url, query, token } = listening;
    const socket = new WebSocket(url.replace("http", "ws"), "graphql-transport-ws");
    listening.onSocket?.(socket);
    return new Promise<void>((resolve) => {
      const watch = watchSilence(() => socket.terminate());
      signal.addEventListener("abort", () => socket.terminate(), { once: true });
      const send = (message: object): void => socket.send(JSON.stringify(message));
      socket.on("open", () =>
        send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } }),
      );
      socket.on("ping", watch.heard);
      socket.on("message", (text) => {
        watch.heard();
        const { type, payload } = JSON.parse(String(text)) as { type: string; payload: unknown };
        if (type === "connection_ack")
          send({
            id: "1",
            type: "subscribe",
            payload: { query, extensions: { resume: cursor === undefined ? {} : { cursor } } },
          });
        if (type === "next") take(payload as Result);
        if (type === "error") take({ errors: payload as Result["errors"] & object });
        if (type === "complete") socket.close();
      });
      socket.on("error", () => undefined);
      socket.on("close", () => {
        watch.end();
        resolve();
      });
    });
  });
}

/** A reader of server-sent events, with the header that `EventSource` sends when it comes back. */
export function listenOverSse(listening: Listening): Listener {
  return listenAgainAndAgain("sse", listening, async (cursor, take, signal) => {
    const { url, query, token } = listening;
    const ending = new AbortController();
    const watch = watchSilence(() => ending.abort());
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "text/event-stream",
          authorization: `Bearer ${token}`,
          ...(cursor !== undefined && { "last-event-id": cursor }),
        },
        body: JSON.stringify({ query }),
        signal: AbortSignal.any([signal, ending.signal]),
      });
      if (response.status !== 200) return take((await response.json()) as Result);
      let rest = "";
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        watch.heard();
        const blocks = (rest + chunk).split("\n\n");
        rest = blocks.pop()!;
        for (const block of blocks) {
          const data = /^data: ?(.+)$/m.exec(block)?.[1];
          const id = /^id: ?(.+)$/m.exec(block)?.[1];
          if (data) take(JSON.parse(data) as Result, id);
          else if (id) take({}, id);
        }
      }
    } finally {
      watch.end();
    }
  });
}

/** Comes back with its cursor, whatever ended the connection, until it is stopped. */
function listenAgainAndAgain(
  how: string,
  listening: Listening,
  connect: (
    cursor: string | undefined,
    take: (result: Result, id?: string) => void,
    signal: AbortSignal,
  ) => Promise<void>,
): Listener {
  const { listener, place, problem, event } = makeListener(how, listening);
  const stopping = new AbortController();
  let cursor: string | undefined;
  const take = (result: Result, id = result.extensions?.cursor): void => {
    if (stopping.signal.aborted) return;
    if (id !== undefined) cursor = id;
    if (id !== undefined) place();
    if (result.extensions?.gap) problem("gap");
    else if (result.data || (result.errors && !isPassing(result))) event(result);
  };
  void (async () => {
    while (!stopping.signal.aborted) {
      await connect(cursor, take, stopping.signal).catch(() => undefined);
      // The protocol asks for a pause that varies.
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
    }
  })();
  return { ...listener, stop: () => stopping.abort() };
}

function makeListener(how: string, { complaint, onNews }: Listening) {
  const got: string[] = [];
  const problems: string[] = [];
  const { promise: placed, resolve: place } = Promise.withResolvers<void>();
  const problem = (text: string): void => {
    problems.push(text);
    onNews();
  };
  const event = ({ data, errors }: Result): void => {
    if (errors || !data?.complaintChanged.complaint.number)
      return problem(`${JSON.stringify(errors)} ${JSON.stringify(data)}`);
    got.push(data.complaintChanged.cursor);
    onNews();
  };
  return { listener: { how, complaint, got, problems, placed }, place, problem, event };
}

function watchSilence(onSilent: () => void): { heard(): void; end(): void } {
  const timer = setTimeout(onSilent, silentMs);
  return { heard: () => void timer.refresh(), end: () => clearTimeout(timer) };
}
