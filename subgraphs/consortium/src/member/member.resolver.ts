import { type Connection, connectionOf, type Context, PageArgs } from "@hutong/kit";
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from "type-graphql";

import { HistoryEntry } from "../changes/history.entity.js";
import { historyOf } from "../changes/history.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { Member, MemberKind, MemberStanding, MemberStep } from "./member.entity.js";
import { AdmitInstitutionInput, MemberStepInput } from "./member.input.js";
import { membershipOf, readMember } from "./member.reference.js";
import { admitInstitution, changeMembership, listMembers } from "./member.service.js";

const MemberConnection = connectionOf(Member);
const which = { description: "Which member, and why. 成员与理由" };

@Resolver(() => Member)
export class MemberResolver {
  @Query(() => Member, { nullable: true, description: "One member. 查看成员" })
  member(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`mem_…`" }) id: string,
  ): Promise<Member> {
    return readMember(context, id);
  }

  @Query(() => MemberConnection, { description: "The member register, by name. 成员名册" })
  members(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("kind", () => MemberKind, { nullable: true, description: "Only these. 类型" })
    kind?: MemberKind | null,
    @Arg("standing", () => MemberStanding, { nullable: true, description: "Only these. 成员资格" })
    standing?: MemberStanding | null,
  ): Promise<Connection<Member>> {
    return listMembers(context, { kind, standing }, page);
  }

  @Mutation(() => Member, { description: "Take a specialist institution in. 吸纳专业机构" })
  admitInstitution(
    @Ctx() context: Context,
    @Arg("input", () => AdmitInstitutionInput, { description: "Which one. 机构" })
    input: AdmitInstitutionInput,
  ): Promise<Member> {
    return admitInstitution(context, input);
  }

  @Mutation(() => Member, { description: "Let a membership rest. 暂停成员资格" })
  suspendMember(
    @Ctx() context: Context,
    @Arg("input", () => MemberStepInput, which) input: MemberStepInput,
  ): Promise<Member> {
    return changeMembership(context, input, MemberStep.SUSPEND);
  }

  @Mutation(() => Member, { description: "Take a resting membership up again. 恢复成员资格" })
  reinstateMember(
    @Ctx() context: Context,
    @Arg("input", () => MemberStepInput, which) input: MemberStepInput,
  ): Promise<Member> {
    return changeMembership(context, input, MemberStep.REINSTATE);
  }

  @Mutation(() => Member, { description: "End a membership. 成员退出" })
  endMembership(
    @Ctx() context: Context,
    @Arg("input", () => MemberStepInput, which) input: MemberStepInput,
  ): Promise<Member> {
    return changeMembership(context, input, MemberStep.LEAVE);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm, where it is one. 企业",
  })
  firm(@Root() { firmId }: Member, @Ctx() context: Context): Promise<PropertyFirm | null> | null {
    return firmId ? firmReference.loadOne(firmId, context) : null;
  }

  @FieldResolver(() => [HistoryEntry], { description: "What has changed, oldest first. 变动记录" })
  history(@Root() { id }: Member, @Ctx() context: Context): Promise<HistoryEntry[]> {
    return historyOf(id, context);
  }
}

@Resolver(() => PropertyFirm)
export class FirmMembershipResolver {
  @FieldResolver(() => Member, { nullable: true, description: "Its membership. 成员资格" })
  membership(@Root() { id }: PropertyFirm, @Ctx() context: Context): Promise<Member | null> {
    return membershipOf(id, context);
  }
}
