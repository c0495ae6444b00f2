import {
  ConnectionState,
  createMatch,
  LangSwitch,
  ThemeSwitch,
  useSession,
} from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { For, type ParentProps, Show } from "solid-js";
import { Dynamic } from "solid-js/web";

import { useText } from "../text/useText.js";
import { Account } from "./Account.jsx";
import { Bell } from "./Bell.jsx";
import { Logo } from "./Logo.jsx";
import { placesOf } from "./places.js";

/** What is around every screen: where one is, who one is, how current it is. */
export function Shell(props: ParentProps) {
  const { t } = useText();
  const session = useSession();
  // The smallest phones have no room for it; there it stands in the account's menu.
  const narrow = createMatch("(max-width: 27rem)");
  return (
    <>
      <a href="#main" class="skip-link">
        {t("app.skip")}
      </a>
      <header class="top-bar">
        <A href="/" class="brand" aria-label={t("app.name")}>
          <Logo class="size-7" />
          <span class="brand-name">{t("app.name")}</span>
        </A>
        <nav aria-label={t("app.nav")}>
          <For each={placesOf(session.signedIn()?.persona.role).nav}>
            {(place) => (
              <A href={place.href} class="nav-link" activeClass="nav-active">
                <Dynamic component={place.icon} aria-hidden="true" />
                <span>{t(`app.${place.name}`)}</span>
              </A>
            )}
          </For>
        </nav>
        <div class="top-end">
          <ConnectionState />
          <Bell />
          <LangSwitch />
          <Show when={!narrow()}>
            <ThemeSwitch />
          </Show>
          <Account withTheme={narrow()} />
        </div>
      </header>
      <main id="main" tabindex="-1">
        {props.children}
      </main>
    </>
  );
}
