import { z } from "zod";

const object = z.record(z.string(), z.unknown());

const clientMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("connection_init"), payload: object.nullish() }),
  z.object({ type: z.literal("ping"), payload: object.nullish() }),
  z.object({ type: z.literal("pong"), payload: object.nullish() }),
  z.object({
    type: z.literal("subscribe"),
    id: z.string().min(1),
    payload: z.object({
      query: z.string(),
      operationName: z.string().nullish(),
      variables: object.nullish(),
      extensions: object.nullish(),
    }),
  }),
  z.object({ type: z.literal("complete"), id: z.string().min(1) }),
]);

/** What a client of `graphql-transport-ws` may say. */
export type ClientMessage = z.infer<typeof clientMessage>;

/** Nothing for what is no message of the protocol. */
export function readClientMessage(text: string): ClientMessage | undefined {
  try {
    return clientMessage.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
