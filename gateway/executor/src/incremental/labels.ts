import { type DirectiveNode, Kind } from "graphql";

/** `@defer` under a label of ours. */
export function deferDirective(label: string): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: "defer" },
    arguments: [
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: "label" },
        value: { kind: Kind.STRING, value: label },
      },
    ],
  };
}

/** The planner knows the same fragment under several labels when it is spelled out for several types. */
export const copyLabel = (label: string, copy: number): string =>
  copy === 0 ? label : `${label}-${copy}`;

/** The label of which one is a copy. */
export const originalLabel = (label: string): string => label.split("-", 1)[0]!;
