/** The languages of the product. */
export type Language = "zh" | "en";

const timeZone = "Asia/Shanghai";
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const locales: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en-GB" };

const formats = new Map<string, Intl.DateTimeFormat>();
function format(lang: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + JSON.stringify(options);
  let known = formats.get(key);
  if (!known)
    formats.set(
      key,
      (known = new Intl.DateTimeFormat(locales[lang], { timeZone, hourCycle: "h23", ...options })),
    );
  return known;
}

/** `2026年3月1日 14:05`, in Shanghai's time whatever the machine thinks. */
export function formatAbsolute(iso: string, lang: Language): string {
  return format(lang, {
    year: "numeric",
    month: lang === "zh" ? "long" : "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(iso));
}

/** `3月1日 14:05`. */
export function formatShort(iso: string, lang: Language): string {
  return format(lang, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(iso));
}

/** `14:05`. */
export function formatTime(iso: string, lang: Language): string {
  return format(lang, { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** `2026年3月1日`; takes a date without a time, too. */
export function formatDate(iso: string, lang: Language): string {
  return format(lang, {
    year: "numeric",
    month: lang === "zh" ? "long" : "short",
    day: "numeric",
  }).format(new Date(iso));
}

/** Relative under a day (`5 分钟前`, `2 小时后`), else the date. */
export function formatRelative(iso: string, now: number, lang: Language): string {
  const span = Date.parse(iso) - now;
  const size = Math.abs(span);
  if (size >= day) return formatShort(iso, lang);
  const words = new Intl.RelativeTimeFormat(locales[lang], { numeric: "auto", style: "short" });
  if (size < minute)
    return lang === "zh" ? (span > 0 ? "马上" : "刚刚") : span > 0 ? "in a moment" : "just now";
  if (size < hour) return words.format(Math.round(span / minute), "minute");
  return words.format(Math.round(span / hour), "hour");
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `01:20` as hours and minutes; `1天 03:20` from a day on; with seconds in the last hour when asked. */
export function formatSpan(ms: number, lang: Language, withSeconds = false): string {
  const days = Math.floor(ms / day);
  const hours = Math.floor((ms % day) / hour);
  const minutes = Math.floor((ms % hour) / minute);
  const text = `${two(hours)}:${two(minutes)}`;
  if (days > 0) return lang === "zh" ? `${days}天 ${text}` : `${days}d ${text}`;
  return withSeconds && ms < hour ? `${text}:${two(Math.floor((ms % minute) / second))}` : text;
}

/** `30 分钟`, `2 小时`, `2 天`: a promise's length, in its largest whole unit from hours on. */
export function formatMinutes(minutes: number, lang: Language): string {
  const [value, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return new Intl.NumberFormat(locales[lang], {
    style: "unit",
    unit: unit as string,
    unitDisplay: "short",
  }).format(value as number);
}

/** `¥1,234.50` from integer fen. */
export function formatFen(fen: number): string {
  return new Intl.NumberFormat("zh-CN", { style: "currency", currency: "CNY" }).format(fen / 100);
}
