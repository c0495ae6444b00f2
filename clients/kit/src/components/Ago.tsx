import { useI18n } from "../i18n/i18n.jsx";
import { formatAbsolute, formatRelative } from "../time/format.js";
import { createNow } from "../time/ticker.js";

/** A moment: relative under a day, absolute in the title. */
export function Ago(props: { readonly at: string; readonly class?: string }) {
  const now = createNow();
  const { lang } = useI18n();
  return (
    <time dateTime={props.at} title={formatAbsolute(props.at, lang())} class={props.class}>
      {formatRelative(props.at, now(), lang())}
    </time>
  );
}
