import { createHmac, timingSafeEqual } from "node:crypto";

/** An SMS for the carrier. */
export interface OutgoingSms {
  /** The same id twice is the same message: the carrier sends it once. */
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** Whoever carries SMS. */
export interface SmsGateway {
  /** Resolves once the carrier has taken it; rejects when it is to be tried again. */
  readonly send: (sms: OutgoingSms) => Promise<void>;
  /** Signs what the carrier calls back with; without one no callback is accepted. */
  readonly callbackSecret?: string;
}

/** Where a carrier's HTTP interface is. */
export interface HttpGatewayOptions {
  readonly url: string;
  readonly secret: string;
}

/**
 * A carrier's HTTP interface: one POST of JSON for each message, signed as callbacks are; the id goes
 * along as `idempotency-key`.
 */
export function createHttpGateway({ url, secret }: HttpGatewayOptions): SmsGateway {
  return {
    callbackSecret: secret,
    send: async (sms) => {
      const body = JSON.stringify(sms);
      const response = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "idempotency-key": sms.id,
          ...signatureOf(body, secret, new Date()),
        },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`the SMS carrier answered ${response.status}`);
    },
  };
}

/** The carrier of demos and tests: what it takes is kept, and goes nowhere. */
export interface SimulatedCarrier extends SmsGateway {
  readonly sent: readonly OutgoingSms[];
}

/** Makes a carrier that keeps the last thousand messages, each id once. */
export function createSimulatedCarrier(callbackSecret?: string): SimulatedCarrier {
  const sent: OutgoingSms[] = [];
  return {
    sent,
    ...(callbackSecret !== undefined && { callbackSecret }),
    send: (sms) => {
      if (!sent.some(({ id }) => id === sms.id)) sent.push(sms);
      if (sent.length > 1_000) sent.shift();
      return Promise.resolve();
    },
  };
}

/** A callback that comes later than this is refused: somebody may have kept a copy. */
const freshForMs = 5 * 60_000;

/** The headers by which a body is known to be the carrier's. */
export function signatureOf(body: string, secret: string, at: Date): Record<string, string> {
  const timestamp = String(at.getTime());
  const signature = createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
  return { "x-sms-timestamp": timestamp, "x-sms-signature": `sha256=${signature}` };
}

/** Whether a body is the carrier's, and fresh. */
export function isSigned(
  body: string,
  secret: string,
  headers: Readonly<Record<string, unknown>>,
  at = new Date(),
): boolean {
  const timestamp = Number(headers["x-sms-timestamp"]);
  if (!(Math.abs(at.getTime() - timestamp) <= freshForMs)) return false;
  const expected = signatureOf(body, secret, new Date(timestamp))["x-sms-signature"]!;
  const given = Buffer.from(String(headers["x-sms-signature"] ?? ""));
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}
