import { explain, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { createLine } from "./createLine.js";
import { type LinePart, logLineMutation, type TicketFacts } from "./desk.graphql.js";

const parts: readonly LinePart[] = ["COMMUNITY", "PLACE", "CATEGORY", "WORDS"];

/** A call in one line: what it is read as stands below while it is typed, and Enter takes it down. */
export function QuickEntry(props: { readonly onTaken: (ticket: TicketFacts) => void }) {
  const i18n = useText();
  const { t, term } = i18n;
  const graph = useGraph();
  const toasts = useToasts();
  const { line, setLine, reading, problems } = createLine();
  const [name, setName] = createSignal("");
  const [phone, setPhone] = createSignal("");
  const [refused, setRefused] = createSignal<readonly Problem[]>([]);
  const [busy, setBusy] = createSignal(false);
  // Of one call: sent twice, after an answer that was lost, it is one ticket.
  let key = crypto.randomUUID();
  let first!: HTMLInputElement;

  const isRead = (): boolean => reading()?.problems.length === 0;
  const isWhole = (): boolean =>
    isRead() && name().trim().length > 0 && /^1\d{10}$/.test(phone().trim());
  const wrong = (part: LinePart): string | undefined =>
    reading()?.problems.find((problem) => problem.part === part)?.message;
  const meant = (part: LinePart): string | null | undefined => {
    const read = reading();
    if (part === "COMMUNITY")
      return (
        read?.community &&
        [read.community.name, read.community.firm?.shortName].filter(Boolean).join(" · ")
      );
    if (part === "PLACE") return read?.place;
    if (part === "CATEGORY") return read?.category && term("category", read.category);
    return read?.words;
  };

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy() || !isWhole()) return;
    setBusy(true);
    const { onTaken } = props;
    const { data, problems: found } = await graph.change(logLineMutation, {
      input: {
        key,
        line: line(),
        callerName: name().trim(),
        callerPhone: phone().trim(),
      },
    });
    setBusy(false);
    setRefused(data ? [] : found);
    if (!data) return;
    key = crypto.randomUUID();
    setLine("");
    setName("");
    setPhone("");
    first.focus();
    toasts.tell(t("desk.taken", { number: data.logTicketLine.number }));
    onTaken(data.logTicketLine);
  };

  return (
    <form
      class="panel quick-entry"
      aria-label={t("desk.entry")}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        // An input method's Enter chooses a word; it must not send.
        if (event.key === "Enter" && event.isComposing) event.preventDefault();
      }}
    >
      <label class="field quick-line">
        <span>{t("desk.line")}</span>
        <input
          ref={first}
          class="input"
          value={line()}
          maxlength={2_100}
          autocomplete="off"
          spellcheck={false}
          placeholder={t("desk.lineHold")}
          aria-describedby="line-reading"
          data-testid="line"
          onInput={({ currentTarget }) => setLine(currentTarget.value)}
        />
      </label>
      <ol id="line-reading" class="line-reading" aria-live="polite">
        <For each={parts}>
          {(part) => (
            <li
              data-testid={`part-${part}`}
              data-state={wrong(part) ? "wrong" : meant(part) ? "read" : "empty"}
            >
              <span class="eyebrow">{t(`desk.parts.${part}`)}</span>
              <Show
                when={wrong(part)}
                fallback={<span>{meant(part) ?? t(`desk.examples.${part}`)}</span>}
              >
                {(message) => <span class="text-overdue-ink">{message()}</span>}
              </Show>
            </li>
          )}
        </For>
      </ol>
      <div class="quick-caller">
        <label class="field">
          <span>{t("desk.callerName")}</span>
          <input
            class="input"
            value={name()}
            maxlength={30}
            autocomplete="off"
            data-testid="caller-name"
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t("desk.callerPhone")}</span>
          <input
            class="input tabular-nums"
            type="tel"
            inputmode="numeric"
            value={phone()}
            maxlength={11}
            autocomplete="off"
            data-testid="caller-phone"
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
        <button type="submit" class="btn btn-primary" disabled={busy() || !isWhole()}>
          {t("desk.take")}
        </button>
      </div>
      <Show when={refused()[0] ?? problems()[0]}>
        {(problem) => (
          <p class="form-problem" role="alert" data-testid="entry-problem">
            {explain(problem(), i18n)}
          </p>
        )}
      </Show>
    </form>
  );
}
