import { Empty, Failed, Skeleton, useSession } from "@hutong/client-kit";
import { createEffect, createSignal, For, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { CannotDialog } from "./CannotDialog.jsx";
import { createTasks } from "./createTasks.js";
import { ProxyDialog } from "./ProxyDialog.jsx";
import { TaskCard } from "./TaskCard.jsx";
import type { TaskFacts } from "./tasks.graphql.js";

/** What a dialog is open about. */
interface Asking {
  readonly what: "cannot" | "proxy";
  readonly task: TaskFacts;
}

/** A cleaner's tasks, or a crew's: large type and large targets, as many cleaners are elderly. */
export function TasksScreen() {
  const { t } = useText();
  const leads = useSession().signedIn()?.persona.role === "CREW_LEADER";
  const tasks = createTasks();
  const [asking, setAsking] = createSignal<Asking>();
  const title = (): string => t(leads ? "tasks.crewTitle" : "tasks.title");
  const about = (what: Asking["what"]): TaskFacts | undefined =>
    asking()?.what === what ? asking()?.task : undefined;
  createEffect(() => (document.title = `${title()} · ${t("app.name")}`));

  return (
    <div class="tasks" data-testid="tasks">
      <h1>{title()}</h1>
      <Show
        when={tasks.open().length + tasks.done().length > 0}
        fallback={
          <Show when={tasks.loading()} fallback={<Nothing />}>
            <ul class="task-cards" aria-busy="true">
              <For each={[1, 2, 3]}>
                {() => (
                  <li class="panel task-card">
                    <Skeleton lines={3} />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        }
      >
        {/* What is shown stays; that it may be old is said. */}
        <Show when={tasks.problems()[0]}>
          {(problem) => <Failed problem={problem()} onRetry={() => void tasks.reload()} />}
        </Show>
        <Group title={t("tasks.open")} of={tasks.open()} none={t("tasks.allDone")} />
        <Show when={tasks.done().length > 0}>
          <Group title={t("tasks.done")} of={tasks.done()} />
        </Show>
        <Show when={tasks.hasMore()}>
          <button
            type="button"
            class="btn"
            disabled={tasks.loading()}
            data-testid="load-more"
            onClick={() => tasks.loadMore()}
          >
            {t("tasks.more")}
          </button>
        </Show>
      </Show>
      <CannotDialog
        task={about("cannot")}
        onChanged={tasks.reload}
        onClose={() => setAsking(undefined)}
      />
      <Show when={leads}>
        <ProxyDialog
          task={about("proxy")}
          onChanged={tasks.reload}
          onClose={() => setAsking(undefined)}
        />
      </Show>
    </div>
  );

  function Group(props: {
    readonly title: string;
    readonly of: readonly TaskFacts[];
    readonly none?: string;
  }) {
    return (
      <section aria-label={props.title}>
        <h2>
          {props.title} <span class="muted tabular-nums">{props.of.length}</span>
        </h2>
        <ul class="task-cards">
          <For each={props.of} fallback={<li class="muted">{props.none}</li>}>
            {(task) => (
              <TaskCard
                task={task}
                leads={leads}
                onCannot={() => setAsking({ what: "cannot", task })}
                onProxy={() => setAsking({ what: "proxy", task })}
                onChanged={tasks.reload}
              />
            )}
          </For>
        </ul>
      </section>
    );
  }

  function Nothing() {
    return (
      <Show when={tasks.problems()[0]} fallback={<Empty>{t("tasks.none")}</Empty>}>
        {(problem) => <Failed problem={problem()} onRetry={() => void tasks.reload()} />}
      </Show>
    );
  }
}
