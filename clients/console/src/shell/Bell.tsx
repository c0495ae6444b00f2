import { Ago, useGraph } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { createSignal, For, onCleanup, Show } from "solid-js";
import IconBell from "~icons/lucide/bell";

import { useText } from "../text/useText.js";
import {
  markNotificationsRead,
  type NotificationFacts,
  notificationReceived,
  notificationsQuery,
} from "./notifications.graphql.js";

/** What one must know of without having asked; what was shown counts as read. */
export function Bell() {
  const { t, term } = useText();
  const graph = useGraph();
  const [unread, setUnread] = createSignal(0);
  const [items, setItems] = createSignal<readonly NotificationFacts[]>([]);
  let details!: HTMLDetailsElement;

  const load = async (): Promise<void> => {
    const { data } = await graph.ask(notificationsQuery, {});
    if (!data) return;
    setUnread(data.unreadNotifications);
    setItems(data.notifications.edges.map(({ node }) => node));
  };
  void load();
  onCleanup(
    graph.follow(notificationReceived, {}, () => void load(), {
      placed: () => void load(),
      missed: () => void load(),
    }),
  );

  const opened = async (): Promise<void> => {
    if (!details.open) return;
    const ids = items().flatMap(({ id, readAt }) => (readAt ? [] : [id]));
    if (ids.length === 0) return;
    const { data } = await graph.change(markNotificationsRead, { ids });
    if (data) setUnread(data.markNotificationsRead);
  };
  const close = (): void => void (details.open = false);

  return (
    <details
      ref={details}
      class="account bell"
      data-testid="bell"
      onToggle={() => void opened()}
      onKeyDown={({ key }) => key === "Escape" && close()}
      onFocusOut={({ relatedTarget }) =>
        relatedTarget instanceof Node && !details.contains(relatedTarget) && close()
      }
    >
      <summary aria-label={t("bell.label", { count: unread() })}>
        <IconBell aria-hidden="true" />
        <Show when={unread() > 0}>
          <span class="bell-count" data-testid="bell-count" aria-hidden="true">
            {unread() > 99 ? "99+" : unread()}
          </span>
        </Show>
      </summary>
      <div class="account-menu bell-menu">
        <ul>
          <For each={items()} fallback={<li class="muted px-3 py-2">{t("bell.none")}</li>}>
            {(item) => (
              <li data-testid="notification" data-kind={item.kind}>
                <Item item={item} term={term("timeline", item.kind)} onChoose={close} />
              </li>
            )}
          </For>
        </ul>
      </div>
    </details>
  );
}

function Item(props: {
  readonly item: NotificationFacts;
  readonly term: string;
  readonly onChoose: () => void;
}) {
  const text = () => (
    <>
      <span class="bell-what">
        <strong>{props.term}</strong>
        <Ago at={props.item.at} class="muted" />
      </span>
      <span class="bell-case">
        {props.item.complaint?.number} {props.item.complaint?.title}
      </span>
      <Show when={props.item.note}>{(note) => <span class="muted">{note()}</span>}</Show>
    </>
  );
  return (
    <Show when={props.item.complaint} fallback={<span class="menu-item bell-item">{text()}</span>}>
      {(complaint) => (
        <A
          href={`/cases/${complaint().number}`}
          class="menu-item bell-item"
          onClick={() => props.onChoose()}
        >
          {text()}
        </A>
      )}
    </Show>
  );
}
