import { Ago, FormDialog, type Problem, useGraph, useSession } from "@hutong/client-kit";
import { createResource, createSignal, For, Show } from "solid-js";
import IconEye from "~icons/lucide/eye";
import IconLock from "~icons/lucide/lock";

import { useText } from "../text/useText.js";
import { revealReporter } from "./actions/steps.graphql.js";
import { ledgerQuery } from "./ledger.graphql.js";
import type { CardProps } from "./CaseRoom.jsx";
import { Phone } from "./ComplaintCard.jsx";

const purposeLength = { min: 4, max: 200 };

/** Who reported the case, masked until a purpose is stated; and who has been shown it. */
export function ReporterLine(props: CardProps) {
  const { t } = useText();
  const graph = useGraph();
  const role = useSession().signedIn()?.persona.role ?? "";
  const [open, setOpen] = createSignal(false);
  const [purpose, setPurpose] = createSignal("");

  const submit = async (): Promise<readonly Problem[]> => {
    const { problems } = await graph.change(revealReporter, {
      input: { complaint: props.facts.id, purpose: purpose().trim() },
    });
    await props.onChanged();
    return problems;
  };

  return (
    <>
      <span class="reporter">
        <span data-testid="reporter-name">{props.facts.reporter.name}</span>
        <Phone number={props.facts.reporter.phone} />
        <Show when={props.facts.reporter.masked}>
          <span class="tag">
            <IconLock aria-hidden="true" />
            {t("room.masked")}
          </span>
        </Show>
        <Show when={props.facts.canRevealReporter}>
          <button
            type="button"
            class="link-button"
            data-testid="reveal-reporter"
            onClick={() => setOpen(true)}
          >
            <IconEye aria-hidden="true" />
            {t("room.reveal")}
          </button>
        </Show>
      </span>
      <Show when={role === "GRID_WORKER"}>
        <Ledger complaint={props.facts.id} version={props.facts.timeline.length} />
      </Show>
      <FormDialog
        open={open()}
        title={t("room.revealTitle")}
        hint={t("room.revealHint")}
        action={t("room.reveal")}
        disabled={purpose().trim().length < purposeLength.min}
        testid="reveal-dialog"
        onSubmit={submit}
        onClose={() => setOpen(false)}
      >
        <div class="field">
          <div class="choices">
            <For each={t("room.purposes").split(",")}>
              {(text) => (
                <button
                  type="button"
                  class="choice"
                  aria-pressed={purpose() === text}
                  onClick={() => setPurpose(text)}
                >
                  {text}
                </button>
              )}
            </For>
          </div>
        </div>
        <label class="field">
          <span>{t("room.purpose")}</span>
          <textarea
            class="textarea"
            rows="2"
            maxlength={purposeLength.max}
            placeholder={t("room.purposeHold")}
            value={purpose()}
            data-testid="reveal-purpose"
            onInput={({ currentTarget }) => setPurpose(currentTarget.value)}
          />
        </label>
      </FormDialog>
    </>
  );
}

/** Asked for when it is opened, and again when the case has moved since. */
function Ledger(props: { readonly complaint: string; readonly version: number }) {
  const { t, term } = useText();
  const graph = useGraph();
  const [open, setOpen] = createSignal(false);
  const [ledger] = createResource(
    () => (open() ? `${props.complaint} ${props.version}` : false),
    async () =>
      (await graph.ask(ledgerQuery, { id: props.complaint })).data?.complaint?.disclosures ?? [],
  );
  return (
    <details class="ledger" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("room.ledger")}</summary>
      <ul>
        <For
          each={ledger.latest}
          fallback={<li class="muted">{ledger.loading ? "…" : t("room.ledgerNone")}</li>}
        >
          {(entry) => (
            <li>
              {entry.name} · {term("basis", entry.basis)} · <Ago at={entry.at} />
              <span class="muted">{entry.purpose}</span>
            </li>
          )}
        </For>
      </ul>
    </details>
  );
}
