import {
  type BaseRecordDict,
  flatten,
  type Flatten,
  resolveTemplate,
  translator,
  type Translator,
} from "@solid-primitives/i18n";
import {
  type Accessor,
  createContext,
  createEffect,
  createSignal,
  type ParentProps,
  useContext,
} from "solid-js";

import type { Language } from "../time/format.js";
import type { Terms } from "./terms.zh.js";

/** The language of the page, and its words. */
export interface I18n<Dictionary extends BaseRecordDict = Terms> {
  readonly lang: Accessor<Language>;
  setLang(lang: Language): void;
  readonly t: Translator<Flatten<Dictionary>>;
  /** A value of one of the graph's enums; as it came, when this page is older than the value. */
  term(group: keyof Terms, value: string): string;
}

export interface I18nProps {
  readonly zh: Terms & BaseRecordDict;
  /** Loaded when somebody asks for it: most never do. */
  readonly loadEn: () => Promise<Terms & BaseRecordDict>;
}

const key = "hutong.lang";
const I18nContext = createContext<I18n>();

/** Gives the language to the components inside. Chinese unless this person chose otherwise on this device. */
export function I18nProvider(props: ParentProps<I18nProps>) {
  const [lang, setLang] = createSignal<Language>("zh");
  const [words, setWords] = createSignal(flatten<Terms>(props.zh));

  const choose = async (next: Language): Promise<void> => {
    setWords(flatten<Terms>(next === "en" ? await props.loadEn() : props.zh));
    setLang(next);
    localStorage.setItem(key, next);
  };
  if (localStorage.getItem(key) === "en") void choose("en");
  createEffect(() => (document.documentElement.lang = lang() === "zh" ? "zh-CN" : "en"));

  const i18n: I18n = {
    lang,
    setLang: (next) => void choose(next),
    t: translator(words, resolveTemplate),
    term: (group, value) =>
      ((words() as Record<string, unknown>)[`${group}.${value}`] as string | undefined) ?? value,
  };
  return <I18nContext.Provider value={i18n}>{props.children}</I18nContext.Provider>;
}

/** The language around a component; an app names its own dictionary to have its keys, too. */
export function useI18n<Dictionary extends BaseRecordDict = Terms>(): I18n<Dictionary> {
  const i18n = useContext(I18nContext);
  if (!i18n) throw new Error("useI18n needs an I18nProvider around it");
  return i18n as unknown as I18n<Dictionary>;
}
