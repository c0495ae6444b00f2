import IconUnplug from "~icons/lucide/unplug";

import { useI18n } from "../i18n/i18n.jsx";

/** In place of what a party holds while it cannot be reached. */
export function PartyDown(props: { readonly party: string }) {
  const { t, term } = useI18n();
  return (
    <div class="party-down" data-testid={`party-${props.party}-unavailable`}>
      <IconUnplug aria-hidden="true" />
      <div>
        <p class="font-medium">{t("kit.partyDown")}</p>
        <p class="muted">{t("kit.partyDownHint", { party: term("party", props.party) })}</p>
      </div>
    </div>
  );
}
