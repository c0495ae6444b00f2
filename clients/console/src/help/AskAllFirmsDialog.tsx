import {
  type ComplaintCategory,
  FormDialog,
  type Problem,
  type Skill,
  skills,
  useGraph,
  useToasts,
} from "@hutong/client-kit";
import { createEffect, createSignal, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { askAllFirms } from "./help-request.graphql.js";

export interface AskAllFirmsDialogProps {
  readonly complaint: string;
  readonly category: ComplaintCategory;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** What a category usually asks for; a proposal, to be changed at a tap. */
const usual: Partial<Record<ComplaintCategory, readonly Skill[]>> = {
  WATER_LEAK: ["PIPES", "WATERPROOFING"],
  SEWAGE: ["DRAINS", "PIPES"],
  DRAINS: ["DRAINS"],
  LIFT: ["LIFT"],
  GARAGE_BARRIER: ["GARAGE_BARRIER", "ELECTRICAL"],
  CHARGING_PILE: ["CHARGING", "ELECTRICAL"],
  FACADE_FALLING: ["CIVIL"],
  FIRE_ACCESS: ["FIRE_SAFETY"],
  FACILITY_DAMAGE: ["ELECTRICAL"],
};

/** An 11-digit phone or a room number: the resident's identity must not be broadcast. The hub checks it, too. */
const identifying = /1[3-9]\d{9}|\d{2,4}\s*室/;
const shortest = 10;
const longest = 500;

/** Puts a case before all firms at once, without the resident's identity. */
export function AskAllFirmsDialog(props: AskAllFirmsDialogProps) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [summary, setSummary] = createSignal("");
  const [chosen, setChosen] = createSignal<readonly Skill[]>([]);
  const leaks = (): boolean => identifying.test(summary());
  createEffect(() => props.open && chosen().length === 0 && setChosen(usual[props.category] ?? []));

  const toggle = (skill: Skill): void =>
    void setChosen((now) =>
      now.includes(skill) ? now.filter((one) => one !== skill) : [...now, skill],
    );

  const submit = async (): Promise<readonly Problem[]> => {
    const { problems } = await graph.change(askAllFirms, {
      complaint: props.complaint,
      summary: summary().trim(),
      skills: chosen(),
    });
    if (problems.length === 0) {
      toasts.tell(t("help.asked"));
      setSummary("");
    }
    await props.onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.open}
      title={t("help.askTitle")}
      hint={t("help.askHint")}
      action={t("help.ask")}
      disabled={summary().trim().length < shortest || leaks() || chosen().length === 0}
      testid="ask-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <label class="field">
        <span>{t("help.summary")}</span>
        <textarea
          class="textarea"
          rows="4"
          maxlength={longest}
          placeholder={t("help.askSummaryHold")}
          value={summary()}
          aria-invalid={leaks()}
          data-testid="ask-summary"
          onInput={({ currentTarget }) => setSummary(currentTarget.value)}
        />
        <span class="field-end">
          <Show when={leaks()}>
            <span class="text-overdue-ink">{t("help.leak")}</span>
          </Show>
          <span class="muted tabular-nums">{t("help.length", { count: summary().length })}</span>
        </span>
      </label>
      <fieldset class="field">
        <legend>{t("help.skills")}</legend>
        <div class="choices">
          <For each={skills}>
            {(skill) => (
              <button
                type="button"
                class="choice"
                aria-pressed={chosen().includes(skill)}
                data-testid={`skill-${skill}`}
                onClick={() => toggle(skill)}
              >
                {term("skill", skill)}
              </button>
            )}
          </For>
        </div>
      </fieldset>
    </FormDialog>
  );
}
