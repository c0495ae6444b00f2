import { defineEntity, p } from "@mikro-orm/core";
import { GraphQLLocalDate } from "graphql-scalars";
import { Directive, Field, ID, ObjectType, registerEnumType } from "type-graphql";

export enum FirmStanding {
  GOOD = "GOOD",
  WATCHED = "WATCHED",
  SUSPENDED = "SUSPENDED",
}
registerEnumType(FirmStanding, {
  name: "FirmStanding",
  description: "How a firm stands with the consortium. 成员信用状态",
  valuesConfig: {
    GOOD: { description: "In good standing. 正常" },
    WATCHED: { description: "Under watch after complaints. 重点关注" },
    SUSPENDED: { description: "Its membership rests. 暂停资格" },
  },
});

const PropertyFirmSchema = defineEntity({
  name: "PropertyFirm",
  tableName: "property_firm",
  properties: {
    id: p.string().primary(),
    operator: p.string().unique(),
    name: p.string(),
    shortName: p.string(),
    nameEn: p.string(),
    hotline: p.string(),
    headOffice: p.string(),
    standing: p.enum(() => FirmStanding),
    joinedOn: p.date(),
    managerName: p.string(),
  },
});

@Directive('@key(fields: "id")')
@ObjectType({ description: "A property firm, as the consortium knows it. 物业企业" })
export class PropertyFirm extends PropertyFirmSchema.class {
  @Field(() => ID, { description: "`firm_…`" })
  override id: string;

  @Field({ description: "Names the server that holds the firm's own data: `f07`. 运营方代码" })
  override operator: string;

  @Field({ description: "Registered name. 企业名称" })
  override name: string;

  @Field({ description: "As people call it. 简称" })
  override shortName: string;

  @Field({ description: "Name in English. 英文名称" })
  override nameEn: string;

  @Field({ description: "Its hotline. 服务热线" })
  override hotline: string;

  @Field({ description: "Address of the head office. 总部地址" })
  override headOffice: string;

  @Field(() => FirmStanding, { description: "How it stands with the consortium. 信用状态" })
  override standing: FirmStanding;

  @Field(() => GraphQLLocalDate, { description: "Since when it is a member. 加入日期" })
  override joinedOn: string;

  @Field({ description: "Who answers for it. 负责人" })
  override managerName: string;
}
PropertyFirmSchema.setClass(PropertyFirm);
