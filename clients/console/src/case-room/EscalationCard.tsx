import { Ago, Badge, formatAbsolute, type Tone } from "@hutong/client-kit";
import { createSignal, For, Show } from "solid-js";
import IconTrendingUp from "~icons/lucide/trending-up";

import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { CardProps } from "./CaseRoom.jsx";
import { EscalationDialog, type EscalationDeed } from "./EscalationDialog.jsx";
import type { EscalationFacts } from "./escalation.graphql.js";

const tones: Readonly<Record<string, Tone>> = {
  OPEN: "warning",
  ANSWERED: "progress",
  PASSED: "overdue",
  SETTLED: "progress",
  VERIFIED: "verified",
  DROPPED: "closed",
};

/** Who had to answer for a case that did not go on, level by level; shown once it concerns anybody. */
export function EscalationCard(props: CardProps) {
  const { t } = useText();
  const [deed, setDeed] = createSignal<EscalationDeed>();
  return (
    <Show when={props.facts.escalations.length > 0 || props.facts.canEscalate}>
      <Card
        title={t("escalation.title")}
        icon={<IconTrendingUp aria-hidden="true" />}
        party="neighborhood"
        down={false}
      >
        <ol class="ladder">
          <For each={props.facts.escalations}>
            {(level) => <Level level={level} onChoose={setDeed} />}
          </For>
        </ol>
        <Show when={props.facts.canEscalate}>
          <div class="item-actions">
            <button
              type="button"
              class="btn btn-sm"
              data-testid="escalate"
              onClick={() => setDeed({ kind: "ESCALATE", complaint: props.facts.id })}
            >
              {t("escalation.escalate")}
            </button>
          </div>
        </Show>
        <EscalationDialog
          deed={deed()}
          hint={`${props.facts.number} ${props.facts.title}`}
          onClose={() => setDeed()}
          onChanged={props.onChanged}
        />
      </Card>
    </Show>
  );
}

function Level(props: {
  readonly level: EscalationFacts;
  readonly onChoose: (deed: EscalationDeed) => void;
}) {
  const { t, term, lang } = useText();
  const does = (step: "ANSWER" | "VERIFY"): boolean => props.level.steps.includes(step);
  return (
    <li class="item" data-testid="escalation" data-level={props.level.level}>
      <div class="item-head">
        <strong>{term("escalationLevel", props.level.level)}</strong>
        <Badge tone={tones[props.level.state] ?? "plain"}>
          {term("escalationState", props.level.state)}
        </Badge>
        <Ago at={props.level.raisedAt} class="muted item-number" />
      </div>
      <p class="muted">
        {props.level.reason} · {props.level.raisedBy}
      </p>
      <Show when={props.level.state === "OPEN" || props.level.state === "ANSWERED"}>
        <p class="muted">
          {t("escalation.due", { at: formatAbsolute(props.level.dueAt, lang()) })}
        </p>
      </Show>
      <Show when={props.level.answer}>
        {(answer) => (
          <p>
            {props.level.answeredBy}:{answer()}
          </p>
        )}
      </Show>
      <Show when={props.level.verification}>
        {(verification) => (
          <p>
            {props.level.verifiedBy}:{verification()}
          </p>
        )}
      </Show>
      <div class="item-actions">
        <Show when={does("ANSWER")}>
          <button
            type="button"
            class="btn btn-sm btn-primary"
            onClick={() => props.onChoose({ kind: "ANSWER", escalation: props.level.id })}
          >
            {t("escalation.answer")}
          </button>
        </Show>
        <Show when={does("VERIFY")}>
          <button
            type="button"
            class="btn btn-sm btn-primary"
            onClick={() => props.onChoose({ kind: "VERIFY", escalation: props.level.id })}
          >
            {t("escalation.verify")}
          </button>
        </Show>
      </div>
    </li>
  );
}
