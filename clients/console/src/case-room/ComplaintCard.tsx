import { formatAbsolute, formatShort, Photos } from "@hutong/client-kit";
import { type JSX, Show } from "solid-js";
import IconFile from "~icons/lucide/file-text";
import IconStar from "~icons/lucide/star";

import { useText } from "../text/useText.js";
import { Card } from "./Card.jsx";
import type { CardProps } from "./CaseRoom.jsx";
import { ReporterLine } from "./ReporterLine.jsx";

/** What was reported, where, by whom. */
export function ComplaintCard(props: CardProps) {
  const { t, term, lang } = useText();
  return (
    <Card
      title={t("room.complaint")}
      icon={<IconFile aria-hidden="true" />}
      party="neighborhood"
      down={false}
    >
      <p class="description">{props.facts.description}</p>
      <Photos photos={props.facts.photos} />
      <dl class="facts">
        <Fact name={t("room.place")}>
          {props.facts.community.name} {props.facts.place}
        </Fact>
        <Fact name={t("room.reporter")}>
          <ReporterLine {...props} />
        </Fact>
        <Fact name={t("room.reported")}>
          <time
            class="tabular-nums"
            dateTime={props.facts.reportedAt}
            title={formatAbsolute(props.facts.reportedAt, lang())}
          >
            {formatShort(props.facts.reportedAt, lang())}
          </time>{" "}
          · {term("channel", props.facts.channel)}
        </Fact>
        <Fact name={t("room.leader")}>
          {props.facts.community.grid.leader.name}{" "}
          <Phone number={props.facts.community.grid.leader.phone} />
        </Fact>
        <Show when={props.facts.stateNote}>
          {(note) => <Fact name={t("room.stateNote")}>{note()}</Fact>}
        </Show>
        <Show when={props.facts.review}>
          {(review) => (
            <Fact name={t("room.review")}>
              <span class="review">
                <IconStar aria-hidden="true" />
                {t("room.stars", { count: review().stars })} ·{" "}
                {t(review().satisfied ? "room.satisfied" : "room.unsatisfied")}
              </span>
              {review().comment}
            </Fact>
          )}
        </Show>
      </dl>
    </Card>
  );
}

/** A name and what it is. */
export function Fact(props: { readonly name: string; readonly children: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** A number to call; a masked one is only shown. */
export function Phone(props: { readonly number: string }) {
  const { t } = useText();
  return (
    <Show
      when={!props.number.includes("*")}
      fallback={<span class="tabular-nums">{props.number}</span>}
    >
      <a
        href={`tel:${props.number}`}
        class="phone tabular-nums"
        aria-label={t("room.call", { phone: props.number })}
      >
        {props.number}
      </a>
    </Show>
  );
}
