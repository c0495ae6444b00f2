import { PartyDown } from "@hutong/client-kit";
import { createUniqueId, type JSX, Show } from "solid-js";

export interface PartyCardProps {
  readonly title: string;
  readonly icon: JSX.Element;
  /** Whose part of the case this is. */
  readonly party: string;
  readonly down: boolean;
  /** The firm whose part it is, where several have a server of their own. */
  readonly operator?: string | undefined;
  readonly end?: JSX.Element;
  readonly class?: string;
  readonly children: JSX.Element;
}

/** One party's part of the case; it says so when that party cannot be reached. */
export function Card(props: PartyCardProps) {
  const titleId = createUniqueId();
  return (
    <section
      class={`panel card ${props.class ?? ""}`}
      aria-labelledby={titleId}
      data-party={props.party}
    >
      <header class="card-head">
        <h2 id={titleId}>
          {props.icon}
          {props.title}
        </h2>
        {props.end}
      </header>
      <Show
        when={!props.down}
        fallback={<PartyDown party={props.party} operator={props.operator} />}
      >
        {props.children}
      </Show>
    </section>
  );
}
