import type { Skill } from "@hutong/client-kit";
import { createUniqueId, For } from "solid-js";

import { useText } from "../text/useText.js";
import type { ExpertFacts } from "./help-request.graphql.js";

export interface ExpertChoiceProps {
  readonly label: string;
  readonly experts: readonly (ExpertFacts & { readonly firm?: string })[];
  /** Skills that fit are marked. */
  readonly wanted: readonly Skill[];
  readonly chosen: string;
  readonly onChoose: (expert: string) => void;
  /** Instead of an empty list. */
  readonly fallback: string;
}

/** One expert out of several. */
export function ExpertChoice(props: ExpertChoiceProps) {
  const { t, term } = useText();
  const name = createUniqueId();
  return (
    <fieldset class="field">
      <legend>{props.label}</legend>
      <div class="experts">
        <For each={props.experts} fallback={<p class="muted">{props.fallback}</p>}>
          {(expert) => (
            <label class="expert">
              <input
                type="radio"
                class="radio radio-sm radio-primary"
                name={name}
                value={expert.id}
                checked={props.chosen === expert.id}
                onChange={() => props.onChoose(expert.id)}
              />
              <span>
                <strong>{expert.name}</strong> {expert.title}
                <span class="muted">
                  {" "}
                  · {expert.firm ? `${expert.firm} · ` : ""}
                  {t("help.years", { years: expert.years })}
                </span>
              </span>
              <span class="expert-skills">
                <For each={expert.skills}>
                  {(skill) => (
                    <span
                      class="tag"
                      classList={{ "tag-fits": props.wanted.includes(skill) }}
                      title={props.wanted.includes(skill) ? t("help.fits") : undefined}
                    >
                      {term("skill", skill)}
                    </span>
                  )}
                </For>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
