import { categoryWords, ComplaintCategory, type PublicPage } from "@hutong/kit";
import { validate } from "class-validator";

import type { Community } from "../community/community.entity.js";
import { ReportComplaintInput } from "../intake/intake.input.js";
import { type Html, html, pageOf } from "./html.js";
import { type CodedReport, communityOfCode, reportByCode } from "./report-code.service.js";

export const noSuchCode = {
  status: 404,
  html: pageOf(
    "小区码已失效",
    html`<main>
      <h1>小区码已失效</h1>
      <p>请联系网格员换贴新的海报,或拨打 12345。</p>
      <p lang="en">This code is not valid any more. Ask your grid worker, or call 12345.</p>
    </main>`,
  ),
};

type FieldName =
  | "category"
  | "title"
  | "description"
  | "publicPlace"
  | "place"
  | "reporterName"
  | "reporterPhone";

interface FieldText {
  readonly zh: string;
  readonly en: string;
  readonly rule: string;
}

const fields: Readonly<Record<FieldName, FieldText>> = {
  category: { zh: "什么问题", en: "What about", rule: "请选择" },
  title: { zh: "一句话说明", en: "In one line", rule: "请填 2 到 60 个字" },
  description: { zh: "具体情况", en: "What happened", rule: "请填 2 到 2000 个字" },
  publicPlace: { zh: "楼栋单元", en: "Building and unit", rule: "请填 1 到 60 个字" },
  place: {
    zh: "详细位置(上门人员才能看到)",
    en: "With the room; only who comes sees it",
    rule: "请填 1 到 60 个字",
  },
  reporterName: { zh: "怎么称呼您", en: "Your name", rule: "请填 1 到 30 个字" },
  reporterPhone: {
    zh: "手机号(默认隐藏)",
    en: "Mobile phone; hidden by default",
    rule: "请填 11 位手机号",
  },
};
const names = Object.keys(fields) as FieldName[];

type Form = Readonly<Record<string, string>>;

/** The form behind a community's code. */
export const reportForm: PublicPage = {
  method: "GET",
  path: "report/:code",
  answer: async ({ em, params }) => {
    const community = await communityOfCode(em, params["code"] ?? "");
    return community ? { html: formOf(community, {}, new Set()) } : noSuchCode;
  },
};

/** What was filled in: taken in, or given back with what is wrong and nothing lost. */
export const reportSent: PublicPage = {
  method: "POST",
  path: "report/:code",
  answer: async ({ em, params, form }) => {
    const community = await communityOfCode(em, params["code"] ?? "");
    if (!community) return noSuchCode;
    const { report, wrong } = await read(form, community);
    if (wrong.size > 0) return { status: 400, html: formOf(community, form, wrong) };
    const token = await reportByCode(em, community, report);
    if (token === null) {
      const notice = html`<p class="problem" role="alert">
        一小时内提交过多,请稍后再试,紧急情况请直接拨打物业或 12345。
        <span lang="en">Too many in an hour; try again later, or call 12345.</span>
      </p>`;
      return { status: 429, html: formOf(community, form, wrong, notice) };
    }
    return { location: `/public/neighborhood/receipt/${token}` };
  },
};

async function read(
  form: Form,
  community: Community,
): Promise<{ report: CodedReport; wrong: ReadonlySet<string> }> {
  const report = Object.fromEntries(names.map((name) => [name, (form[name] ?? "").trim()]));
  const input = Object.assign(new ReportComplaintInput(), report, { community: community.id });
  const problems = await validate(input, { skipMissingProperties: true });
  const wrong = new Set(problems.map(({ property }) => property));
  // Others bring masked numbers; here nobody else keeps the real one.
  if (!/^1[3-9]\d{9}$/.test(report["reporterPhone"] ?? "")) wrong.add("reporterPhone");
  if (!Object.hasOwn(ComplaintCategory, report["category"] ?? "")) wrong.add("category");
  return { report: report as unknown as CodedReport, wrong };
}

function formOf(
  community: Community,
  form: Form,
  wrong: ReadonlySet<string>,
  notice?: Html,
): string {
  return pageOf(
    `${community.name} · 我要反映`,
    html`<main>
      <h1>${community.name}</h1>
      <p>
        您反映的事项直接到本小区网格,无需注册。<small lang="en"
          >Your report goes straight to the grid of this community.</small
        >
      </p>
      ${notice}
      ${wrong.size > 0 && html`<p class="problem" role="alert">还有 ${wrong.size} 处需要修改 <span lang="en">Some values need a change</span></p>`}
      <form method="post">
        ${names.map((name) => fieldOf(name, form[name] ?? "", wrong.has(name)))}
        <button type="submit">提交 Submit</button>
      </form>
    </main>`,
  );
}

function fieldOf(name: FieldName, value: string, wrong: boolean): Html {
  const { zh, en, rule } = fields[name];
  const problem = wrong && html`<span class="problem" id="${name}-problem">${rule}</span>`;
  const invalid = wrong && html` aria-invalid="true" aria-describedby="${name}-problem"`;
  return html`<label
    >${zh} <small lang="en">${en}</small>${problem}${controlOf(name, value, invalid)}</label
  >`;
}

function controlOf(name: FieldName, value: string, invalid: Html | false): Html {
  if (name === "category") {
    const options = [...categoryWords].map(
      ([word, category]) =>
        html`<option value="${category}" ${value === category && html` selected`}>${word}</option>`,
    );
    return html`<select name="category" required${invalid}>
      <option value="">请选择 …</option>
      ${options}
    </select>`;
  }
  if (name === "description")
    return html`<textarea name="description" required maxlength="2000" ${invalid}>
${value}</textarea>`;
  const telephone =
    name === "reporterPhone" && html` type="tel" inputmode="numeric" autocomplete="tel"`;
  return html`<input
    name="${name}"
    value="${value}"
    required
    maxlength="60"
    ${telephone}${invalid}
  />`;
}
