import { ConnectionState, createMatch, LangSwitch, ThemeSwitch } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { type ParentProps, Show } from "solid-js";
import IconLifeBuoy from "~icons/lucide/life-buoy";
import IconList from "~icons/lucide/list-checks";

import { useText } from "../text/useText.js";
import { Account } from "./Account.jsx";
import { Logo } from "./Logo.jsx";

/** What is around every screen: where one is, who one is, how current it is. */
export function Shell(props: ParentProps) {
  const { t } = useText();
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
          <A href="/cases" class="nav-link" activeClass="nav-active">
            <IconList aria-hidden="true" />
            <span>{t("app.cases")}</span>
          </A>
          <A href="/help" class="nav-link" activeClass="nav-active">
            <IconLifeBuoy aria-hidden="true" />
            <span>{t("app.help")}</span>
          </A>
        </nav>
        <div class="top-end">
          <ConnectionState />
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
