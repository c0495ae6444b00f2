import { ArrayMaxSize, Length, MaxLength } from "class-validator";
import { Field, ID, InputType } from "type-graphql";

import { InspectionKind } from "./inspection-point.entity.js";

@InputType({ description: "Something that has to be inspected monthly. 新增巡检点位" })
export class AddInspectionPointInput {
  @Field(() => ID, { description: "Whose: `prj_…`. 项目" })
  project: string;

  @Field(() => InspectionKind, { description: "What it is. 类别" })
  kind: InspectionKind;

  @Field({ description: "What stands on its plate. 编号" })
  @Length(1, 40)
  code: string;

  @Field({ description: "Where. 位置" })
  @Length(1, 100)
  place: string;
}

@InputType({ description: "A point that is no more. 停用巡检点位" })
export class RetireInspectionPointInput {
  @Field(() => ID, { description: "Which: `ipt_…`. 点位" })
  point: string;
}

@InputType({ description: "What was found at a point. 巡检登记" })
export class RecordInspectionInput extends RetireInspectionPointInput {
  @Field({ description: "Whether it works. 是否有效" })
  effective: boolean;

  @Field(() => String, {
    nullable: true,
    description: "What was found; required where it does not work. 情况",
  })
  @MaxLength(500)
  finding?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: "Photos sent for the point, at most 9. 巡检照片",
  })
  @ArrayMaxSize(9)
  photos?: string[] | null;
}
