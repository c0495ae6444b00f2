import type { PublicPage } from "@hutong/kit";
import { renderSVG } from "uqr";

import { Html, html, pageOf } from "./html.js";
import { noSuchCode } from "./report.page.js";
import { communityOfCode } from "./report-code.service.js";

/** The poster for a notice board, A4: the QR code leads to the form of this community alone. */
export const posterPage: PublicPage = {
  method: "GET",
  path: "poster/:code",
  answer: async ({ em, params, origin }) => {
    const code = params["code"] ?? "";
    const community = await communityOfCode(em, code);
    if (!community) return noSuchCode;
    const address = `${origin}/public/neighborhood/report/${code}`;
    const square = new Html(renderSVG(address, { ecc: "Q", border: 2 }));
    return {
      html: pageOf(
        `${community.name} 一区一码`,
        html`<main class="poster">
          <h1>${community.name}</h1>
          <p><strong>有事您说:扫一扫,直接报给网格</strong></p>
          <p lang="en">Scan to report a problem in this community</p>
          ${square}
          <p>漏水、电梯、污水、垃圾、停车、物业服务……<br />无需注册,提交后可查看办理进度</p>
          <p lang="en">No account needed; follow what is done about it</p>
          <p><small>${address}</small></p>
        </main>`,
      ),
    };
  },
};
