import { crc32, deflateSync } from "node:zlib";

import type { HubClient, Who } from "../hub/client.js";
import { ops } from "./operations.js";

const side = 64;

/** A small grey picture, as PNG: what it shows is not what is tried here. */
function makePicture(): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(side * (side + 1), 0x80);
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0;
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from("89504e470d0a1a0a", "hex"),
      chunk("IHDR", header),
      chunk("IDAT", deflateSync(rows)),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

const picture = makePicture();

/** Takes a photo and sends it; gives its id, to be sent with what it shows. */
export async function sendPhoto(
  hub: HubClient,
  who: Who,
  subject: string,
  [mutation, inputType]: typeof ops.photo | typeof ops.cleaningPhoto,
): Promise<string> {
  const data = await hub.ask(
    who,
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { id uploadUrl } }`,
    { input: { contentType: "image/png", byteLength: picture.length, subject } },
  );
  const { id, uploadUrl } = data[mutation];
  await hub.photo(uploadUrl, picture);
  return id;
}
