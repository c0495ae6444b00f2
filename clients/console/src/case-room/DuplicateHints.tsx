import { useGraph, useToasts } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import IconCopy from "~icons/lucide/copy";

import { useText } from "../text/useText.js";
import { stepMutations } from "./actions/steps.graphql.js";
import { Card } from "./Card.jsx";
import type { CardProps } from "./CaseRoom.jsx";
import { type DuplicateFacts, duplicatesQuery } from "./duplicates.graphql.js";

/** Open cases that may be the same, for who may join this one to them; it can be undone for a day. */
export function DuplicateHints(props: CardProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [found, setFound] = createSignal<readonly DuplicateFacts[]>([]);

  createEffect(
    on(
      () => [props.facts.id, props.facts.steps.includes("MERGE")] as const,
      ([id, joins]) => {
        setFound([]);
        if (!joins) return;
        void graph.ask(duplicatesQuery, { id }).then(({ data }) => {
          if (id === props.facts.id) setFound(data?.complaint?.duplicates ?? []);
        });
      },
    ),
  );

  const join = async ({ complaint }: DuplicateFacts): Promise<void> => {
    const { id, number } = props.facts;
    const { problems } = await graph.change(stepMutations.MERGE, {
      input: { complaint: id, into: complaint.id },
    });
    if (problems.length > 0) toasts.explain(problems);
    else toasts.tell(t("duplicates.joined", { number, into: complaint.number }));
    await props.onChanged();
  };

  return (
    <Show when={found().length > 0}>
      <Card
        title={t("duplicates.title")}
        icon={<IconCopy aria-hidden="true" />}
        party="neighborhood"
        down={false}
      >
        <ul>
          <For each={found()}>
            {(duplicate) => (
              <li class="item" data-testid="duplicate">
                <p class="item-title">
                  <A href={`/cases/${duplicate.complaint.number}`} class="link">
                    {duplicate.complaint.number}
                  </A>{" "}
                  {duplicate.complaint.title}
                </p>
                <div class="item-actions">
                  <span class="muted">{t("duplicates.alike", { percent: duplicate.percent })}</span>
                  <button type="button" class="btn btn-sm" onClick={() => void join(duplicate)}>
                    {t("duplicates.join", { number: duplicate.complaint.number })}
                  </button>
                </div>
              </li>
            )}
          </For>
        </ul>
      </Card>
    </Show>
  );
}
