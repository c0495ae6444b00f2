import { defineEntity, p } from "@mikro-orm/core";
import { Directive, Field, ID, Int, ObjectType } from "type-graphql";

import { photoPlaces } from "./store/photo-store.js";

const StoredPhotoSchema = defineEntity({
  name: "StoredPhoto",
  tableName: "photo",
  properties: {
    id: p.string().primary(),
    /** What the photo belongs to: a complaint, a work order, a check-in. Nothing until it is attached. */
    subject: p.string().nullable(),
    caption: p.string(),
    takenAt: p.datetime().columnType("timestamptz(3)"),
    mime: p.string(),
    width: p.integer(),
    height: p.integer(),
    storedIn: p.enum(photoPlaces),
    /** When they are stored in the row. */
    bytes: p.blob().lazy().nullable(),
    uploadedBy: p.string().nullable(),
    preparedFor: p.string().nullable(),
    version: p.integer().version(),
  },
});

/** A photo as its party keeps it. */
export class StoredPhoto extends StoredPhotoSchema.class {}
StoredPhotoSchema.setClass(StoredPhoto);

@Directive("@shareable")
@ObjectType({ description: "A photo of a place or of work done. 照片" })
export class Photo {
  @Field(() => ID, { description: "Id of the photo. 编号" })
  id: string;

  @Field({ description: "Path at the hub, valid for about an hour. 图片地址(约一小时有效)" })
  url: string;

  @Field({ description: "What it shows. 说明" })
  caption: string;

  @Field({ description: "When it was taken. 拍摄时间" })
  takenAt: Date;

  @Field(() => Int, { description: "In pixels. 宽" })
  width: number;

  @Field(() => Int, { description: "In pixels. 高" })
  height: number;
}

@Directive("@shareable")
@ObjectType({ description: "A PDF as it was sent: a letter with stamp and signature. 文件" })
export class Document {
  @Field(() => ID, { description: "Id of the document. 编号" })
  id: string;

  @Field({
    description:
      "Path at the hub, valid for about an hour; a file to be saved, never shown in the page. 下载地址(约一小时有效)",
  })
  url: string;

  @Field({ description: "What it is. 说明" })
  caption: string;

  @Field({ description: "When it was sent. 上传时间" })
  sentAt: Date;
}
