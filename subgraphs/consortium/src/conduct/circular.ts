import { Field, ID, ObjectType } from "type-graphql";

import type { ConductCase } from "./conduct-case.entity.js";

@ObjectType({ description: "What all members were told about a firm's failing. 通报" })
export class Circular {
  @Field(() => ID, { description: "Of the supervision it belongs to: `cdt_…`. 编号" })
  id: string;

  @Field({ description: "Number of the supervision. 督办编号" })
  number: string;

  @Field({ description: "What they were told. 通报内容" })
  text: string;

  @Field({ description: "When. 通报时间" })
  at: Date;

  firmId: string;

  /** The part of a supervision that everybody may read. */
  static of({ id, number, circular, circulatedAt, firm }: ConductCase): Circular {
    return Object.assign(new Circular(), {
      id,
      number,
      text: circular,
      at: circulatedAt,
      firmId: firm.id,
    });
  }
}
