import { For } from "solid-js";

import { useText } from "../text/useText.js";
import { type RankFacts, type RateFacts, type RateKind, type RatesFacts } from "./rates.graphql.js";

/** Firms, communities or categories by one of the rates, the best first; equals share a place. */
export function Ranking(props: {
  readonly lines: readonly RankFacts[];
  readonly rate: RateKind;
  readonly valueOf: Readonly<Record<RateKind, (rates: RatesFacts) => RateFacts>>;
}) {
  const { t, term } = useText();
  const nameOf = ({ firm, community, category }: RankFacts): string =>
    firm?.shortName ??
    community?.name ??
    (category ? term("category", category) : t("rates.nobody"));
  return (
    <table class="panel ranking">
      <thead>
        <tr>
          <th scope="col">{t("rates.rank")}</th>
          <th scope="col">{t("rates.name")}</th>
          <th scope="col" class="ranking-number">
            {t(`rates.kinds.${props.rate}`)}
          </th>
          <th scope="col" class="ranking-number">
            {t("rates.counts")}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.lines}>
          {(line) => {
            const value = (): RateFacts => props.valueOf[props.rate](line.rates);
            return (
              <tr data-testid="rank">
                <td class="tabular-nums">{line.rank}</td>
                <th scope="row">{nameOf(line)}</th>
                <td class="ranking-number">{value().text ?? t("rates.nothing")}</td>
                <td class="ranking-number muted">
                  {value().numerator} ÷ {value().denominator}
                </td>
              </tr>
            );
          }}
        </For>
      </tbody>
    </table>
  );
}
