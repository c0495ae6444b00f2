import { type Context, defineBatch } from "@hutong/kit";
import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Resolver, Root } from "type-graphql";
import { ComplaintState } from "@hutong/kit";

import { Complaint } from "../complaint/complaint.entity.js";
import { ComplaintStepInput } from "../complaint/complaint.input.js";
import { complaintReference } from "../complaint/complaint.reference.js";
import { MergeComplaintInput, MergeComplaintsInput } from "./merge.input.js";
import { mergeComplaints, unmergeComplaint } from "./merge.service.js";

@ObjectType({
  description:
    "How the case stands that goes on for this one: its number and state, nobody's identity. 合并至",
})
export class MergeTarget {
  @Field({ description: "Case number. 案件编号" })
  number: string;

  @Field(() => ComplaintState, { description: "How far it has come. 状态" })
  state: ComplaintState;
}

const mergedComplaintsOf = defineBatch<string[]>(async (ids, { em }) => {
  const merged = await em.find(
    Complaint,
    { mergedInto: { $in: [...ids] } },
    { orderBy: { reportedAt: "asc" } },
  );
  const byTarget = Map.groupBy(merged, ({ mergedInto }) => mergedInto);
  return (id) => (byTarget.get(id) ?? []).map((complaint) => complaint.number);
});

const targetOf = defineBatch<MergeTarget | null>(async (ids, { em }) => {
  const targets = await em.find(Complaint, { id: { $in: [...ids] } });
  const byId = new Map(targets.map((target) => [target.id, target]));
  return (id) => {
    const target = byId.get(id);
    return target
      ? Object.assign(new MergeTarget(), { number: target.number, state: target.state })
      : null;
  };
});

@Resolver(() => Complaint)
export class MergeResolver {
  @Mutation(() => Complaint, {
    description: "Join it to the same complaint; gives the one that was joined. 合并",
  })
  async mergeComplaint(
    @Ctx() context: Context,
    @Arg("input", () => MergeComplaintInput) { complaint, into }: MergeComplaintInput,
  ): Promise<Complaint | null> {
    await mergeComplaints(context, [complaint], into);
    return complaintReference.loadOne(complaint, context);
  }

  @Mutation(() => Complaint, {
    description:
      "Join several to the same complaint, all or none; gives the one that goes on. 批量合并",
  })
  mergeComplaints(
    @Ctx() context: Context,
    @Arg("input", () => MergeComplaintsInput) { complaints, into }: MergeComplaintsInput,
  ): Promise<Complaint> {
    return mergeComplaints(context, complaints, into);
  }

  @Mutation(() => Complaint, {
    description: "Take it apart again, for a day unless settled otherwise. 撤销合并",
  })
  unmergeComplaint(
    @Ctx() context: Context,
    @Arg("input", () => ComplaintStepInput) { complaint, note }: ComplaintStepInput,
  ): Promise<Complaint> {
    return unmergeComplaint(context, complaint, note ?? null);
  }

  @FieldResolver(() => MergeTarget, {
    nullable: true,
    description: "The case that goes on for this one. 合并至",
  })
  async mergedInto(
    @Root() { mergedInto }: Complaint,
    @Ctx() context: Context,
  ): Promise<MergeTarget | null> {
    return mergedInto ? targetOf(mergedInto, context) : null;
  }

  @FieldResolver(() => [String], {
    description: "Numbers of the complaints that were joined to it. 已并入诉求",
  })
  mergedNumbers(@Root() { id }: Complaint, @Ctx() context: Context): Promise<string[]> {
    return mergedComplaintsOf(id, context);
  }
}
