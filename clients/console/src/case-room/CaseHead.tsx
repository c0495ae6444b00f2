import { Badge, complaintTones } from "@hutong/client-kit";
import { A } from "@solidjs/router";
import { Show } from "solid-js";
import IconArrowLeft from "~icons/lucide/arrow-left";

import { useText } from "../text/useText.js";
import { StepBar } from "./actions/StepBar.jsx";
import type { CardProps } from "./CaseRoom.jsx";
import { Viewers } from "./Viewers.jsx";

/** Number, title and state of the case, who else looks at it, and what can be done. */
export function CaseHead(props: CardProps) {
  const { t, term } = useText();
  return (
    <header class="room-head">
      <A
        href="/cases"
        class="icon-button back-button"
        aria-label={t("room.back")}
        title={t("room.back")}
      >
        <IconArrowLeft aria-hidden="true" />
      </A>
      <div class="room-title">
        <p class="case-meta">
          <span class="case-number">{props.facts.number}</span>
          <Show when={props.facts.grade !== "MINOR"}>
            <span class="grade" data-grade={props.facts.grade}>
              {term("grade", props.facts.grade)}
            </span>
          </Show>
          <span>{term("category", props.facts.category)}</span>
          <span>
            {props.facts.community.name} · {props.facts.community.grid.name}
          </span>
        </p>
        <h1>
          {props.facts.title}
          <Badge tone={complaintTones[props.facts.state]} testid="case-state">
            {term("state", props.facts.state)}
          </Badge>
        </h1>
      </div>
      <Viewers viewers={props.facts.viewers} />
      <StepBar {...props} />
    </header>
  );
}
