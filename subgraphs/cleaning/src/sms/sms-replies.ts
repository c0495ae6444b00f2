import type { CleaningTask } from "../task/task.entity.js";

/** One SMS of Chinese text, as every carrier counts it. */
const longestSms = 70;

const short = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** What cleaners are told by SMS: at most seventy characters each, no English, no word they must know. */
export const replies = {
  done: (task: CleaningTask) => `收到:${short(task.title, 20)},已完成。辛苦了!10分钟内回5可撤销`,
  arrived: (task: CleaningTask) => `收到:已到${short(task.place, 20)}。做完回1`,
  cannot: (task: CleaningTask) => `收到:${short(task.title, 20)},做不了。班长会安排`,
  grabbed: (task: CleaningTask) => `${short(task.title, 20)}归您了。做完回1`,
  undone: (task: CleaningTask) => `已撤销:${short(task.title, 20)}。任务还开着`,
  nothingToUndo: "没有可撤销的:只能撤销10分钟内的",
  leaderCalls: "好的,班长会给您回电话",
  callBack: "没看懂,班长会给您打电话,不用再发",
  notUnderstood: "没看懂。1做完 2做不了 3到了 4抢单 5撤销 9找班长 0看任务",
  whichTask: "您有几个任务,请先写任务码,如 111。回0看任务码",
  noTask: "您现在没有任务。9找班长",
  notYours: "这个任务别人接了,或已做完。回0看任务",
  retired: "您已离职,不能再打卡。有疑问请找班长",
  noReason: "请写原因:21没工具 22锁着门 23病了",
  list: (codes: ReadonlyMap<string, CleaningTask>): string => {
    if (codes.size === 0) return replies.noTask;
    const rows = [...codes].map(
      ([code, { title, place }]) => `${code} ${short(place + title, 14)}`,
    );
    const ending = "。做完回任务码加1";
    let list = rows[0]!;
    for (const row of rows.slice(1)) {
      if (list.length + row.length + 1 + ending.length + 4 > longestSms) {
        return `${list}…共${codes.size}个${ending}`;
      }
      list += `;${row}`;
    }
    return `${list}${ending}`;
  },
} as const;
