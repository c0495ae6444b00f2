import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createMemo, createResource, createSignal } from "solid-js";

import { useText } from "../text/useText.js";
import { ExpertChoice } from "./ExpertChoice.jsx";
import { directableExpertsQuery, directExpert } from "./help-request.graphql.js";
import type { OfferDialogProps } from "./OfferDialog.jsx";

/** More than this nobody compares. */
const longestList = 12;

/** The secretariat directs an expert, those with a fitting skill and the most years first. */
export function DirectDialog(props: OfferDialogProps) {
  const { t, term } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [expert, setExpert] = createSignal("");
  const [note, setNote] = createSignal("");
  const [firms] = createResource(
    () => props.open,
    async () => (await graph.ask(directableExpertsQuery, {})).data?.propertyFirms?.edges ?? [],
  );
  const experts = createMemo(() => {
    const all = (firms() ?? []).flatMap(({ node: firm }) =>
      firm.experts.edges.map(({ node }) => ({ ...node, firm: firm.shortName })),
    );
    const fit = ({ skills }: (typeof all)[number]): number =>
      skills.filter((skill) => props.facts.skills.includes(skill)).length;
    return all.sort((a, b) => fit(b) - fit(a) || b.years - a.years).slice(0, longestList);
  });

  const submit = async (): Promise<readonly Problem[]> => {
    const { problems } = await graph.change(directExpert, {
      helpRequest: props.facts.id,
      expert: expert(),
      note: note().trim() || null,
    });
    if (problems.length === 0) toasts.tell(t("help.done", { step: term("helpStep", "DIRECT") }));
    await props.onChanged();
    return problems;
  };

  return (
    <FormDialog
      open={props.open}
      title={t("help.direct")}
      hint={t("help.directHint")}
      action={term("helpStep", "DIRECT")}
      disabled={!expert()}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <ExpertChoice
        label={t("help.directExpert")}
        experts={experts()}
        wanted={props.facts.skills}
        chosen={expert()}
        onChoose={setExpert}
        fallback={firms.loading ? t("help.loadingExperts") : t("help.noExperts")}
      />
      <label class="field">
        <span>{t("help.note")}</span>
        <textarea
          class="textarea"
          rows="2"
          maxlength={300}
          value={note()}
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
    </FormDialog>
  );
}
