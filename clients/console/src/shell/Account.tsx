import { type Organisation, ThemeSwitch, useSession, useToasts } from "@hutong/client-kit";
import { For, Show } from "solid-js";
import IconCheck from "~icons/lucide/check";
import IconChevronDown from "~icons/lucide/chevron-down";
import IconLogOut from "~icons/lucide/log-out";

import { useText } from "../text/useText.js";

/** Who is signed in, for which organisation; a manager of two firms switches here. */
export function Account(props: { readonly withTheme: boolean }) {
  const { t, term, lang } = useText();
  const session = useSession();
  const toasts = useToasts();

  const switchTo = async (organisation: Organisation): Promise<void> => {
    const persona = session.signedIn()?.persona;
    if (!persona) return;
    await session.signIn(persona, organisation.id);
    toasts.tell(t("app.switchedTo", { name: organisation.name }));
  };

  return (
    <Show when={session.signedIn()}>
      {(signedIn) => (
        <details class="account" data-testid="account">
          <summary>
            <span class="sr-only">{t("app.account")}</span>
            <span class="avatar" aria-hidden="true">
              {signedIn().persona.name.slice(0, 1)}
            </span>
            <span class="account-name">
              <span>{signedIn().persona.name} </span>
              <span class="muted">{term("role", signedIn().persona.role)}</span>
            </span>
            <IconChevronDown class="account-chevron" aria-hidden="true" />
          </summary>
          <div class="account-menu">
            <p class="muted px-3 pt-1 pb-2">{signedIn().persona.title[lang()]}</p>
            <Show when={signedIn().persona.organisations.length > 1}>
              <p class="eyebrow px-3">{t("app.actFor")}</p>
            </Show>
            <For each={signedIn().persona.organisations}>
              {(organisation) => (
                <button
                  type="button"
                  class="menu-item"
                  disabled={organisation.id === signedIn().organisation}
                  aria-current={organisation.id === signedIn().organisation}
                  data-testid={`organisation-${organisation.id}`}
                  onClick={() => void switchTo(organisation)}
                >
                  <IconCheck
                    classList={{ invisible: organisation.id !== signedIn().organisation }}
                    aria-hidden="true"
                  />
                  {organisation.name}
                </button>
              )}
            </For>
            <hr />
            <Show when={props.withTheme}>
              <div class="menu-theme">
                <ThemeSwitch />
                <span aria-hidden="true">{t("app.theme")}</span>
              </div>
            </Show>
            <button
              type="button"
              class="menu-item"
              data-testid="sign-out"
              onClick={() => session.signOut()}
            >
              <IconLogOut aria-hidden="true" />
              {t("app.signOut")}
            </button>
          </div>
        </details>
      )}
    </Show>
  );
}
