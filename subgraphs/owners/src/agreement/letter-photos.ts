import { forbidden, photoUploads } from "@hutong/kit";

import { mayAnswer } from "./agreement.policy.js";
import { readAgreement } from "./agreement.reference.js";

/** Takes pictures of a letter of refusal from who may write it: stamp and signature are on the paper. */
export const LetterPhotos = photoUploads({
  mutation: "prepareLetterPhoto",
  allow: async (context, subject) => {
    if (!mayAnswer(context.actor, await readAgreement(context, subject)))
      throw forbidden("An agreement is answered by the side that did not propose it");
  },
});
