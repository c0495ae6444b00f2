import { errorTable } from "@hutong/schema/errors";

import type { Problem } from "../graph/problem.js";
import type { I18n } from "./i18n.jsx";

/** What went wrong, and what to do about it, in the reader's language. */
export function explain({ code, fields }: Problem, { lang, t, term }: I18n): string {
  const stop = lang() === "zh" ? "。" : ". ";
  const what = code === "OFFLINE" ? t("kit.offline") : errorTable[code][lang()];
  const which =
    fields.length > 0
      ? t("kit.fields", {
          fields: fields.map((name) => fieldName(name, term)).join(lang() === "zh" ? "、" : ", "),
        })
      : "";
  const remedy = term("remedy", code);
  return [what, which].filter(Boolean).join(stop) + stop + (remedy === code ? "" : remedy);
}

/** `input.summary` → 情况说明. */
function fieldName(path: string, term: I18n["term"]): string {
  return term("field", path.split(".").at(-1) ?? path);
}
