import { FormDialog, type Problem, useGraph, useToasts } from "@hutong/client-kit";
import { createSignal, For } from "solid-js";

import { useText } from "../text/useText.js";
import {
  type CrewFacts,
  type PhoneKind,
  phoneKinds,
  registerMutation,
} from "./register.graphql.js";

const empty = { name: "", idNumber: "", phone: "" };
const fields = [
  { name: "name", longest: 40 },
  { name: "idNumber", longest: 18 },
  { name: "phone", longest: 11 },
] as const;

/** Enters somebody under the real name; what was typed stays when it is refused. */
export function EnterDialog(props: {
  readonly crew: CrewFacts | undefined;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const graph = useGraph();
  const toasts = useToasts();
  const [typed, setTyped] = createSignal(empty);
  const [phoneKind, setPhoneKind] = createSignal<PhoneKind>("FEATURE");
  const isWhole = (): boolean => {
    const { name, idNumber, phone } = typed();
    return (
      name.trim().length > 1 &&
      /^\d{17}[\dXx]$/.test(idNumber.trim()) &&
      /^1\d{10}$/.test(phone.trim())
    );
  };

  const submit = async (): Promise<readonly Problem[]> => {
    const { crew, onChanged } = props;
    const { name, idNumber, phone } = typed();
    const { problems } = await graph.change(registerMutation, {
      input: {
        crew: crew?.id ?? "",
        name: name.trim(),
        idNumber: idNumber.trim(),
        phone: phone.trim(),
        phoneKind: phoneKind(),
      },
    });
    if (problems.length > 0) return problems;
    toasts.tell(t("register.entered", { name: name.trim() }));
    setTyped(empty);
    await onChanged();
    return [];
  };

  return (
    <FormDialog
      open={props.crew !== undefined}
      title={t("register.enter")}
      hint={t("register.enterHint", { crew: props.crew?.name ?? "" })}
      action={t("register.enter")}
      disabled={!isWhole()}
      testid="enter-dialog"
      onSubmit={submit}
      onClose={props.onClose}
    >
      <For each={fields}>
        {({ name, longest }) => (
          <label class="field">
            <span>{t(`register.fields.${name}`)}</span>
            <input
              class="input"
              value={typed()[name]}
              maxlength={longest}
              autocomplete="off"
              data-testid={`enter-${name}`}
              onInput={({ currentTarget }) =>
                setTyped((before) => ({ ...before, [name]: currentTarget.value }))
              }
            />
          </label>
        )}
      </For>
      <fieldset class="field">
        <legend>{t("register.fields.phoneKind")}</legend>
        <div class="choices">
          <For each={phoneKinds}>
            {(kind) => (
              <button
                type="button"
                class="choice"
                aria-pressed={phoneKind() === kind}
                onClick={() => setPhoneKind(kind)}
              >
                {t(`register.phones.${kind}`)}
              </button>
            )}
          </For>
        </div>
      </fieldset>
    </FormDialog>
  );
}
