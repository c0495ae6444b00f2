import { forbidden, photoUploads } from "@hutong/kit";

import { mayAnswer } from "./agreement.policy.js";
import { readAgreement } from "./agreement.reference.js";

/** Takes a letter of refusal, photographed or as PDF, from who may write it: stamp and signature are on it. */
export const LetterPhotos = photoUploads({
  mutation: "prepareLetterPhoto",
  documents: true,
  allow: async (context, subject) => {
    if (!mayAnswer(context.actor, await readAgreement(context, subject)))
      throw forbidden("An agreement is answered by the side that did not propose it");
  },
});
