import { categoryWords, type ComplaintCategory } from "@hutong/kit";

/** The parts of a line, in the order in which they are typed. */
export const lineParts = ["community", "place", "category", "words"] as const;
export type LinePart = (typeof lineParts)[number];

/** A call as it is typed in a hurry: `hql 3-2-501 漏水 厨房顶漏`. */
export interface ParsedLine {
  /** The community's initials, in capitals. */
  readonly code: string | null;
  /** Building and unit. */
  readonly publicPlace: string | null;
  /** Building, unit and room, as far as they were typed. */
  readonly place: string | null;
  readonly category: ComplaintCategory | null;
  /** What the caller said; without words of its own, the category's. */
  readonly words: string | null;
  /** What each part that cannot be taken breaks, in words, Chinese first. */
  readonly problems: Readonly<Partial<Record<LinePart, string>>>;
}

const missing: Readonly<Record<Exclude<LinePart, "words">, string>> = {
  community: "缺少小区简码。The community's initials are missing.",
  place: "缺少楼栋,如 3-2-501。The building is missing, as in 3-2-501.",
  category: "缺少类别,如 漏水。The category is missing.",
};

/** Takes a line apart; never throws, so that it can be asked for at every key. */
export function parseLine(line: string): ParsedLine {
  // Full-width letters and digits are what an input method leaves behind.
  const [code = null, where, about, ...rest] = line.normalize("NFKC").trim().split(/\s+/);
  const problems: Partial<Record<LinePart, string>> = {};
  const place = where ? placeOf(where) : missing.place;
  const category = about ? categoryOf(about) : missing.category;
  if (!code) problems.community = missing.community;
  if (typeof place === "string") problems.place = place;
  if (!Array.isArray(category)) problems.category = category;
  const [meant = null, word] = Array.isArray(category) ? category : [];
  const words = rest.join(" ") || word || null;
  const length = [...(words ?? "")].length;
  if (words && (length < 2 || length > 2_000))
    problems.words = "内容应为 2 到 2000 个字。Must have 2 to 2,000 characters.";
  return {
    code: code ? code.toUpperCase() : null,
    ...(typeof place === "string" ? { publicPlace: null, place: null } : place),
    category: meant,
    words,
    problems,
  };
}

/** `3-2-501`, `3-2` or `3`, as people write it on a form; or why it is none. */
function placeOf(where: string): { publicPlace: string; place: string } | string {
  const [, building, unit, room] =
    /^(\d{1,3}[A-Za-z]?)(?:-(\d{1,2})(?:-(\d{1,4}[A-Za-z]?))?)?$/.exec(where) ?? [];
  if (!building) return "位置应写作 楼栋-单元-室,如 3-2-501。Write building-unit-room as 3-2-501.";
  const publicPlace = `${building}号楼${unit ? `${unit}单元` : ""}`;
  return { publicPlace, place: room ? `${publicPlace}${room}室` : publicPlace };
}

/** The category of a word or of a piece of one that no other has; or why it is none. */
function categoryOf(about: string): [ComplaintCategory, string] | string {
  const whole = categoryWords.get(about);
  if (whole) return [whole, about];
  const like = [...categoryWords].filter(([word]) => word.includes(about));
  if (like.length === 1) return [like[0]![1], like[0]![0]];
  if (like.length > 1)
    return `类别不唯一:${like.map(([word]) => word).join("、")}。More than one category fits.`;
  const near = [...categoryWords.keys()].filter((word) =>
    [...about].some((char) => word.includes(char)),
  );
  const hint = near.length > 0 ? `是否 ${near.slice(0, 3).join("、")}` : "如 漏水、电梯、噪音";
  return `没有类别“${about.slice(0, 10)}”,${hint}。No such category.`;
}
