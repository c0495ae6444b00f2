import {
  type AnyVariables,
  Client,
  createRequest,
  fetchExchange,
  subscriptionExchange,
  type TypedDocumentNode,
} from "@urql/core";
import { createContext, onCleanup, type ParentProps, useContext } from "solid-js";

import { useSession } from "../session/session.jsx";
import { type Live, makeLive } from "./live/live.js";
import { type Problem, toProblems } from "./problem.js";

/** What the hub said: data, problems, or some of both when a party was down. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly problems: readonly Problem[];
}

/** What a screen is told of the place of what it follows. */
export interface Place {
  /** From now on everything comes; again after each reconnection. */
  readonly placed?: () => void;
  /** Something will not come: load the present state. */
  readonly missed?: () => void;
}

/** The hub, as one signed-in person reaches it. */
export interface Graph {
  readonly live: Live;
  ask<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>>;
  change<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Answer<Data>>;
  /** @returns a function that ends the subscription */
  follow<Data, Variables extends AnyVariables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    take: (answer: Answer<Data>) => void,
    place?: Place,
  ): () => void;
  dispose(): void;
}

/** Makes the graph for a token; urql keeps no cache, as every screen shows what the hub says now. */
export function makeGraph(token: string, onRefused: () => void): Graph {
  const live = makeLive({
    url: `${location.origin}/graphql`,
    token,
    onRefused,
  });
  const client = new Client({
    url: "/graphql",
    // Apollo Server's CSRF check refuses plain GETs.
    preferGetMethod: false,
    requestPolicy: "network-only",
    fetchOptions: {
      headers: {
        authorization: `Bearer ${token}`,
        // urql also offers event streams, which a query needs none of: an answer comes as one JSON.
        accept: "application/graphql-response+json, application/json",
      },
    },
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }, { context }) => ({
          subscribe: (sink) => {
            const { placed, missed } = (context["place"] ?? {}) as Place;
            return {
              unsubscribe: live.subscribe(
                { query: query ?? "", variables: { ...variables } },
                {
                  next: (result) => sink.next(result as never),
                  error: (error) => sink.error(error),
                  complete: () => sink.complete(),
                  placed: () => placed?.(),
                  missed: () => missed?.(),
                },
              ),
            };
          },
        }),
      }),
    ],
  });

  const answered = <Data,>(answer: Answer<Data>): Answer<Data> => {
    const { problems } = answer;
    if (
      problems.some(
        ({ code }) =>
          code === "UNAUTHENTICATED" || code === "TOKEN_EXPIRED" || code === "TOKEN_INVALID",
      )
    )
      onRefused();
    return answer;
  };

  let asked = 0;
  return {
    live,
    async ask(document, variables) {
      // Under one key urql gives who asks meanwhile the answer that is on its way already, though what
      // made them ask may be newer than that. Its own keys are never negative.
      const request = { ...createRequest(document, variables), key: -++asked };
      const { data, error } = await client.executeQuery(request).toPromise();
      return answered({ data: data ?? undefined, problems: toProblems(error) });
    },
    async change(document, variables) {
      const { data, error } = await client.mutation(document, variables).toPromise();
      return answered({ data: data ?? undefined, problems: toProblems(error) });
    },
    follow(document, variables, take, place) {
      const { unsubscribe } = client
        .subscription(document, variables, { place })
        .subscribe(({ data, error }) => {
          take(answered({ data: data ?? undefined, problems: toProblems(error) }));
        });
      return unsubscribe;
    },
    dispose: () => live.dispose(),
  };
}

const GraphContext = createContext<Graph>();

/** Gives the graph of the present session to the screens inside. */
export function GraphProvider(props: ParentProps<{ readonly token: string }>) {
  const session = useSession();
  // The token does not change while this provider lives: another sign-in mounts another provider.
  const graph = makeGraph(props.token, () => session.signOut("expired"));
  onCleanup(() => graph.dispose());
  return <GraphContext.Provider value={graph}>{props.children}</GraphContext.Provider>;
}

/** The graph of the signed-in person. */
export function useGraph(): Graph {
  const graph = useContext(GraphContext);
  if (!graph) throw new Error("useGraph needs a GraphProvider around it");
  return graph;
}
