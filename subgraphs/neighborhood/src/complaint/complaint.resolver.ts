import {
  After,
  Clock,
  type Connection,
  connectionOf,
  type Context,
  invalidInput,
  Live,
  maskName,
  maskPhone,
  PageArgs,
  Photo,
  photosOf,
} from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { publicClocksOf } from "../clock/clocks.js";
import { communityReference } from "../community/community.reference.js";
import { Community } from "../community/community.entity.js";
import { Disclosure } from "../disclosure/disclosure.entity.js";
import { readLedger } from "../disclosure/disclosure.service.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { Viewer } from "../viewer/viewer.entity.js";
import { viewersOf, watched } from "../viewer/viewer.service.js";
import { Complaint } from "./complaint.entity.js";
import {
  ComplaintEvent,
  ComplaintEventKind,
  complaintTopic,
  concerns,
} from "./complaint.events.js";
import { ComplaintFilterInput } from "./complaint.input.js";
import { factsOf, mayAskForIdentity, maySeePlace, mayTake } from "./complaint.policy.js";
import { complaintReference, isDisclosed } from "./complaint.reference.js";
import { ComplaintCount } from "./complaint-count.type.js";
import { countComplaints, listComplaints } from "./complaint-list.service.js";
import { readComplaint, readComplaintByNumber } from "./complaint.service.js";
import { ComplaintStep } from "./complaint.state.js";
import { timelineOf } from "./timeline.js";
import { TimelineEntry } from "./timeline.entity.js";

@ObjectType({
  description: "Who reported a case; masked unless it was released to the actor. 反映人",
})
export class Reporter {
  @Field({ description: "Name, or `王**`. 姓名" })
  name: string;

  @Field({ description: "Phone, or `138****1234`. 电话" })
  phone: string;

  @Field({ description: "Whether name and phone are hidden here. 是否已脱敏" })
  masked: boolean;
}

const ComplaintConnection = connectionOf(Complaint);

@Resolver(() => Complaint)
export class ComplaintResolver {
  @Query(() => Complaint, {
    nullable: true,
    description: "One case, by id or by case number. 查看诉求",
  })
  complaint(
    @Ctx() context: Context,
    @Arg("id", () => ID, { nullable: true, description: "`cmp_…`" }) id?: string,
    @Arg("number", () => String, { nullable: true, description: "`TS-2026-0042`. 案件编号" })
    number?: string,
  ): Promise<Complaint> {
    if (id) return readComplaint(context, id);
    if (number) return readComplaintByNumber(context, number);
    throw invalidInput({ id: "give either id or number" });
  }

  @Query(() => ComplaintConnection, {
    description: "The cases that are the actor's to see, newest first. 诉求列表",
  })
  complaints(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("filter", () => ComplaintFilterInput, {
      nullable: true,
      description: "Which of them. 筛选",
    })
    filter?: ComplaintFilterInput,
  ): Promise<Connection<Complaint>> {
    return listComplaints(context, filter ?? {}, page);
  }

  @Query(() => [ComplaintCount], {
    description: "How many open cases are the actor's to see, by state and grade. 在办统计",
  })
  complaintCounts(
    @Ctx() context: Context,
    @Arg("filter", () => ComplaintFilterInput, {
      nullable: true,
      description: "Which of them. 筛选",
    })
    filter?: ComplaintFilterInput,
  ): Promise<ComplaintCount[]> {
    return countComplaints(context, filter ?? {});
  }

  @Live(() => ComplaintEvent, {
    topic: complaintTopic,
    description: "What happens to cases that are the actor's to see: one, or all of them. 诉求动态",
    admit: async (context, { id }: { id?: string; kinds?: ComplaintEventKind[] }) => {
      context.actor.require("case:read");
      if (id) await readComplaint(context, id);
    },
    concerns: ({ kind, payload }, context, { id, kinds }) =>
      (!id || payload.complaint === id) &&
      (!kinds || kinds.includes(kind)) &&
      concerns(context, payload),
    around: (events, context, { id }) => (id ? watched(context, id, events) : events),
  })
  complaintChanged(
    @Root() event: ComplaintEvent,
    @Arg("id", () => ID, { nullable: true, description: "Only this case. 诉求编号" }) _id?: string,
    @Arg("kinds", () => [ComplaintEventKind], {
      nullable: true,
      description: "Only these events. 事件类别",
    })
    _kinds?: ComplaintEventKind[],
    @After() _after?: string,
  ): ComplaintEvent {
    return event;
  }

