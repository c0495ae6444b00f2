/** The final frame of a text; a server's are not masked. https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
const finalText = 0x81;

/** A text message of an opening and the bytes that follow it, whole. */
export function frameOf(opening: string, rest: Buffer): Buffer {
  const frame = startFrame(opening, rest.length, rest.length);
  rest.copy(frame, frame.length - rest.length);
  return frame;
}

/** The same up to its opening: so many bytes have to follow. */
export function frameHead(opening: string, restLength: number): Buffer {
  return startFrame(opening, restLength, 0);
}

function startFrame(opening: string, restLength: number, room: number): Buffer {
  const openingLength = Buffer.byteLength(opening);
  const length = openingLength + restLength;
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + openingLength + room);
  frame[0] = finalText;
  if (headLength === 2) frame[1] = length;
  if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  }
  if (headLength === 10) {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(opening, headLength);
  return frame;
}
