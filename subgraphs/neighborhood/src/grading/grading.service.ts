import { type ComplaintCategory, type Context, newId, notFound, requireId } from "@hutong/kit";

import { ComplaintGrade } from "../complaint/complaint.entity.js";
import { requireLeader } from "../grid/grid.policy.js";
import { GradingRule } from "./grading-rule.entity.js";
import type { GradingRuleInput } from "./grading.input.js";

const gravity = [ComplaintGrade.MINOR, ComplaintGrade.URGENT, ComplaintGrade.EMERGENCY];

/** The graver of two grades. */
export const graver = (a: ComplaintGrade, b: ComplaintGrade): ComplaintGrade =>
  gravity.indexOf(a) >= gravity.indexOf(b) ? a : b;

/** The grade by the rules: of all that fit, the gravest; minor when none does. */
export const gradeBy = (
  rules: readonly GradingRule[],
  category: ComplaintCategory,
  text: string,
): ComplaintGrade =>
  rules
    .filter((rule) => rule.fits(category, text))
    .map(({ grade }) => grade)
    .reduce(graver, ComplaintGrade.MINOR);

/** Makes a rule, or changes the one with this id. @throws HutongError `FORBIDDEN`, `NOT_FOUND` */
export async function saveRule(context: Context, input: GradingRuleInput): Promise<GradingRule> {
  await requireLeader(context);
  const { em } = context;
  const { id, grade } = input;
  const values = {
    grade,
    category: input.category ?? null,
    words: (input.words ?? []).map((word) => word.trim()).filter(Boolean),
  };
  let rule: GradingRule | null;
  if (id) {
    rule = await em.findOne(GradingRule, requireId(id, "rule"));
    if (!rule) throw notFound(`grading rule ${id}`);
    em.assign(rule, values);
  } else {
    rule = em.create(GradingRule, { id: newId("rule"), ...values });
  }
  await em.flush();
  return rule;
}

/** @throws HutongError `FORBIDDEN`, `NOT_FOUND` */
export async function removeRule(context: Context, id: string): Promise<boolean> {
  await requireLeader(context);
  const removed = await context.em.nativeDelete(GradingRule, { id: requireId(id, "rule") });
  if (removed === 0) throw notFound(`grading rule ${id}`);
  return true;
}
