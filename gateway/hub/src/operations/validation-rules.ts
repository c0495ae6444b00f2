import { SingleFieldSubscriptionsRule, specifiedRules, type ValidationRule } from "graphql";
import { deferLabels } from "../incremental/labels.rule.js";
import { oneStream } from "../live/one-stream.rule.js";

/** What a document is validated by. */
export const validationRules: readonly ValidationRule[] = [
  ...specifiedRules.filter((rule) => rule !== SingleFieldSubscriptionsRule),
  oneStream,
  deferLabels,
];
