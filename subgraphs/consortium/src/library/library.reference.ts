import { defineReference } from "@hutong/kit";

import { LibraryCase } from "./library-case.entity.js";
import { requireMayReadLibrary } from "./library.policy.js";

/** A case of the library by its id. */
export const libraryCaseReference = defineReference<LibraryCase>(
  "LibraryCase",
  (ids, { em, actor }) => {
    requireMayReadLibrary(actor);
    return em.find(LibraryCase, { id: { $in: [...ids] } });
  },
);
