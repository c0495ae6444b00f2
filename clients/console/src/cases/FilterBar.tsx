import { complaintCategories, complaintStates } from "@hutong/client-kit";
import { createEffect, For, type JSX, onCleanup, onMount, Show } from "solid-js";
import IconSearch from "~icons/lucide/search";

import { useText } from "../text/useText.js";
import type { MapCommunity } from "./cases.graphql.js";
import type { Filters } from "./filters.js";

export interface FilterBarProps {
  readonly filters: Filters;
  readonly communities: readonly MapCommunity[];
  readonly onChange: (change: Partial<Filters>) => void;
}

/** How long after the last letter a search is sent. */
const typingMs = 250;

/** Search (`/` from anywhere) and filters of the list. */
export function FilterBar(props: FilterBarProps) {
  const { t, term } = useText();
  let search!: HTMLInputElement;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onKey = (event: KeyboardEvent): void => {
    const typing = (event.target as Element).matches("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  };
  onMount(() => addEventListener("keydown", onKey));
  onCleanup(() => {
    removeEventListener("keydown", onKey);
    clearTimeout(timer);
  });
  // The URL may change by itself (back, a cleared filter); what is being typed is left alone.
  createEffect(() => {
    const { search: text } = props.filters;
    if (document.activeElement !== search) search.value = text;
  });
  const onInput = (event: InputEvent): void => {
    clearTimeout(timer);
    if (!event.isComposing)
      timer = setTimeout(() => props.onChange({ search: search.value }), typingMs);
  };

  return (
    <form
      class="filter-bar"
      role="search"
      onSubmit={(event) => (event.preventDefault(), props.onChange({ search: search.value }))}
    >
      <label class="search">
        <IconSearch aria-hidden="true" />
        <input
          ref={search}
          type="search"
          maxlength={60}
          placeholder={t("cases.search")}
          aria-label={t("cases.search")}
          data-testid="search"
          onInput={onInput}
          onCompositionEnd={() => props.onChange({ search: search.value })}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <Choice
        label={t("cases.state")}
        all={t("cases.allStates")}
        value={props.filters.state}
        onChange={(state) => props.onChange({ state: state as Filters["state"] })}
        testid="filter-state"
      >
        <For each={complaintStates}>
          {(state) => <option value={state}>{term("state", state)}</option>}
        </For>
      </Choice>
      <Choice
        label={t("cases.category")}
        all={t("cases.allCategories")}
        value={props.filters.category}
        onChange={(category) => props.onChange({ category: category as Filters["category"] })}
        testid="filter-category"
      >
        <For each={complaintCategories}>
          {(category) => <option value={category}>{term("category", category)}</option>}
        </For>
      </Choice>
      <Show when={props.communities.length > 1}>
        <Choice
          label={t("cases.community")}
          all={t("cases.allCommunities")}
          value={props.filters.community}
          onChange={(community) => props.onChange({ community })}
          testid="filter-community"
        >
          <For each={props.communities}>{({ id, name }) => <option value={id}>{name}</option>}</For>
        </Choice>
      </Show>
      <label class="open-only">
        <input
          type="checkbox"
          class="toggle toggle-sm toggle-primary"
          checked={props.filters.open && !props.filters.state}
          disabled={props.filters.state !== ""}
          data-testid="filter-open"
          onChange={({ currentTarget }) => props.onChange({ open: currentTarget.checked })}
        />
        {t("cases.open")}
      </label>
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly testid: string;
  readonly onChange: (value: string) => void;
  readonly children: JSX.Element;
}

function Choice(props: ChoiceProps) {
  let select!: HTMLSelectElement;
  // After the options: a value set before its option is there is lost.
  createEffect(() => {
    void props.children;
    select.value = props.value;
  });
  return (
    <select
      ref={select}
      class="select select-sm"
      classList={{ "select-set": props.value !== "" }}
      aria-label={props.label}
      data-testid={props.testid}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    >
      <option value="">{props.all}</option>
      {props.children}
    </select>
  );
}
