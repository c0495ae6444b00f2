import {
  type Context,
  defineBatch,
  invalidInput,
  newId,
  notFound,
  now,
  operatorOf,
  requireId,
  shanghaiDate,
} from "@hutong/kit";
import { GraphQLLocalDate } from "graphql-scalars";
import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  Resolver,
  Root,
} from "type-graphql";

import { Cleaner } from "../crew/cleaner.entity.js";
import { announceCleaner, CleanerEventKind } from "../crew/cleaner.events.js";
import { crewOf } from "../crew/crew.reference.js";
import { mayReadCleaners } from "../crew/crew.policy.js";
import { insist } from "../task/task.policy.js";
import { Training, TrainingResult, TrainingTopic } from "./training.entity.js";

@InputType({ description: "A training that was held. 培训记录" })
export class RecordTrainingInput {
  @Field(() => ID, { description: "Who was shown: `cln_…`. 保洁员编号" })
  cleaner: string;

  @Field(() => TrainingTopic, { description: "What. 内容" })
  topic: TrainingTopic;

  @Field(() => GraphQLLocalDate, { description: "When. 日期" })
  heldOn: string;

  @Field(() => TrainingResult, { description: "Whether they can do it now. 结果" })
  result: TrainingResult;
}

const trainingsOf = defineBatch<Training[]>(async (ids, { em }) => {
  const trainings = await em.find(
    Training,
    { cleaner: { $in: [...ids] } },
    { orderBy: { heldOn: "desc", id: "desc" } },
  );
  const byCleaner = Map.groupBy(trainings, ({ cleaner }) => cleaner.id);
  return (id) => byCleaner.get(id) ?? [];
});

@Resolver(() => Cleaner)
export class TrainingResolver {
  @Directive('@operator(arg: "input.cleaner")')
  @Mutation(() => Training, {
    description: "Record that a cleaner of one's crew was shown something. 登记培训",
  })
  async recordTraining(
    @Ctx() context: Context,
    @Arg("input", () => RecordTrainingInput, { description: "Who, what and when. 培训" })
    { cleaner: id, ...training }: RecordTrainingInput,
  ): Promise<Training> {
    const { em, actor } = context;
    const cleaner = await em.findOne(Cleaner, requireId(id, "cln"));
    const crew = cleaner && (await crewOf(cleaner.crew.id, context));
    insist(
      actor.may("case:write") &&
        actor.is("CREW_LEADER") &&
        (!cleaner || (crew?.leaderPersonId === actor.id && cleaner.contractorId === actor.org)),
      "Trainings are recorded by the crew's leader",
    );
    if (!cleaner) throw notFound(`cleaner ${id}`);
    cleaner.insistActive();
    if (training.heldOn > shanghaiDate(now())) throw invalidInput({ heldOn: "must not lie ahead" });
    const record = em.create(Training, {
      ...training,
      id: newId("trn", operatorOf(cleaner.id)),
      cleaner,
      byName: actor.name,
    });
    // `trained` says whether they were shown how to check in, whatever came of it.
    if (training.topic === TrainingTopic.CHECK_IN) cleaner.trained = true;
    announceCleaner(em, cleaner, CleanerEventKind.TRAINED);
    await em.flush();
    return record;
  }

  @FieldResolver(() => [Training], {
    nullable: true,
    description: "What they were shown, newest first. 培训记录",
  })
  trainings(@Root() { id }: Cleaner, @Ctx() context: Context): Promise<Training[]> | null {
    return mayReadCleaners(context.actor) ? trainingsOf(id, context) : null;
  }
}
