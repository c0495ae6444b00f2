import { type Accessor, createEffect, createRoot, createSignal } from "solid-js";

/** `system` follows the device. */
export type ThemeChoice = "system" | "light" | "dark";

const key = "hutong.theme";
const order: readonly ThemeChoice[] = ["system", "light", "dark"];

/** The choice of theme, kept on this device; one for the page. */
export interface Theme {
  readonly choice: Accessor<ThemeChoice>;
  next(): void;
}

const theme = createRoot((): Theme => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const [systemDark, setSystemDark] = createSignal(dark.matches);
  dark.addEventListener("change", ({ matches }) => setSystemDark(matches));
  const stored = localStorage.getItem(key) as ThemeChoice | null;
  const [choice, setChoice] = createSignal<ThemeChoice>(
    stored && order.includes(stored) ? stored : "system",
  );

  createEffect(() => {
    const resolved = choice() === "system" ? (systemDark() ? "dark" : "light") : choice();
    document.documentElement.dataset["theme"] = resolved;
    if (choice() === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, choice());
  });

  return {
    choice,
    next: () => setChoice((now) => order[(order.indexOf(now) + 1) % order.length] ?? "system"),
  };
});

/** The theme of the page. */
export const useTheme = (): Theme => theme;
