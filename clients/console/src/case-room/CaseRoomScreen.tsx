import { createLiveView, Failed, isPartyDown, partiesDown, useGraph } from "@hutong/client-kit";
import { A, useNavigate, useParams } from "@solidjs/router";
import { createEffect, Show } from "solid-js";

import { useText } from "../text/useText.js";
import { type CaseRoomFacts, caseRoomChanged, caseRoomQuery } from "./case-room.graphql.js";
import { CaseRoom } from "./CaseRoom.jsx";
import { CaseRoomSkeleton } from "./CaseRoomSkeleton.jsx";

/** The case room: one query, one subscription with the very same selection. */
export function CaseRoomScreen() {
  const { t } = useText();
  const params = useParams<{ number: string }>();
  const navigate = useNavigate();
  const graph = useGraph();

  const view = createLiveView<CaseRoomFacts>(() => {
    const { number } = params;
    // Who comes from a help request knows the case by its id only.
    const which = number.startsWith("cmp_") ? { id: number } : { number };
    return {
      load: async () => {
        const { data, problems } = await graph.ask(caseRoomQuery, which);
        return { data: data?.complaint ?? undefined, problems };
      },
      follow: ({ id }, take, place) =>
        graph.follow(
          caseRoomChanged,
          { id },
          ({ data, problems }) => {
            const complaint = data?.complaintChanged?.complaint;
            if (complaint) take({ data: complaint, problems });
          },
          place,
        ),
    };
  });
  createEffect(
    () => (document.title = `${view.state()?.number ?? t("room.complaint")} · ${t("app.name")}`),
  );
  createEffect(() => {
    const known = view.state()?.number;
    if (known && params.number.startsWith("cmp_")) navigate(`/cases/${known}`, { replace: true });
  });

  return (
    <Show
      when={view.state()}
      fallback={
        <Show when={!view.loading()} fallback={<CaseRoomSkeleton />}>
          <Failed problem={problem()} onRetry={() => void view.refresh()}>
            <Show when={problem().code === "FORBIDDEN"}>
              <p class="muted">{t("room.forbidden")}</p>
              <A href="/help" class="btn btn-sm btn-primary">
                {t("room.toHelp")}
              </A>
            </Show>
          </Failed>
        </Show>
      }
    >
      {(facts) => (
        <CaseRoom facts={facts()} down={partiesDown(view.problems())} onChanged={view.refresh} />
      )}
    </Show>
  );

  function problem() {
    const all = view.problems();
    return (
      all.find((one) => !isPartyDown(one)) ??
      all[0] ?? { code: "NOT_FOUND" as const, path: "", fields: [] }
    );
  }
}
