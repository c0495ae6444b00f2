import IconUnplug from "~icons/lucide/unplug";

import { useI18n } from "../i18n/i18n.jsx";

interface PartyDownProps {
  readonly party: string;
  /** Which firm of those that serve the party's part, where that is known. */
  readonly operator?: string | undefined;
}

/** In place of what a party, or one firm, holds while it cannot be reached. */
export function PartyDown(props: PartyDownProps) {
  const { t, term } = useI18n();
  return (
    <div class="party-down" data-testid={`party-${props.party}-unavailable`}>
      <IconUnplug aria-hidden="true" />
      <div>
        <p class="font-medium">{t("kit.partyDown")}</p>
        <p class="muted">
          {t("kit.partyDownHint", { party: props.operator ?? term("party", props.party) })}
        </p>
      </div>
    </div>
  );
}
