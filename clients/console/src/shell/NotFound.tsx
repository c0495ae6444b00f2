import { Empty } from "@hutong/client-kit";
import { A } from "@solidjs/router";

import { useText } from "../text/useText.js";

export function NotFound() {
  const { t } = useText();
  return (
    <Empty
      action={
        <A href="/" class="btn btn-sm">
          {t("app.home")}
        </A>
      }
    >
      {t("app.notFound")}
    </Empty>
  );
}
