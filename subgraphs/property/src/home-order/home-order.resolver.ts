import {
  After,
  type Connection,
  connectionOf,
  type Context,
  Live,
  maskName,
  maskPhone,
  PageArgs,
  requireId,
} from "@hutong/kit";
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";

import { insist } from "../firm.policy.js";
import { PropertyProject } from "../project/project.entity.js";
import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { staffReference } from "../staff/staff.reference.js";
import { HomeDisclosure } from "./home-disclosure.entity.js";
import { HomeOrder } from "./home-order.entity.js";
import { HomeOrderEvent, HomeOrderEventKind, homeOrderTopic } from "./home-order.events.js";
import { mayReadHomeOrder, maySeeResident, mayTakeHomeStep } from "./home-order.policy.js";
import { disclosuresOf, homeOrderReference } from "./home-order.reference.js";
import { listHomeOrders } from "./home-order.service.js";
import { HomeOrderState, HomeOrderStep } from "./home-order.state.js";

const HomeOrderConnection = connectionOf(HomeOrder);

@ObjectType({ description: "Who ordered, as far as the actor may know. 下单居民" })
class HomeOrderResident {
  @Field({ description: "Name, or the surname alone. 姓名" })
  name: string;

  @Field({ description: "Phone, or `138****1234`. 电话" })
  phone: string;

  @Field(() => String, { nullable: true, description: "Building and room. 楼栋房号" })
  address: string | null;

  @Field({ description: "Whether it is stripped. 是否脱敏" })
  masked: boolean;
}

@Resolver(() => HomeOrder)
export class HomeOrderResolver {
  @Directive('@operator(arg: "firm")')
  @Directive('@gather(orderBy: ["orderedAt:desc", "id:desc"])')
  @Query(() => HomeOrderConnection, {
    nullable: true,
    description: "The orders that are the actor's to see, latest first. 点单列表",
  })
  homeOrders(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("firm", () => ID, { nullable: true, description: "Only with this firm. 企业" })
    firm?: string,
    @Arg("states", () => [HomeOrderState], {
      nullable: true,
      description: "Only in one of these states. 状态",
    })
    states?: HomeOrderState[],
  ): Promise<Connection<HomeOrder>> {
    return listHomeOrders(context, { firm, states }, page);
  }

  @Directive('@operator(arg: "firm")')
  @Directive("@gather(orderBy: [])")
  @Live(() => HomeOrderEvent, {
    topic: homeOrderTopic,
    description:
      "What happens to the orders with one firm, or all, that are the actor's to see; RATED carries the score. 点单动态",
    admit: ({ actor }, { firm }: { firm?: string; kinds?: HomeOrderEventKind[] }) => {
      if (firm) requireId(firm, "firm");
      actor.require("case:read");
    },
    concerns: ({ kind, payload }, { actor }, { firm, kinds }) =>
      (!firm || payload.firm === firm) &&
      (!kinds?.length || kinds.includes(kind)) &&
      mayReadHomeOrder(actor, {
        firmId: payload.firm,
        residentPersonId: payload.resident,
        staffPersonId: payload.staff,
      }),
  })
  homeOrderChanged(
    @Root() event: HomeOrderEvent,
    @Arg("firm", () => ID, { nullable: true, description: "Only with this firm. 企业" })
    _firm?: string,
    @Arg("kinds", () => [HomeOrderEventKind], {
      nullable: true,
      description: "Only of these kinds. 类别",
    })
    _kinds?: HomeOrderEventKind[],
    @After() _after?: string,
  ): HomeOrderEvent {
    return event;
  }

  @FieldResolver(() => HomeOrderResident, {
    description: "Who ordered: in clear for themselves and for who is sent, while they serve. 居民",
  })
  resident(@Root() order: HomeOrder, @Ctx() { actor }: Context): HomeOrderResident {
    const { residentName: name, residentPhone: phone, address } = order;
    return maySeeResident(actor, order)
      ? { name, phone, address, masked: false }
      : { name: maskName(name), phone: maskPhone(phone), address: null, masked: true };
  }

  @FieldResolver(() => [HomeDisclosure], {
    description:
      "Who was given the resident's name and address; for the resident to read. 查看记录",
  })
  disclosures(@Root() order: HomeOrder, @Ctx() context: Context): Promise<HomeDisclosure[]> {
    insist(context.actor.id === order.residentPersonId, "The ledger is for the person concerned");
    return disclosuresOf(order.id, context);
  }

  @FieldResolver(() => PropertyProject, { nullable: true, description: "With whom. 项目" })
  project(@Root() { project }: HomeOrder, @Ctx() context: Context) {
    return projectReference.loadOne(project.id, context);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "Who is sent. 服务人员" })
  staff(@Root() { staff }: HomeOrder, @Ctx() context: Context) {
    return staff ? staffReference.loadOne(staff.id, context) : null;
  }

  @FieldResolver(() => [HomeOrderStep], {
    description: "What the actor may do with it now. 可办理动作",
  })
  steps(@Root() order: HomeOrder, @Ctx() { actor }: Context): HomeOrderStep[] {
    return Object.values(HomeOrderStep).filter(
      (step) => order.permits(step) && mayTakeHomeStep(actor, order, step),
    );
  }
}

@Resolver(() => HomeOrderEvent)
export class HomeOrderEventResolver {
  @FieldResolver(() => HomeOrder, { nullable: true, description: "The order as it is now. 点单" })
  order(@Root() { payload }: HomeOrderEvent, @Ctx() context: Context) {
    return homeOrderReference.loadOne(payload.order, context);
  }
}
