import { type Problem, useGraph } from "@hutong/client-kit";
import { createEffect, createSignal, on, onCleanup } from "solid-js";

import { type ReadLine, readLineQuery } from "./desk.graphql.js";

/** Long enough that a fast typist asks once for a word, short enough to feel immediate. */
const pauseMs = 120;

/** A line as it is typed, with how the consortium reads it; an older answer never replaces a newer. */
export function createLine() {
  const graph = useGraph();
  const [line, setLine] = createSignal("");
  const [reading, setReading] = createSignal<ReadLine | null>(null);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;

  createEffect(
    on(line, (typed) => {
      clearTimeout(timer);
      if (typed.trim() === "") {
        setReading(null);
        setProblems([]);
        return;
      }
      timer = setTimeout(() => {
        void graph.ask(readLineQuery, { line: typed }).then((answer) => {
          if (line() !== typed) return;
          setReading(answer.data?.hotlineLine ?? null);
          setProblems(answer.data?.hotlineLine ? [] : answer.problems);
        });
      }, pauseMs);
    }),
  );
  onCleanup(() => clearTimeout(timer));

  return { line, setLine, reading, problems };
}
