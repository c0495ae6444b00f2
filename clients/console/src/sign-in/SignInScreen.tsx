import {
  fetchPersonas,
  LangSwitch,
  type Persona,
  Skeleton,
  ThemeSwitch,
  useSession,
  useToasts,
} from "@hutong/client-kit";
import { createEffect, createResource, createSignal, For, Show } from "solid-js";
import IconArrow from "~icons/lucide/arrow-right";

import { Logo } from "../shell/Logo.jsx";
import { useText } from "../text/useText.js";

/** Whom to be in the demonstration, and what to try as that person. */
export function SignInScreen() {
  const { t } = useText();
  const session = useSession();
  const [personas] = createResource(fetchPersonas);
  createEffect(() => (document.title = `${t("app.name")} · ${t("app.place")}`));

  return (
    <div class="sign-in">
      <div class="sign-in-bar">
        <LangSwitch />
        <ThemeSwitch />
      </div>
      <header>
        <Logo class="size-12" />
        <h1>
          {t("signIn.title")}
          <span>{t("signIn.lead")}</span>
        </h1>
        <p>{t("signIn.body")}</p>
      </header>
      <main>
        <h2 class="eyebrow">{t("signIn.choose")}</h2>
        <Show when={session.ended() === "expired"}>
          <p class="form-problem" role="alert">
            {t("signIn.expired")}
          </p>
        </Show>
        <Show
          when={!personas.error}
          fallback={
            <p class="form-problem" role="alert">
              {t("signIn.failed")}
            </p>
          }
        >
          <ul class="personas">
            <For
              each={personas()}
              fallback={
                <For each={Array.from({ length: 6 })}>
                  {() => (
                    <li class="panel p-4">
                      <Skeleton />
                    </li>
                  )}
                </For>
              }
            >
              {(persona, index) => (
                <li>
                  <PersonaCard persona={persona} main={index() === 0} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </main>
    </div>
  );
}

function PersonaCard(props: { readonly persona: Persona; readonly main: boolean }) {
  const { t, lang } = useText();
  const session = useSession();
  const toasts = useToasts();
  const [busy, setBusy] = createSignal(false);

  const signIn = async (): Promise<void> => {
    setBusy(true);
    try {
      await session.signIn(props.persona);
    } catch {
      toasts.explain([{ code: "OFFLINE", path: "", fields: [] }]);
      setBusy(false);
    }
  };

  return (
    <button
      type="button"
      class="persona"
      classList={{ "persona-main": props.main }}
      disabled={busy()}
      data-testid={`persona-${props.persona.id}`}
      onClick={() => void signIn()}
    >
      <span class="avatar" aria-hidden="true">
        {props.persona.name.slice(0, 1)}
      </span>
      <span class="persona-who">
        <strong>{props.persona.title[lang()]}</strong>
        <span class="muted">
          {props.persona.name}
          <Show when={props.persona.organisations.length > 1}>
            {" "}
            · {t("signIn.forOrgs", { count: props.persona.organisations.length })}
          </Show>
          <Show when={props.main}> · {t("signIn.main")}</Show>
        </span>
      </span>
      <IconArrow class="persona-arrow" aria-hidden="true" />
      <span class="persona-try">{props.persona.description[lang()]}</span>
    </button>
  );
}
