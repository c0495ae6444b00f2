import { type I18n, useI18n } from "@hutong/client-kit";

import type { Text } from "./zh.js";

/** The language of the page, with the console's own words. */
export const useText = (): I18n<Text> => useI18n<Text>();
