import { defineChanges } from "../changes/changes.js";
import { Member, MemberStep } from "./member.entity.js";
import { memberReference } from "./member.reference.js";

/** The register is public, so is what changes in it. */
export const memberChanges = defineChanges<Member, MemberStep>({
  field: "member",
  zh: "成员",
  prefix: "mem",
  node: Member,
  steps: MemberStep,
  reference: memberReference,
  factsOf: () => ({}),
  mayHear: () => true,
});