  @FieldResolver(() => Community, { description: "Where. 小区" })
  async community(
    @Root() complaint: Complaint,
    @Ctx() context: Context,
  ): Promise<Community | null> {
    return communityReference.loadOne(complaint.community.id, context);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm it was sent to. 责任企业",
  })
  responsibleFirm(@Root() complaint: Complaint): PropertyFirm | null {
    return firmOf(complaint.responsibleFirmId);
  }

  @FieldResolver(() => [PropertyFirm], {
    nullable: true,
    description:
      "Every firm that has had it, the present one last: their work orders stay with them. 先后负责的企业",
  })
  firms(@Root() complaint: Complaint): PropertyFirm[] {
    const { formerFirmIds, responsibleFirmId } = complaint;
    return [...formerFirmIds, responsibleFirmId].flatMap((id) => firmOf(id) ?? []);
  }

  @FieldResolver(() => String, {
    description: "With the room for who must go there, else building and unit. 详细位置",
  })
  async place(@Root() complaint: Complaint, @Ctx() context: Context): Promise<string> {
    const disclosed = await isDisclosed(complaint.id, context);
    return maySeePlace(context.actor, factsOf(complaint), disclosed)
      ? complaint.place
      : complaint.publicPlace;
  }

  @FieldResolver(() => Reporter, { description: "Who reported it, masked unless released. 反映人" })
  async reporter(@Root() complaint: Complaint, @Ctx() context: Context): Promise<Reporter> {
    const { actor } = context;
    const open =
      complaint.reporterId === actor.id ||
      (actor.may("identity:read") && (await isDisclosed(complaint.id, context)));
    return {
      name: open ? complaint.reporterName : maskName(complaint.reporterName),
      phone: open ? complaint.reporterPhone : maskPhone(complaint.reporterPhone),
      masked: !open,
    };
  }

  @FieldResolver(() => Boolean, {
    description: "Whether the actor may ask for the reporter's identity. 可否申请查看身份",
  })
  async canRevealReporter(@Root() complaint: Complaint, @Ctx() context: Context): Promise<boolean> {
    return (
      mayAskForIdentity(context.actor, factsOf(complaint)) &&
      !(await isDisclosed(complaint.id, context))
    );
  }

  @FieldResolver(() => [Clock], { description: "The city's clocks on this case. 时限" })
  clocks(@Root() { id }: Complaint, @Ctx() context: Context): Promise<Clock[]> {
    return publicClocksOf(id, context);
  }

  @FieldResolver(() => [ComplaintStep], {
    description: "What the actor may do with it now. 可办理动作",
  })
  steps(@Root() complaint: Complaint, @Ctx() { actor }: Context): ComplaintStep[] {
    return Object.values(ComplaintStep).filter(
      (step) => complaint.permits(step) && mayTake(actor, factsOf(complaint), step),
    );
  }

  @FieldResolver(() => [TimelineEntry], {
    description: "What has happened, oldest first. 办理经过",
  })
  timeline(@Root() complaint: Complaint, @Ctx() context: Context): Promise<TimelineEntry[]> {
    return timelineOf(complaint.id, context);
  }

  @FieldResolver(() => [Photo], { description: "Photos that came with it. 照片" })
  photos(@Root() complaint: Complaint, @Ctx() context: Context): Promise<Photo[]> {
    return photosOf(complaint.id, context);
  }

  @FieldResolver(() => [Viewer], { description: "Who else has it open now. 正在查看" })
  viewers(@Root() complaint: Complaint, @Ctx() context: Context): Promise<Viewer[]> {
    return viewersOf(complaint.id, context);
  }

  @FieldResolver(() => [Disclosure], {
    nullable: true,
    description:
      "Who has been shown the reporter's identity, for the reporter and the grid. 隐私查看记录",
  })
  disclosures(@Root() complaint: Complaint, @Ctx() context: Context): Promise<Disclosure[]> {
    return readLedger(complaint, context);
  }
}

@Resolver(() => ComplaintEvent)
export class ComplaintEventResolver {
  @FieldResolver(() => Complaint, { nullable: true, description: "The case as it is now. 诉求" })
  complaint(@Root() event: ComplaintEvent, @Ctx() context: Context): Promise<Complaint | null> {
    return complaintReference.loadOne(event.payload.complaint, context);
  }
}
