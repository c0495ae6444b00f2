import { defineEntity, p } from "@mikro-orm/core";
import { Max, Min } from "class-validator";
import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";

const PhotoTicketSchema = defineEntity({
  name: "PhotoTicket",
  tableName: "photo_ticket",
  properties: {
    id: p.string().primary(),
    uploadedBy: p.string(),
    preparedFor: p.string(),
    /** Whether a PDF is taken, too. */
    documents: p.boolean(),
    /** Real time: how long its address holds has nothing to do with the domain's clock. */
    expiresAt: p.datetime().columnType("timestamptz(3)"),
  },
});

/** Permission to upload one photo: for whom, and for what. */
export class PhotoTicket extends PhotoTicketSchema.class {}
PhotoTicketSchema.setClass(PhotoTicket);

@InputType({ description: "A photo that is about to be sent. 待上传照片" })
export class PreparePhotoInput {
  @Field({
    description:
      "Its type: `image/jpeg`, `image/png`, `image/webp`; for a letter `application/pdf`, too. 文件类型",
  })
  contentType: string;

  @Field(() => Int, { description: "How large it is, in bytes. 字节数" })
  @Min(1)
  @Max(2_147_483_647)
  byteLength: number;

  @Field(() => ID, { description: "What it will be reported with. 所属事项编号" })
  subject: string;
}

@Directive("@shareable")
@ObjectType({ description: "Where to send a photo. 照片上传地址" })
export class PhotoUpload {
  @Field(() => ID, { description: "Id of the photo, to be sent with what it shows. 照片编号" })
  id: string;

  @Field({ description: "Path at the hub, to PUT the bytes to. 上传地址(PUT)" })
  uploadUrl: string;

  @Field({ description: "Until when it takes them. 上传有效期" })
  expiresAt: Date;
}
