import { createEffect, createSignal, For, on, Show } from "solid-js";
import { useSession, useToasts } from "@hutong/client-kit";
import IconLifeBuoy from "~icons/lucide/life-buoy";
import IconMegaphone from "~icons/lucide/megaphone";

import { AskAllFirmsDialog } from "../help/AskAllFirmsDialog.jsx";
import { HelpRequestView } from "../help/HelpRequestView.jsx";
import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { CardProps } from "./CaseRoom.jsx";

/** Help asked of all firms, and what other firms offer. */
export function HelpCardList(props: CardProps) {
  const { t } = useText();
  const toasts = useToasts();
  const own = useSession().signedIn()?.organisation;
  const [asking, setAsking] = createSignal(false);

  // An offer that comes in while the room is open is told once; those that were there are not news.
  const offers = () => props.facts.helpRequests?.flatMap((request) => request.offers) ?? [];
  createEffect(
    on(
      () => offers().map(({ id }) => id),
      (now, before) => {
        if (!before) return;
        for (const { id, firm } of offers()) {
          if (now.includes(id) && !before.includes(id) && firm.id !== own)
            toasts.tell(t("help.newOffer", { firm: firm.shortName }));
        }
      },
    ),
  );

  return (
    <Card
      title={t("room.help")}
      icon={<IconLifeBuoy aria-hidden="true" />}
      party="consortium"
      down={props.down.has("consortium")}
    >
      <For
        each={props.facts.helpRequests}
        fallback={
          <div class="help-none">
            <p class="muted">
              {t("room.noHelp")}
              <Show when={props.facts.canAskAllFirms}> {t("room.helpHint")}</Show>
            </p>
          </div>
        }
      >
        {(request) => <HelpRequestView facts={request} onChanged={props.onChanged} />}
      </For>
      <Show when={props.facts.canAskAllFirms}>
        <div class="item-actions">
          <button
            type="button"
            class="btn btn-sm btn-primary"
            data-testid="ask-all-firms"
            onClick={() => setAsking(true)}
          >
            <IconMegaphone aria-hidden="true" />
            {t("room.askAll")}
          </button>
        </div>
        <AskAllFirmsDialog
          complaint={props.facts.id}
          category={props.facts.category}
          open={asking()}
          onClose={() => setAsking(false)}
          onChanged={props.onChanged}
        />
      </Show>
    </Card>
  );
}
