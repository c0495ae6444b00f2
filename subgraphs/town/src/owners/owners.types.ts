/** What the owners' committees of the demo town hold beside their contracts. */

/** A supplementary agreement 补充协议 beside a contract. */
export interface Agreement {
  readonly id: string;
  readonly contractId: string;
  readonly communityId: string;
  readonly firmId: string;
  readonly proposedByName: string;
  readonly title: string;
  readonly text: string;
  readonly penaltyFen: number;
  readonly rewardFen: number;
  readonly startsOn: Date;
  readonly endsOn: Date;
  readonly state: "PROPOSED" | "ACCEPTED" | "REFUSED";
  readonly proposedAt: Date;
  readonly answerBy: Date;
  readonly answeredAt?: Date;
  readonly answeredByName?: string;
  readonly letter?: string;
}

/** A line of a community's fee ledger 物业费账目. */
export interface FeeLine {
  readonly id: string;
  readonly communityId: string;
  readonly on: Date;
  readonly kind:
    | "PROPERTY_FEE"
    | "SHARED_INCOME"
    | "STAFF"
    | "REPAIR"
    | "CLEANING"
    | "SECURITY"
    | "GREENING"
    | "UTILITIES"
    | "MANAGEMENT";
  readonly amountFen: number;
  readonly purpose: string;
  readonly counterparty?: string;
  readonly workerId?: string;
  readonly workerName?: string;
  readonly postedByName: string;
  readonly postedAt: Date;
}

/** An owner who walks the community for the others 志愿者. */
export interface Volunteer {
  readonly id: string;
  readonly communityId: string;
  readonly personId: string;
  readonly name: string;
  readonly joinedOn: Date;
}

/** A round that a volunteer walks 志愿巡查. */
export interface Patrol {
  readonly id: string;
  readonly communityId: string;
  readonly personId: string;
  readonly walkerName: string;
  readonly route: string;
  readonly plannedAt: Date;
  readonly state: "PLANNED" | "FINISHED";
  readonly startedAt?: Date;
  readonly endedAt?: Date;
  readonly remark?: string;
}

/** How an owner rates one aspect of the firm in a quarter 服务评价. */
export interface ServiceRating {
  readonly id: string;
  readonly communityId: string;
  readonly firmId: string;
  readonly personId: string;
  readonly quarter: string;
  readonly aspect: "SECURITY" | "CLEANING" | "REPAIR" | "GREENING" | "ATTITUDE";
  readonly stars: number;
  readonly at: Date;
}
