import { Length, Matches } from "class-validator";
import { LocalDateResolver } from "graphql-scalars";
import { Field, ID, InputType } from "type-graphql";

import { PhoneKind, RetirementReason } from "./cleaner.entity.js";

@InputType({ description: "A cleaner to be registered under the real name. 保洁员实名登记" })
export class RegisterCleanerInput {
  @Field(() => ID, { description: "Which crew they join: `crew_…`. 班组" })
  crew: string;

  @Field({ description: "Real name; an alias is refused. 姓名" })
  @Length(2, 40)
  name: string;

  @Field({
    description: "Resident identity number; checked, and kept only as a hash. 居民身份证号码",
  })
  @Length(18, 24)
  idNumber: string;

  @Field({ description: "Mobile phone, which is who an SMS is from. 手机" })
  @Matches(/^1\d{10}$/, { message: "must be a mobile number of eleven digits" })
  phone: string;

  @Field(() => PhoneKind, { description: "What phone it is. 手机类型" })
  phoneKind: PhoneKind;

  @Field(() => ID, {
    nullable: true,
    description: "As whom they sign in: `per_…`; without one, as before or a new person. 登录身份",
  })
  @Matches(/^per_\w{1,40}$/, { message: "must be the id of a person" })
  person?: string | null;
}

@InputType({ description: "A cleaner goes to another crew of the contractor. 调班组" })
export class MoveCleanerInput {
  @Field(() => ID, { description: "Who: `cln_…`. 保洁员" })
  cleaner: string;

  @Field(() => ID, { description: "Into which crew: `crew_…`. 班组" })
  crew: string;
}

@InputType({ description: "One of a crew becomes its leader. 任命班长" })
export class AppointCrewLeaderInput {
  @Field(() => ID, { description: "Which crew: `crew_…`. 班组" })
  crew: string;

  @Field(() => ID, { description: "Who: `cln_…`, of this crew. 保洁员" })
  cleaner: string;
}

@InputType({ description: "A cleaner leaves. 离职" })
export class RetireCleanerInput {
  @Field(() => ID, { description: "Who: `cln_…`. 保洁员" })
  cleaner: string;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: "The last day, which must not lie ahead; without one, today. 离职日期",
  })
  on?: string | null;

  @Field(() => RetirementReason, { description: "Why. 原因" })
  reason: RetirementReason;
}
