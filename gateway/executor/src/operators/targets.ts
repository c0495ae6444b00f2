import type {
  DataSource,
  RequestContext,
  SubgraphRequest,
  SubgraphResponse,
} from "../sources/data-source.js";
import type { Operator, OperatorDirectory } from "./directory.js";
import { createGuard, type Guard, statusOf } from "./guard.js";
import { defaultLimits, type OperatorLimits } from "./limits.js";
import { noteOutcome, type OperatorStatus } from "./outcomes.js";

/** One server, and with it all operators it serves. */
export interface Target {
  readonly url: string;
  readonly limits: Required<OperatorLimits>;
  readonly source: DataSource;
  readonly guard: Guard;
}

/** What came of a request. */
export interface Answer {
  /** Absent when there was no GraphQL answer. */
  readonly response?: SubgraphResponse;
  readonly status: OperatorStatus;
}

export interface TargetOptions {
  readonly subgraph: string;
  readonly directory: OperatorDirectory;
  readonly createSource: (operator: Operator, limits: Required<OperatorLimits>) => DataSource;
  readonly limits: OperatorLimits | ((operator: Operator) => OperatorLimits);
  readonly onAnswer: ((operators: Iterable<string>, status: OperatorStatus) => void) | undefined;
}

/** The servers of a subgraph's operators, opened when they are first needed. */
export class Targets {
  private readonly byUrl = new Map<string, Target>();

  constructor(private readonly options: TargetOptions) {}

  /** @param operator - from the directory: nothing else can say where a request goes. */
  of(operator: Operator): Target {
    const known = this.byUrl.get(operator.url);
    if (known) return known;
    this.forgetMoved();
    const { limits: given, createSource } = this.options;
    const own = typeof given === "function" ? given(operator) : given;
    const limits = { ...defaultLimits, ...own };
    const source = createSource(operator, limits);
    const target = { url: operator.url, limits, source, guard: createGuard(limits) };
    this.byUrl.set(operator.url, target);
    return target;
  }

  /**
   * Asks a server in the name of some of its operators.
   *
   * @returns an answer in any case; whether the client has left is for the caller to see.
   */
  async ask(
    { guard, source }: Target,
    operators: Iterable<string>,
    request: SubgraphRequest,
    context: RequestContext,
  ): Promise<Answer> {
    const start = performance.now();
    let answer: Answer;
    try {
      const response = await guard.run(
        (signal) => source.execute(request, { ...context, signal }),
        request.kind === "query",
        context.signal,
      );
      answer = { response, status: "ok" };
    } catch (error) {
      answer = { status: statusOf(error) };
    }
    const milliseconds = Math.round(performance.now() - start);
    const { subgraph, onAnswer } = this.options;
    if (!context.signal?.aborted) onAnswer?.(operators, answer.status);
    for (const id of operators) {
      noteOutcome(context, { subgraph, id, status: answer.status, milliseconds });
    }
    return answer;
  }

  async close(): Promise<void> {
    const targets = [...this.byUrl.values()];
    this.byUrl.clear();
    await Promise.all(targets.map(({ source }) => source.close()));
  }

  /** An operator that moves does so now and then; its old connections would stay for good. */
  private forgetMoved(): void {
    const { directory, subgraph } = this.options;
    const urls = new Set(directory.operatorsOf(subgraph).map(({ url }) => url));
    for (const [url, { source }] of this.byUrl) {
      if (urls.has(url)) continue;
      this.byUrl.delete(url);
      source.close().catch(() => undefined);
    }
  }
}
