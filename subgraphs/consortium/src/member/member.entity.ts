import { Skill } from "@hutong/kit";
import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

import { moved, type Moves } from "../changes/moves.js";

export enum MemberKind {
  FIRM = "FIRM",
  INSTITUTION = "INSTITUTION",
}
registerEnumType(MemberKind, {
  name: "MemberKind",
  description: "What a member is. 成员类型",
  valuesConfig: {
    FIRM: { description: "A property firm. 物业企业" },
    INSTITUTION: { description: "A specialist institution. 专业机构" },
  },
});

export enum MemberStanding {
  ACTIVE = "ACTIVE",
  SUSPENDED = "SUSPENDED",
  LEFT = "LEFT",
}
registerEnumType(MemberStanding, {
  name: "MemberStanding",
  description: "Whether a membership is in force. 成员资格",
  valuesConfig: {
    ACTIVE: { description: "In force. 有效" },
    SUSPENDED: { description: "Rests: it neither offers help nor takes over. 暂停" },
    LEFT: { description: "Ended. 已退出" },
  },
});

export enum MemberStep {
  ADMIT = "ADMIT",
  SUSPEND = "SUSPEND",
  REINSTATE = "REINSTATE",
  LEAVE = "LEAVE",
}
registerEnumType(MemberStep, {
  name: "MemberStep",
  description: "A change of the member register. 成员变动",
  valuesConfig: {
    ADMIT: { description: "Take it in. 吸纳" },
    SUSPEND: { description: "Let its membership rest. 暂停" },
    REINSTATE: { description: "Take it up again. 恢复" },
    LEAVE: { description: "End it. 退出" },
  },
});

const { ACTIVE, SUSPENDED, LEFT } = MemberStanding;

/** Which step leads from where to where; nothing leads on from the end of a membership. */
export const memberMoves: Moves<MemberStanding, Exclude<MemberStep, MemberStep.ADMIT>> = {
  SUSPEND: { from: [ACTIVE], to: SUSPENDED },
  REINSTATE: { from: [SUSPENDED], to: ACTIVE },
  LEAVE: { from: [ACTIVE, SUSPENDED], to: LEFT },
};

const MemberSchema = defineEntity({
  name: "Member",
  tableName: "member",
  properties: {
    id: p.string().primary(),
    kind: p.enum(() => MemberKind),
    name: p.string(),
    /** The firm behind a membership of a firm. */
    firmId: p.string().unique().nullable(),
    skills: p.json<Skill[]>(),
    hotline: p.string(),
    standing: p.enum(() => MemberStanding),
    joinedOn: p.date(),
    leftOn: p.date().nullable(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A member of the consortium: a firm or a specialist institution. 成员" })
export class Member extends MemberSchema.class {
  @Field(() => ID, { description: "`mem_…`" })
  override id: string;

  @Field(() => MemberKind, { description: "What it is. 类型" })
  override kind: MemberKind;

  @Field({ description: "Registered name. 名称" })
  override name: string;

  @Field(() => [Skill], { description: "What an institution is specialised in. 专长" })
  override skills: Skill[];

  @Field({ description: "How it is reached. 联系电话" })
  override hotline: string;

  @Field(() => MemberStanding, { description: "Whether its membership is in force. 成员资格" })
  override standing: MemberStanding;

  @Field(() => GraphQLLocalDate, { description: "Since when. 加入日期" })
  override joinedOn: string;

  @Field(() => GraphQLLocalDate, { nullable: true, description: "Until when. 退出日期" })
  override leftOn: string | null;

  /**
   * Takes a step: the only way to change the standing.
   * @param on - the day, in Asia/Shanghai
   * @throws HutongError `ILLEGAL_TRANSITION`
   */
  take(step: keyof typeof memberMoves, on: string): void {
    this.standing = moved("member", memberMoves, this.standing, step);
    if (step === MemberStep.LEAVE) this.leftOn = on;
  }
}
MemberSchema.setClass(Member);
