import { now, type Routes } from "@hutong/kit";
import { z } from "zod";

import { receiveSms } from "./sms.service.js";
import { isSigned, type SmsGateway } from "./sms.gateway.js";

const incoming = z.object({
  id: z.string().min(1).max(100),
  from: z.string().min(3).max(30),
  text: z.string().max(1_000),
});

/**
 * Where the carrier delivers SMS: `POST /sms/incoming` with `{id, from, text}`, signed as in
 * {@link signatureOf}. 204 once it is dealt with, also when it was before; any other answer means
 * that the carrier is to try again or, from 400 to 499, that it need not.
 */
export const smsRoutes =
  ({ callbackSecret }: SmsGateway): Routes =>
  (app, { em, log }) => {
    // The signature is over the bytes that came, so they are read as they are.
    app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) =>
      done(null, body),
    );
    app.post<{ Body: string }>("/sms/incoming", async ({ body, headers }, reply) => {
      if (!callbackSecret) return reply.code(404).send();
      if (!isSigned(body, callbackSecret, headers)) return reply.code(401).send();
      const parsed = incoming.safeParse(jsonOf(body));
      if (!parsed.success) return reply.code(400).send();
      const { id, from, text } = parsed.data;
      if (!(await receiveSms(em(), { id, from, text }, now()))) {
        log.info({ smsId: id }, "an SMS from a number that is nobody's");
      }
      return reply.code(204).send();
    });
  };

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
