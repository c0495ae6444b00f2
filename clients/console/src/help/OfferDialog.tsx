import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createEffect, createSignal, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { atShanghaiHour, fromLocalInput, toLocalInput } from "./arrival.js";
import { ExpertChoice } from "./ExpertChoice.jsx";
import { type HelpRequestFacts, offerHelp } from "./help-request.graphql.js";

export interface OfferDialogProps {
  readonly facts: HelpRequestFacts;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** Answers a request: whom, from when, at what price. */
export function OfferDialog(props: OfferDialogProps) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [expert, setExpert] = createSignal("");
  const [arrival, setArrival] = createSignal("");
  const [free, setFree] = createSignal(true);
  const [yuan, setYuan] = createSignal("");
  const [note, setNote] = createSignal("");

  const proposals = (): readonly { readonly text: string; readonly at: Date }[] => {
    const now = Date.now();
    const tonight = atShanghaiHour(now, 0, 18);
    return [
      ...[1, 2, 4].map((hours) => ({
        text: t("help.inHours", { hours }),
        at: new Date(now + hours * 3_600_000),
      })),
      ...(tonight.getTime() > now ? [{ text: t("help.tonight"), at: tonight }] : []),
      { text: t("help.tomorrow"), at: atShanghaiHour(now, 1, 9) },
    ];
  };
  createEffect(() => {
    if (!props.open) return;
    if (!expert()) setExpert(props.facts.myExperts[0]?.id ?? "");
    if (!arrival()) setArrival(toLocalInput(new Date(Date.now() + 2 * 3_600_000)));
  });
  const costFen = (): number => (free() ? 0 : Math.round(Number(yuan()) * 100));
  const incomplete = (): boolean =>
    !expert() || !fromLocalInput(arrival()) || !(free() || costFen() > 0);

  const submit = async (): Promise<readonly Problem[]> => {
    const { problems } = await graph.change(offerHelp, {
      helpRequest: props.facts.id,
      expert: expert(),
      earliestArrival: fromLocalInput(arrival())?.toISOString() ?? "",
      costFen: costFen(),
      note: note().trim() || null,
    });
    if (problems.length === 0) toasts.tell(t("help.offered"));
    await props.onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.open}
      title={t("help.offerTitle", { number: props.facts.number })}
      hint={props.facts.summary}
      action={t("help.offer")}
      disabled={incomplete()}
      testid="offer-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <ExpertChoice
        label={t("help.expert")}
        experts={props.facts.myExperts}
        wanted={props.facts.skills}
        chosen={expert()}
        onChoose={setExpert}
        fallback={t("help.noExperts")}
      />
      <fieldset class="field">
        <legend>{t("help.arrival")}</legend>
        <div class="choices">
          <For each={proposals()}>
            {({ text, at }) => (
              <button
                type="button"
                class="choice"
                aria-pressed={arrival() === toLocalInput(at)}
                onClick={() => setArrival(toLocalInput(at))}
              >
                {text}
              </button>
            )}
          </For>
        </div>
        <input
          type="datetime-local"
          class="input"
          aria-label={t("help.arrivalCustom")}
          value={arrival()}
          min={toLocalInput(new Date())}
          data-testid="offer-arrival"
          onInput={({ currentTarget }) => setArrival(currentTarget.value)}
        />
      </fieldset>
      <fieldset class="field">
        <legend>{t("help.cost")}</legend>
        <div class="choices">
          <button
            type="button"
            class="choice"
            aria-pressed={free()}
            data-testid="offer-free"
            onClick={() => setFree(true)}
          >
            {t("help.free")}
          </button>
          <button
            type="button"
            class="choice"
            aria-pressed={!free()}
            onClick={() => setFree(false)}
          >
            {t("help.yuan")}
          </button>
          <Show when={!free()}>
            <input
              type="number"
              inputmode="decimal"
              min="0.01"
              step="0.01"
              class="input amount"
              aria-label={t("help.amount")}
              value={yuan()}
              onInput={({ currentTarget }) => setYuan(currentTarget.value)}
            />
          </Show>
        </div>
      </fieldset>
      <label class="field">
        <span>{t("help.note")}</span>
        <textarea
          class="textarea"
          rows="2"
          maxlength={300}
          placeholder={t("help.noteHold")}
          value={note()}
          data-testid="offer-note"
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
    </FormDialog>
  );
}
