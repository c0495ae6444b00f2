import type { FetchNode, PlanNode } from "../plan/query-plan.js";
import type { Step } from "./run.js";

/** Shorter than that no timer is. */
const LEAST_PATIENCE_MS = 2;

/** How long a branch waits for the others, as a part of what its own first fetch took. */
const PATIENCE = 0.25;

/** Steps of a plan that are done one after the other. */
export interface Branch {
  readonly first: PlanNode;
  readonly rest: readonly PlanNode[];
}

/**
 * Finds the branches of a `Parallel` that begin each with a subgraph of its own and then ask the same
 * one: those that go abreast share their requests from there on.
 *
 * @returns groups of at least two, and what goes its own way.
 */
export function findAbreast(nodes: readonly PlanNode[]): {
  readonly groups: readonly (readonly Branch[])[];
  readonly others: readonly PlanNode[];
} {
  const groups: { readonly branches: Branch[]; readonly nodes: PlanNode[]; readonly way: Way }[] =
    [];
  for (const node of nodes) {
    const branch = branchOf(node);
    if (!branch) continue;
    const way = wayOf(branch.rest);
    const same = groups.find((group) => isSameWay(group.way, way));
    if (same) {
      same.branches.push(branch);
      same.nodes.push(node);
    } else groups.push({ branches: [branch], nodes: [node], way });
  }
  const found = groups.filter(({ branches }) => branches.length > 1);
  const taken = new Set(found.flatMap((group) => group.nodes));
  return {
    groups: found.map(({ branches }) => branches),
    others: nodes.filter((node) => !taken.has(node)),
  };
}

function branchOf(node: PlanNode): Branch | undefined {
  if (node.kind !== "Sequence") return undefined;
  const [first, ...rest] = node.nodes;
  return first?.kind === "Fetch" && !first.requires && rest.length > 0
    ? { first, rest }
    : undefined;
}

/** What a branch still has before it. */
interface Way {
  /** Who is asked next. */
  readonly next: ReadonlySet<string>;
  /** How many steps there are. */
  readonly length: number;
}

function wayOf(rest: readonly PlanNode[]): Way {
  const next = new Set(askedFirst(rest[0]!).map(({ serviceName }) => serviceName));
  return { next, length: lengthOf({ kind: "Sequence", nodes: rest }) };
}

/** One with more steps would come later for having waited: the result is complete only with both. */
const isSameWay = (one: Way, other: Way): boolean =>
  one.length === other.length && [...one.next].some((service) => other.next.has(service));

function askedFirst(node: PlanNode): FetchNode[] {
  if (node.kind === "Sequence") return node.nodes[0] ? askedFirst(node.nodes[0]) : [];
  if (node.kind === "Parallel") return node.nodes.flatMap(askedFirst);
  const fetch = node.kind === "Flatten" ? node.node : node;
  return fetch.kind === "Fetch" && fetch.requires ? [fetch] : [];
}

function lengthOf(node: PlanNode): number {
  if (node.kind === "Sequence") return node.nodes.reduce((sum, each) => sum + lengthOf(each), 0);
  if (node.kind === "Parallel") return Math.max(0, ...node.nodes.map(lengthOf));
  return 1;
}

/**
 * Lets branches wait for each other after their first step, a little: two parties seldom answer in the
 * same turn of the event loop, and what is asked in two turns is two requests.
 *
 * @remarks Nobody is held up by who is away or slow: after a quarter of the time that its own answer
 * took, a branch goes on alone. The result is no later for it, as it waits for the slower one anyway.
 */
export function goAbreast(
  branches: readonly { readonly first: Step; readonly rest: Step }[],
): Step {
  return async (run) => {
    const meeting = new Meeting(branches.length);
    await Promise.all(
      branches.map(async ({ first, rest }) => {
        const began = performance.now();
        await first(run);
        await meeting.arrive(performance.now() - began);
        await rest(run);
      }),
    );
  };
}

class Meeting {
  private isOver = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly waiting: (() => void)[] = [];

  constructor(private awaited: number) {}

  /** @param tookMs - how long the way here was. */
  arrive(tookMs: number): Promise<void> | undefined {
    this.awaited -= 1;
    if (this.awaited === 0) this.end();
    if (this.isOver) return undefined;
    const patience = Math.max(LEAST_PATIENCE_MS, tookMs * PATIENCE);
    this.timer ??= setTimeout(() => this.end(), patience);
    return new Promise((resolve) => void this.waiting.push(resolve));
  }

  private end(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    for (const resolve of this.waiting) resolve();
  }
}
