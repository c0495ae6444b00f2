import type { CaseRoomFacts } from "./case-room.graphql.js";
import { CaseHead } from "./CaseHead.jsx";
import { CleaningCard } from "./CleaningCard.jsx";
import { ClocksCard } from "./ClocksCard.jsx";
import { ComplaintCard } from "./ComplaintCard.jsx";
import { DuplicateHints } from "./DuplicateHints.jsx";
import { EscalationCard } from "./EscalationCard.jsx";
import { FirmCard } from "./FirmCard.jsx";
import { HelpCardList } from "./HelpCardList.jsx";
import { TimelineCard } from "./TimelineCard.jsx";
import { WorkOrdersCard } from "./WorkOrdersCard.jsx";

export interface CardProps {
  readonly facts: CaseRoomFacts;
  /** Parties that cannot be reached; their cards say so. */
  readonly down: ReadonlySet<string>;
  readonly onChanged: () => Promise<void>;
}

/** Everything about one case on one screen: three columns on a desk, one scroll on a phone. */
export function CaseRoom(props: CardProps) {
  return (
    <div
      class="room"
      data-testid="case-room"
      data-number={props.facts.number}
      data-state={props.facts.state}
    >
      <CaseHead {...props} />
      <ClocksCard {...props} />
      <div class="room-left">
        <ComplaintCard {...props} />
        <DuplicateHints {...props} />
        <FirmCard {...props} />
        <EscalationCard {...props} />
      </div>
      <div class="room-centre">
        <HelpCardList {...props} />
        <WorkOrdersCard {...props} />
        <CleaningCard {...props} />
      </div>
      <TimelineCard {...props} />
    </div>
  );
}
