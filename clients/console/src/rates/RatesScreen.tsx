import { Empty, type Problem, useGraph, Waiting } from "@hutong/client-kit";
import { useSearchParams } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { isDay, lastDays } from "./period.js";
import { Ranking } from "./Ranking.jsx";
import {
  type Dimension,
  dimensions,
  type RankFacts,
  type RateFacts,
  type RateKind,
  rateKinds,
  ratesChanged,
  type RatesFacts,
  ratesQuery,
  type RatesVariables,
  type Rounding,
  roundings,
} from "./rates.graphql.js";
import "./rates.css";

/** Longer than the documents' eleven weeks, shorter than a season. */
const usualDays = 84;
/** Cases are counted in bursts: one answer for each is enough. */
const restMs = 2_000;

const valueOf: Readonly<Record<RateKind, (rates: RatesFacts) => RateFacts>> = {
  RESPONSE: ({ response }) => response,
  COMPLETION: ({ completion }) => completion,
  SATISFACTION: ({ satisfaction }) => satisfaction,
  REPORTING: ({ reporting }) => reporting,
};
const oneOf = <Value extends string>(all: readonly Value[], given: unknown, usual: Value): Value =>
  all.find((one) => one === given) ?? usual;

/** The four rates of a period with all that it takes to check them, and who does best by one of them. */
export function RatesScreen() {
  const { t } = useText();
  const graph = useGraph();
  const [params, setParams] = useSearchParams();
  const usual = lastDays(usualDays, new Date());
  const [rates, setRates] = createSignal<RatesFacts>();
  const [ranking, setRanking] = createSignal<readonly RankFacts[]>([]);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const chosen = createMemo((): RatesVariables => ({
    from: isDay(params["from"]) ? params["from"] : usual.from,
    to: isDay(params["to"]) ? params["to"] : usual.to,
    rounding: oneOf<Rounding>(roundings, params["rounding"], "TRUNCATE"),
    by: oneOf<Dimension>(dimensions, params["by"], "FIRM"),
    rate: oneOf<RateKind>(rateKinds, params["rate"], "COMPLETION"),
  }));
  let round = 0;
  createEffect(() => (document.title = `${t("rates.title")} · ${t("app.name")}`));

  const load = async (): Promise<void> => {
    const mine = ++round;
    const { data, problems } = await graph.ask(ratesQuery, chosen());
    if (mine !== round) return;
    setProblems(problems);
    setRates(data?.rates);
    setRanking(data?.rateRanking ?? []);
  };
  createEffect(on(chosen, () => void load()));
  let later: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(later));
  onCleanup(
    graph.follow(
      ratesChanged,
      {},
      ({ data }) => {
        if (data) later ??= setTimeout(() => ((later = undefined), void load()), restMs);
      },
      { placed: () => void load(), missed: () => void load() },
    ),
  );

  const day = (name: "from" | "to") => (
    <label class="rates-choice">
      <span>{t(`rates.${name}`)}</span>
      <input
        class="input tabular-nums"
        type="date"
        value={chosen()[name]}
        data-testid={name}
        onChange={({ currentTarget }) => setParams({ [name]: currentTarget.value || null })}
      />
    </label>
  );

  return (
    <div class="rates">
      <div class="cases-head">
        <h1>{t("rates.title")}</h1>
        <p class="muted">{t("rates.lead")}</p>
      </div>
      <div class="rates-choices">
        {day("from")}
        {day("to")}
        <Choice name="rounding" of={roundings} />
      </div>
      <Show
        when={rates()}
        fallback={<Waiting problem={problems()[0]} onRetry={() => void load()} lines={8} />}
      >
        {(four) => (
          <>
            <p class="muted tabular-nums" data-testid="received">
              {t("rates.received", { received: four().received, open: four().open })}
            </p>
            <dl class="rate-tiles">
              <For each={rateKinds}>
                {(kind) => (
                  <div class="panel rate-tile" data-testid={`rate-${kind}`}>
                    <dt>{t(`rates.kinds.${kind}`)}</dt>
                    <dd>
                      <strong class="tabular-nums">
                        {valueOf[kind](four()).text ?? t("rates.nothing")}
                      </strong>
                      <span class="muted tabular-nums">
                        {valueOf[kind](four()).numerator} ÷ {valueOf[kind](four()).denominator}
                      </span>
                      <span class="muted">{t(`rates.means.${kind}`)}</span>
                    </dd>
                  </div>
                )}
              </For>
            </dl>
            <section aria-labelledby="ranking">
              <div class="rates-choices">
                <h2 id="ranking">{t("rates.ranking")}</h2>
                <Choice name="by" of={dimensions} />
                <Choice name="rate" of={rateKinds} />
              </div>
              <Show when={ranking().length > 0} fallback={<Empty>{t("rates.none")}</Empty>}>
                <Ranking lines={ranking()} rate={chosen().rate} valueOf={valueOf} />
              </Show>
            </section>
          </>
        )}
      </Show>
    </div>
  );

  function Choice(props: {
    readonly name: "rounding" | "by" | "rate";
    readonly of: readonly (Rounding | Dimension | RateKind)[];
  }) {
    const words = { rounding: "roundings", by: "dimensions", rate: "kinds" } as const;
    return (
      <label class="rates-choice">
        <span>{t(`rates.${props.name}`)}</span>
        <select
          class="select"
          data-testid={props.name}
          onChange={({ currentTarget }) => setParams({ [props.name]: currentTarget.value })}
        >
          <For each={props.of}>
            {(value) => (
              <option value={value} selected={chosen()[props.name] === value}>
                {t(`rates.${words[props.name]}.${value}` as "rates.kinds.RESPONSE")}
              </option>
            )}
          </For>
        </select>
      </label>
    );
  }
}
