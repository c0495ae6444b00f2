import { type Connection, connectionOf, type Context, defineBatch, PageArgs } from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { HistoryEntry } from "../changes/history.entity.js";
import { historyOf } from "../changes/history.js";
import { stepsFrom } from "../changes/moves.js";
import { Complaint, complaintOf } from "../complaint.extension.js";
import { PropertyFirm } from "../firm/firm.entity.js";
import { firmReference } from "../firm/firm.reference.js";
import { Circular } from "./circular.js";
import { ConductCase, CreditRecord } from "./conduct-case.entity.js";
import {
  AppealInput,
  CloseConductCaseInput,
  DecideAppealInput,
  DeductCreditInput,
  HoldInterviewInput,
  IssueCircularInput,
  OpenConductCaseInput,
} from "./conduct.input.js";
import { mayReadConduct, mayTakeConductStep } from "./conduct.policy.js";
import { creditScoreOf, readConductCase } from "./conduct.reference.js";
import {
  appealDeduction,
  closeConductCase,
  decideAppeal,
  deductCredit,
  holdInterview,
  issueCircular,
  listCirculars,
  listConductCases,
  openConductCase,
} from "./conduct.service.js";
import { conductMoves, ConductState, ConductStep } from "./conduct.state.js";

const ConductCaseConnection = connectionOf(ConductCase);
const CircularConnection = connectionOf(Circular);
const which = { description: "Which supervision, and what there is to say. 督办与说明" };

@Resolver(() => ConductCase)
export class ConductResolver {
  @Query(() => ConductCase, { nullable: true, description: "One supervision. 查看督办" })
  conductCase(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`cdt_…`" }) id: string,
  ): Promise<ConductCase> {
    return readConductCase(context, id);
  }

  @Query(() => ConductCaseConnection, {
    description: "The supervisions that are the actor's to see, newest first. 督办列表",
  })
  conductCases(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only of this firm. 企业" })
    firm?: string | null,
    @Arg("states", () => [ConductState], {
      nullable: true,
      description: "In one of these states. 状态",
    })
    states?: ConductState[] | null,
  ): Promise<Connection<ConductCase>> {
    return listConductCases(context, { firm, states }, page);
  }

  @Query(() => CircularConnection, {
    description: "What all members were told, newest first. 通报",
  })
  async circulars(@Ctx() context: Context, @Args() page: PageArgs): Promise<Connection<Circular>> {
    const { edges, pageInfo } = await listCirculars(context, page);
    return {
      pageInfo,
      edges: edges.map(({ node, cursor }) => ({ node: Circular.of(node), cursor })),
    };
  }

  @Mutation(() => ConductCase, { description: "Open a supervision of a firm. 立案督办" })
  openConductCase(
    @Ctx() context: Context,
    @Arg("input", () => OpenConductCaseInput, { description: "What the firm failed in. 事由" })
    input: OpenConductCaseInput,
  ): Promise<ConductCase> {
    return openConductCase(context, input);
  }

  @Mutation(() => ConductCase, { description: "Write down an interview with the firm. 约谈" })
  holdInterview(
    @Ctx() context: Context,
    @Arg("input", () => HoldInterviewInput, which) input: HoldInterviewInput,
  ): Promise<ConductCase> {
    return holdInterview(context, input);
  }

  @Mutation(() => ConductCase, { description: "Tell all members, after the interview. 通报" })
  issueCircular(
    @Ctx() context: Context,
    @Arg("input", () => IssueCircularInput, which) input: IssueCircularInput,
  ): Promise<ConductCase> {
    return issueCircular(context, input);
  }

  @Mutation(() => ConductCase, { description: "Take credit, after the circular. 信用扣分" })
  deductCredit(
    @Ctx() context: Context,
    @Arg("input", () => DeductCreditInput, which) input: DeductCreditInput,
  ): Promise<ConductCase> {
    return deductCredit(context, input);
  }

  @Mutation(() => ConductCase, { description: "Object to a deduction, for the firm. 申诉" })
  appealDeduction(
    @Ctx() context: Context,
    @Arg("input", () => AppealInput, which) input: AppealInput,
  ): Promise<ConductCase> {
    return appealDeduction(context, input);
  }

  @Mutation(() => ConductCase, { description: "Decide an appeal. 裁定申诉" })
  decideAppeal(
    @Ctx() context: Context,
    @Arg("input", () => DecideAppealInput, which) input: DecideAppealInput,
  ): Promise<ConductCase> {
    return decideAppeal(context, input);
  }

  @Mutation(() => ConductCase, { description: "End a supervision. 结束督办" })
  closeConductCase(
    @Ctx() context: Context,
    @Arg("input", () => CloseConductCaseInput, which) input: CloseConductCaseInput,
  ): Promise<ConductCase> {
    return closeConductCase(context, input);
  }

  @FieldResolver(() => PropertyFirm, { description: "The firm. 企业" })
  firm(@Root() { firm }: ConductCase, @Ctx() context: Context): Promise<PropertyFirm | null> {
    return firmReference.loadOne(firm.id, context);
  }

  @FieldResolver(() => Complaint, { nullable: true, description: "The complaint. 诉求" })
  complaint(@Root() { complaintId }: ConductCase): Complaint | null {
    return complaintId ? complaintOf(complaintId) : null;
  }

  @FieldResolver(() => [ConductStep], { description: "What the actor may do now. 可办理动作" })
  steps(@Root() { state, firm }: ConductCase, @Ctx() { actor }: Context): ConductStep[] {
    return stepsFrom(conductMoves, state).filter((step) =>
      mayTakeConductStep(actor, { firmId: firm.id }, step),
    );
  }

  @FieldResolver(() => [HistoryEntry], { description: "What was done, oldest first. 办理记录" })
  history(@Root() { id }: ConductCase, @Ctx() context: Context): Promise<HistoryEntry[]> {
    return historyOf(id, context);
  }
}

@Resolver(() => Circular)
export class CircularResolver {
  @FieldResolver(() => PropertyFirm, { description: "The firm it is about. 被通报企业" })
  firm(@Root() { firmId }: Circular, @Ctx() context: Context): Promise<PropertyFirm | null> {
    return firmReference.loadOne(firmId, context);
  }
}

const creditRecordsOf = defineBatch<CreditRecord[]>(async (firmIds, { em }) => {
  const records = await em.find(
    CreditRecord,
    { firmId: { $in: [...firmIds] } },
    { orderBy: { at: "desc", id: "desc" } },
  );
  const byFirm = Map.groupBy(records, ({ firmId }) => firmId);
  return (firmId) => byFirm.get(firmId) ?? [];
});

@Resolver(() => PropertyFirm)
export class FirmCreditResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      "What is left of its credit, of 100 points unless settled otherwise, for who works on cases. 信用分",
  })
  creditScore(@Root() { id }: PropertyFirm, @Ctx() context: Context): Promise<number> | null {
    return context.actor.may("case:read") ? creditScoreOf(id, context) : null;
  }

  @FieldResolver(() => [CreditRecord], {
    nullable: true,
    description: "Credit taken from it, newest first, for itself and the secretariat. 信用记录",
  })
  creditRecords(
    @Root() { id }: PropertyFirm,
    @Ctx() context: Context,
  ): Promise<CreditRecord[]> | null {
    return mayReadConduct(context.actor, { firmId: id }) ? creditRecordsOf(id, context) : null;
  }
}
