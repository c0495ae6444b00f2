import { formatDate } from "@hutong/client-kit";
import { Show } from "solid-js";

import { useText } from "../text/useText.js";
import type { CommunityFacts } from "./communities.graphql.js";

/** A community on one line, on a phone on several. */
export function CommunityRow(props: {
  readonly facts: CommunityFacts;
  /** Parties that did not answer: their part is missing, not absent. */
  readonly down: ReadonlySet<string>;
}) {
  const { t, lang } = useText();
  const missing = (party: string, otherwise: string): string =>
    props.down.has(party) ? t("kit.partyDown") : otherwise;
  return (
    <li class="community-row" data-testid="community-row">
      <span>
        <strong>{props.facts.name}</strong>
        <span class="block muted">{props.facts.address}</span>
      </span>
      <span class="tabular-nums">
        {t("communities.households", { count: props.facts.households })}
      </span>
      <span>
        <span class="eyebrow block">{t("communities.firm")}</span>
        {props.facts.firm?.shortName ?? missing("consortium", t("communities.noFirm"))}
      </span>
      <span>
        <span class="eyebrow block">{t("communities.contract")}</span>
        <Show
          when={props.facts.serviceContract}
          fallback={missing("owners", t("communities.noContract"))}
        >
          {(contract) => (
            <span class="tabular-nums">
              {t("communities.until", {
                number: contract().number,
                date: formatDate(contract().endsOn, lang()),
              })}
            </span>
          )}
        </Show>
      </span>
    </li>
  );
}
