import { HutongError } from "../errors/hutong-error.js";

/** What is taken where letters are, beside their photos. */
export const documentType = "application/pdf";

/** Readers look for the end of a PDF this close to the end of the file. */
const endWithin = 1024;

/** Whether bytes begin as a PDF does; what a phone called the file says nothing. */
export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString() === "%PDF-";

/**
 * A PDF as it is kept: as it came, since a letter with a stamp is evidence. What may be active in it is
 * never run here: it is handed out as a file, not shown.
 * @throws HutongError `PHOTO_TYPE_REFUSED` when it was cut short
 */
export function keepPdf(bytes: Buffer) {
  if (!bytes.subarray(-endWithin).includes("%%EOF")) throw new HutongError("PHOTO_TYPE_REFUSED");
  return { bytes, mime: documentType, width: 0, height: 0 };
}
