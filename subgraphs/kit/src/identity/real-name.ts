const han = "\\p{Script=Han}";
/** A Chinese personal name: two to four characters, or parts joined by a dot as other peoples write theirs. */
const personal = new RegExp(`^(?:${han}{2,4}|${han}{2,10}(?:·${han}{1,10}){1,3})$`, "u");
/** 小王, 老李, 阿强, 大刘: what one calls somebody, two characters long. */
const calledBy = /^[小老阿大].$/u;
/** 王师傅, 张工, 李姐: a trade or kinship in place of a given name. */
const title =
  /^.{1,2}(?:师傅|经理|主任|队长|班长|老板|阿姨|大姐|大哥|大叔|保安|保洁|电工|水工)$|^.[工总哥姐叔嫂姨婶]$/u;

/**
 * Why something cannot be a person's real name, or null. The rule knows what nicknames look like and
 * not which names exist: the ID number proves the rest.
 */
export function aliasProblem(name: string): string | null {
  if (!personal.test(name)) return "须为中文真实姓名。Must be a real name in Chinese characters";
  if (new Set(name).size === 1) return "不能用叠字昵称。A repeated character is a nickname";
  if (calledBy.test(name)) return "不能用“小王”“老李”一类称呼。This is what somebody is called";
  if (title.test(name)) return "不能用“张工”“王师傅”一类称呼。A trade is no name";
  return null;
}
