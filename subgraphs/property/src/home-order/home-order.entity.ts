import { defineEntity, p, ref } from "@mikro-orm/core";
import { conflict } from "@hutong/kit";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { PropertyProject } from "../project/project.entity.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { illegal, next } from "../transition.js";
import {
  HomeOrderEntry,
  HomeOrderState,
  homeOrderSteps,
  HomeOrderStep,
} from "./home-order.state.js";

/** One line of a price, as it was on the list when it was shown. */
@ObjectType({ description: "One line of a price. 报价明细" })
export class QuoteLine {
  @Field(() => ID, { description: "The price of the list it is under: `pri_…`. 价目" })
  item: string;

  @Field({ description: "What for. 服务项目" })
  service: string;

  @Field({ description: "Per what. 计价单位" })
  unit: string;

  @Field(() => Int, { description: "How many. 数量" })
  quantity: number;

  @Field(() => Int, { description: "For one, in fen; never above the list. 单价(分)" })
  unitPriceFen: number;
}

const HomeOrderSchema = defineEntity({
  name: "HomeOrder",
  tableName: "home_order",
  properties: {
    id: p.string().primary(),
    firmId: p.string(),
    communityId: p.string(),
    project: () => p.manyToOne(PropertyProject).ref(),
    entry: p.enum(() => HomeOrderEntry),
    state: p.enum(() => HomeOrderState),
    title: p.string(),
    residentPersonId: p.string(),
    residentName: p.string().hidden(),
    residentPhone: p.string().hidden(),
    address: p.string().hidden(),
    staff: () => p.manyToOne(FirmStaff).ref().nullable(),
    staffPersonId: p.string().nullable(),
    quote: p.json<QuoteLine[]>().nullable(),
    priceFen: p.integer().nullable(),
    note: p.text().nullable(),
    score: p.integer().nullable(),
    comment: p.text().nullable(),
    orderedAt: p.datetime().columnType("timestamptz(3)"),
    wantedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    answeredAt: p.datetime().columnType("timestamptz(3)").nullable(),
    lateAt: p.datetime().columnType("timestamptz(3)").nullable(),
    visitedAt: p.datetime().columnType("timestamptz(3)").nullable(),
    doneAt: p.datetime().columnType("timestamptz(3)").nullable(),
    version: p.integer().version(),
  },
  indexes: [
    { properties: ["orderedAt", "id"] },
    { properties: ["firmId", "orderedAt", "id"] },
    { properties: ["residentPersonId", "orderedAt", "id"] },
    { properties: ["staffPersonId", "orderedAt", "id"] },
  ],
});

@Directive('@key(fields: "id")')
@Directive('@operator(by: "id")')
@ObjectType({ description: "A resident's order to the firm of the community. 点单报修" })
export class HomeOrder extends HomeOrderSchema.class {
  @Field(() => ID, { description: "`hso_f07_…`" })
  override id: string;

  @Field(() => HomeOrderEntry, { description: "By which entry it came. 入口" })
  override entry: HomeOrderEntry;

  @Field(() => HomeOrderState, { description: "How far it has come. 状态" })
  override state: HomeOrderState;

  @Field({ description: "What is wanted. 内容" })
  override title: string;

  @Field(() => [QuoteLine], { nullable: true, description: "The price, line by line. 报价明细" })
  override quote: QuoteLine[] | null;

  @Field(() => Int, {
    nullable: true,
    description: "The whole price as shown beforehand, in fen. 报价(分)",
  })
  override priceFen: number | null;

  @Field(() => String, { nullable: true, description: "What the firm said last. 说明" })
  override note: string | null;

  @Field(() => Int, { nullable: true, description: "From 1 to 5. 评分" })
  override score: number | null;

  @Field(() => String, { nullable: true, description: "In the resident's words. 评语" })
  override comment: string | null;

  @Field({ description: "When it was ordered. 下单时间" })
  override orderedAt: Date;

  @Field(() => Date, { nullable: true, description: "When the visit is wanted. 预约时间" })
  override wantedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When the firm answered. 接单时间" })
  override answeredAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When an emergency's 30 minutes passed without an answer. 应急响应超时",
  })
  override lateAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When somebody came. 上门时间" })
  override visitedAt: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was done. 完工时间" })
  override doneAt: Date | null;

  /** What is public costs the resident nothing; all else is done only at an agreed price. */
  permits(step: HomeOrderStep): boolean {
    const isPublic = this.entry === HomeOrderEntry.PUBLIC_AREA;
    if (step === HomeOrderStep.QUOTE && isPublic) return false;
    if (step === HomeOrderStep.FINISH && !isPublic && this.state === HomeOrderState.VISITING)
      return false;
    return homeOrderSteps[step].from.includes(this.state);
  }

  accept(staff: FirmStaff, at: Date): void {
    this.take(HomeOrderStep.ACCEPT);
    this.staff = ref(staff);
    this.staffPersonId = staff.personId;
    this.answeredAt ??= at;
  }

  decline(reason: string, at: Date): void {
    this.take(HomeOrderStep.DECLINE);
    this.note = reason;
    this.answeredAt = at;
  }

  visit(at: Date): void {
    this.take(HomeOrderStep.VISIT);
    this.visitedAt = at;
  }

  show(quote: QuoteLine[]): void {
    this.take(HomeOrderStep.QUOTE);
    this.quote = quote;
    this.priceFen = quote.reduce((sum, line) => sum + line.quantity * line.unitPriceFen, 0);
  }

  /** @throws HutongError `CONFLICT` when the price is not the one that the resident saw */
  agree(priceFen: number): void {
    this.take(HomeOrderStep.AGREE);
    if (priceFen !== this.priceFen) throw conflict("The price was shown anew; look at it first");
  }

  finish(note: string, at: Date): void {
    this.take(HomeOrderStep.FINISH);
    this.note = note;
    this.doneAt = at;
  }

  rate(score: number, comment: string | null): void {
    this.take(HomeOrderStep.RATE);
    this.score = score;
    this.comment = comment;
  }

  cancel(): void {
    this.take(HomeOrderStep.CANCEL);
  }

  /** An emergency that nobody has answered in time. */
  fallLate(at: Date): boolean {
    if (this.state !== HomeOrderState.ORDERED) return false;
    this.lateAt = at;
    return true;
  }

  private take(step: HomeOrderStep): void {
    if (!this.permits(step)) throw illegal(this.state, step);
    this.state = next(homeOrderSteps, this.state, step);
  }
}
HomeOrderSchema.setClass(HomeOrder);
