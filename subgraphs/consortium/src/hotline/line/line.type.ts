import { ComplaintCategory } from "@hutong/kit";
import { IsMobilePhone, Length, MaxLength } from "class-validator";
import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from "type-graphql";

import { lineParts, type LinePart } from "./line.parse.js";

const HotlineLinePart = Object.fromEntries(
  lineParts.map((part) => [part.toUpperCase(), part]),
) as Readonly<Record<Uppercase<LinePart>, LinePart>>;
registerEnumType(HotlineLinePart, {
  name: "HotlineLinePart",
  description: "A part of a call typed in one line. 速记分段",
  valuesConfig: {
    COMMUNITY: { description: "The community's initials. 小区简码" },
    PLACE: { description: "Building-unit-room. 楼栋-单元-室" },
    CATEGORY: { description: "The category. 类别" },
    WORDS: { description: "What the caller said. 内容" },
  },
});

@ObjectType({ description: "What of a line cannot be taken. 速记问题" })
export class HotlineLineProblem {
  @Field(() => HotlineLinePart, { description: "Which part. 分段" })
  part: LinePart;

  @Field({ description: "What is wrong, in words, Chinese first. 说明" })
  message: string;
}

@ObjectType({ description: "How a line is read, as far as it was typed. 速记解析" })
export class HotlineLine {
  communityId: string | null;

  @Field(() => String, { nullable: true, description: "Building and unit. 楼栋单元" })
  publicPlace: string | null;

  @Field(() => String, { nullable: true, description: "Building, unit and room. 详细位置" })
  place: string | null;

  @Field(() => ComplaintCategory, { nullable: true, description: "What it is about. 类别" })
  category: ComplaintCategory | null;

  @Field(() => String, { nullable: true, description: "What the caller said. 内容" })
  words: string | null;

  @Field(() => [HotlineLineProblem], {
    description: "What is wrong or missing, in the order of the line; none: it can be sent. 问题",
  })
  problems: HotlineLineProblem[];
}

@ArgsType()
export class ReadLineArgs {
  @Field({ description: "As typed: `hql 3-2-501 漏水 厨房顶漏`. 速记" })
  @MaxLength(2_100)
  line: string;
}

@InputType({ description: "A call as it is taken down in one line. 来电速记" })
export class LogTicketLineInput {
  @Field(() => ID, {
    description: "A UUID of the desk's: a call sent twice is one ticket. 幂等键",
  })
  @Length(8, 60)
  key: string;

  @Field({
    description:
      "The community's initials, building-unit-room, a category or a piece of its word, and what the caller said: `hql 3-2-501 漏水 厨房顶漏`. 速记",
  })
  @MaxLength(2_100)
  line: string;

  @Field({ description: "Name of the caller; stays with the consortium. 来电人" })
  @Length(1, 30)
  callerName: string;

  @Field({ description: "Mobile phone of the caller; stays with the consortium. 来电电话" })
  @IsMobilePhone("zh-CN", {}, { message: "must be a mobile phone number of mainland China" })
  callerPhone: string;
}
