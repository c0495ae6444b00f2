import { idOf, idSql } from "./fill.js";
import { listQuery, type Page } from "./pages.js";

/** Of the town that every party's tables are filled for. */
export const firms = 29;
export const communities = 279;
/** Which firm serves a community. */
export const firmOf = (community: number): number => community % firms;

/** What people complain of there, and what is wrong with it. */
export const words = {
  things:
    "电梯 楼道 车库 污水管 外墙 路灯 消防通道 充电桩 垃圾桶 门禁 水泵 绿化带 单元门 屋顶 下水道 宠物犬 停车位 配电箱 监控 健身器材".split(
      " ",
    ),
  troubles:
    "漏水 返水 损坏 不亮 堵塞 脱落 异响 占用 无人处理 收费不清 困人 噪音扰民 有异味 关不上 松动 积水 反复跳闸 无法充电 被划伤 长期闲置".split(
      " ",
    ),
};

const spanDays = 1_096;

/**
 * SQL of so many rows over three years for use as a table, the newest last. Each community has every
 * 279th: `n` is the row's number, `c` its community's, `f` its firm's, `d` a die of its own, `at` when
 * it was; `fresh` are the last of all.
 */
export const rolled = (rows: number): string => `
  (select n, n % ${communities} as c, n % ${communities} % ${firms} as f, (n::bigint * 7919 / 13) % 100003 as d,
     n >= ${rows} - ${rows} / 500 as fresh, ${timeSql(rows)} as at
   from generate_series(0, ${rows - 1}) n) told`;

/** SQL for when the `n`th of so many rows was. */
export const timeSql = (rows: number): string =>
  `now() - interval '${spanDays} days' * (1 - (n + 1)::float8 / ${rows})`;

export const firmSql = idSql("firm", "f");
export const communitySql = idSql("cty", "c");

/** SQL for an id that carries its operator, as `wo_f07_0…42`; of the operator's number and the row's. */
export const ownIdSql = (prefix: string, operator: string, n: string): string =>
  `'${prefix}' || lpad((${operator})::text, 2, '0') || '_' || lpad((${n})::text, 26, '0')`;

/** The same id, here. */
export const ownIdOf = (prefix: string, operator: number, n: number): string =>
  idOf(`${prefix}${String(operator).padStart(2, "0")}`, n);

export const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString();
export const dayAgo = (days: number): string => daysAgo(days).slice(0, 10);
/** The middle of the three years. */
export const deep = daysAgo(spanDays / 2);

/** Fifty numbers of so many rows, all over them. */
export const spread = (rows: number): number[] =>
  Array.from({ length: 50 }, (_none, i) => Math.floor((i * rows) / 50));

export const secretary: Page["as"] = { sub: "per_s", role: "SECRETARY", org: "cons_x" };
export const manager: Page["as"] = { sub: "per_m", role: "FIRM_MANAGER", org: idOf("firm", 7) };
/** A party's own server, which exports what the party keeps. */
export const ownServer = (party: string): Page["as"] => ({
  sub: party,
  role: "SERVICE",
  org: party,
  scope: "case:read",
});

/** The same list for several people and filters. */
export const lists = (
  field: string,
  node: string,
  rows: readonly (readonly [page: string, as: Page["as"], args?: string, deep?: string])[],
): Page[] =>
  rows.map(([page, as, args, from]) => ({
    page: `${field}: ${page}`,
    as,
    query: listQuery(field, node, args),
    ...(from && { deep: from }),
  }));

/** A list within something else: 50 items from `$after` on. */
export const innerList = (field: string, node: string, args = ""): string =>
  `${field}(first: 50, after: $after${args && `, ${args}`}) { edges { node { ${node} } } pageInfo { endCursor } }`;

/** What is asked of one thing by its key, with a list in it. */
export const ofOne = (type: string, id: string, fields: string): string =>
  `query ${fields.includes("$after") ? "($after: String) " : ""}{ _entities(representations: [{ __typename: "${type}", id: "${id}" }]) { ... on ${type} { ${fields} } } }`;
