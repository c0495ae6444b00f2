import type { FastifyInstance } from "fastify";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Logger } from "pino";
import type { Callers } from "../identity/callers.js";
import type { VerifiedToken } from "../identity/identity.js";
import type { Admitted, Pipeline } from "../pipeline.js";
import { logOperation, recordErrors, type OperationLine } from "../telemetry/log.js";
import { goneSignal } from "./gone.js";
import { isPlain, readPlainOperation } from "./plain.request.js";
import { textOf } from "../result-text.js";
import { toRequestId } from "./requestId.js";

/** What {@link addPlainLane} takes. */
export interface PlainLaneOptions {
  readonly pipeline: Pipeline;
  readonly callers: Callers;
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  readonly cors: readonly string[];
  /** Whether there is a supergraph yet. */
  isReady(): boolean;
  isDraining(): boolean;
}

/**
 * A short way for what nearly all requests are: one query or mutation by POST, JSON in and out, that
 * passes every stage. The stages are the same; what is spared is the work of fastify and Apollo Server
 * around them, which costs more than the stages of a small operation do.
 *
 * @remarks Whatever is not plain, or is refused by a stage, goes on to fastify as if it had just come,
 * so there is one place that knows what refusals look like.
 */
export function addPlainLane(app: FastifyInstance, options: PlainLaneOptions): void {
  const { callers, isReady, isDraining, maxBodyBytes, cors } = options;
  // Put before fastify's own listener, so that its settings of the server stay in force.
  const [others] = app.server.listeners("request") as [RequestListener];
  const bodies = new WeakMap<IncomingMessage, Buffer>();
  app.addHook("preParsing", async ({ raw }, _reply, payload) => {
    const body = bodies.get(raw);
    return body ? Readable.from([body], { objectMode: false }) : payload;
  });

  app.server.removeListener("request", others);
  app.server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const isOurs = isReady() && !isDraining() && isPlain(request, { maxBodyBytes, cors });
    if (!isOurs) return others(request, response);
    const started = performance.now();
    const decline = (body?: Buffer): void => {
      if (body) bodies.set(request, body);
      others(request, response);
    };
    // As on the long way, before the body is read.
    callers.identify(request.headers).then(
      (token) =>
        readBody(
          request,
          (body) => void answer(request, response, { started, token, body, decline }),
        ),
      () => decline(),
    );
  });

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { started, token, body, decline }: Received,
  ): Promise<void> {
    const requestId = toRequestId(request);
    const line: OperationLine = { requestId, transport: "http", started };
    const admitted = admit(body, () =>
      callers.describe(request.headers, { token, requestId, signal: goneSignal(response) }),
    );
    if (!admitted) return decline(body);
    const result = await options.pipeline.runAsText(admitted);
    recordErrors(line, result.errors);
    // As Apollo Server does it: variables that do not fit give no data at all.
    const status = result.errors && result.data === undefined ? 400 : 200;
    // As a string it leaves in one write together with the head.
    const text = `${textOf(result)}\n`;
    const length = Buffer.byteLength(text);
    response.writeHead(status, {
      "x-request-id": requestId,
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
      "content-length": length,
      ...(isDraining() && { connection: "close" }),
    });
    // Where every character is one byte both are the same, and Node sets aside three for each in UTF-8.
    response.end(text, length === text.length ? "latin1" : "utf8");
    const { name, type } = admitted.operation;
    logOperation(options.logger, { ...line, operation: name, type, status });
  }

  /** Nothing for what the long way has to answer. */
  function admit(body: Buffer, caller: () => Admitted["caller"]): Admitted | undefined {
    const operation = readPlainOperation(body);
    if (!operation) return undefined;
    try {
      const admitted = options.pipeline.admit(operation, caller());
      return admitted.operation.type === "subscription" ? undefined : admitted;
    } catch {
      return undefined;
    }
  }
}

interface Received {
  readonly started: number;
  readonly token: VerifiedToken | undefined;
  readonly body: Buffer;
  decline(body?: Buffer): void;
}

/** Its length is known and within the limit; a client that leaves in between gets no answer. */
function readBody(request: IncomingMessage, onBody: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => onBody(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
}
