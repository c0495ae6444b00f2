import IconMonitor from "~icons/lucide/monitor";
import IconMoon from "~icons/lucide/moon";
import IconSun from "~icons/lucide/sun";
import { Dynamic } from "solid-js/web";

import { useI18n } from "../i18n/i18n.jsx";
import { useTheme } from "../theme/theme.js";

const icons = { system: IconMonitor, light: IconSun, dark: IconMoon };

/** System, light, dark, and round again. */
export function ThemeSwitch() {
  const { t, term } = useI18n();
  const theme = useTheme();
  const label = (): string => t("kit.switchTheme", { now: term("theme", theme.choice()) });
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label()}
      title={label()}
      data-testid="theme-switch"
      onClick={() => theme.next()}
    >
      <Dynamic component={icons[theme.choice()]} aria-hidden="true" />
    </button>
  );
}

/** Named in the language it leads to, for who cannot read the present one. */
export function LangSwitch() {
  const { lang, setLang } = useI18n();
  return (
    <button
      type="button"
      class="icon-button px-2 text-sm"
      lang={lang() === "zh" ? "en" : "zh-CN"}
      aria-label={lang() === "zh" ? "Switch to English" : "切换到中文"}
      data-testid="lang-switch"
      onClick={() => setLang(lang() === "zh" ? "en" : "zh")}
    >
      {lang() === "zh" ? "English" : "中文"}
    </button>
  );
}
