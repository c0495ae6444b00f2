import { defineEntity, p } from "@mikro-orm/core";
import { HutongError } from "@hutong/kit";
import { LocalDateResolver } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { Crew } from "./crew.entity.js";

export enum PhoneKind {
  SMART = "SMART",
  FEATURE = "FEATURE",
}
registerEnumType(PhoneKind, {
  name: "PhoneKind",
  description: "What phone somebody owns: it decides how they can check in. 手机类型",
  valuesConfig: {
    SMART: { description: "Can show a page and take a photo. 智能手机" },
    FEATURE: { description: "Calls and SMS alone. 老年机" },
  },
});

export enum RetirementReason {
  RESIGNED = "RESIGNED",
  AGE = "AGE",
  CONTRACT_ENDED = "CONTRACT_ENDED",
  DISMISSED = "DISMISSED",
}
registerEnumType(RetirementReason, {
  name: "RetirementReason",
  description: "Why a cleaner left. 离职原因",
  valuesConfig: {
    RESIGNED: { description: "Gave notice. 辞职" },
    AGE: { description: "Stopped working for age. 退休" },
    CONTRACT_ENDED: { description: "Their contract came to its end. 合同到期" },
    DISMISSED: { description: "Was given notice. 辞退" },
  },
});

const CleanerSchema = defineEntity({
  name: "Cleaner",
  tableName: "cleaner",
  properties: {
    id: p.string().primary(),
    contractorId: p.string(),
    crew: () => p.manyToOne(Crew).ref().index(),
    personId: p.string().index(),
    name: p.string(),
    phone: p.string(),
    phoneKind: p.enum(() => PhoneKind),
    trained: p.boolean(),
    /** Null for who was there before cleaners were registered one by one; so is the hash. */
    registeredOn: p.date().nullable(),
    /** Keyed hash of the ID number. */
    idHash: p.string().nullable().hidden(),
    retiredOn: p.date().nullable(),
    retirement: p.enum(() => RetirementReason).nullable(),
  },
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A cleaner, registered under the real name. 保洁员(实名)" })
export class Cleaner extends CleanerSchema.class {
  @Field(() => ID, { description: "`cln_c02_…`" })
  override id: string;

  @Field({ description: "Real name. 姓名" })
  override name: string;

  @Field(() => PhoneKind, { description: "What phone they own. 手机类型" })
  override phoneKind: PhoneKind;

  @Field({ description: "Whether they were shown how to check in. 是否已培训" })
  override trained: boolean;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "Since when they are registered. 登记日期",
  })
  override registeredOn: string | null;

  @Field(() => LocalDateResolver, { nullable: true, description: "Their last day. 离职日期" })
  override retiredOn: string | null;

  @Field(() => Boolean, { description: "Whether the ID number was checked. 是否已核验身份证" })
  identityVerified(): boolean {
    return this.idHash != null;
  }

  /** Whether they work in a crew now. */
  worksIn(crewId: string): boolean {
    return this.retiredOn == null && this.crew.id === crewId;
  }

  /** @throws HutongError `CLEANER_RETIRED` for somebody who has left */
  insistActive(): void {
    if (this.retiredOn != null)
      throw new HutongError("CLEANER_RETIRED", {
        message: `Cleaner ${this.id} left on ${this.retiredOn}`,
      });
  }

  /** Leaves the crew; the register keeps them. */
  retire(on: string, reason: RetirementReason): void {
    this.insistActive();
    this.retiredOn = on;
    this.retirement = reason;
  }
}
CleanerSchema.setClass(Cleaner);
