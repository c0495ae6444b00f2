import { makeRandom } from "../random.js";
import { day, dayBefore, plus } from "../time.js";
import type { ServiceContract } from "../firms/firms.types.js";
import type { World } from "../world.js";
import type { Agreement } from "./owners.types.js";

/** The firm of this community refused the platform (case 6). */
const refusingCommunity = "WHMD";

const terms = {
  title: "使用协同平台的补充协议",
  text: "一、双方同意以协同平台派发每日任务,完成后拍照回传。\n二、任务逾期未办的,开放给本项目其他在岗人员抢单;抢单完成的,按约定奖励,原责任人按约定扣罚。\n三、扣罚与奖励每月结算一次,有异议的可在结算后七日内提出。",
  penaltyFen: 2000,
  rewardFen: 1500,
} as const;

const refusal =
  "贵委员会来函收悉。本公司已有每日检查、月度排名和年度考评制度,现行物业服务合同未约定使用该平台,恕不接入。今后如有需要,可另行协商。";

/** What owners and firms agreed on beside their contracts: one in three signed, one refused, one waits. */
export function makeAgreements({
  seed,
  now,
  communities,
  contracts,
  projects,
  ownersCommittees,
  staff,
}: World): Agreement[] {
  const random = makeRandom(seed, "agreements");
  const inForce = contracts.filter(({ state }) => state === "ACTIVE");
  const codeOf = new Map(communities.map(({ id, code }) => [id, code]));
  const directors = new Map(
    ownersCommittees.map(({ communityId, director }) => [communityId, director.name]),
  );
  const managers = new Map(
    projects.map(({ communityId, managerStaffId }) => [
      communityId,
      staff.find(({ id }) => id === managerStaffId)!.name,
    ]),
  );
  const propose = (contract: ServiceContract, daysAgo: number): Agreement => ({
    ...terms,
    id: random.id("agr"),
    contractId: contract.id,
    communityId: contract.communityId,
    firmId: contract.firmId,
    proposedByName: directors.get(contract.communityId)!,
    startsOn: dayBefore(now, daysAgo - 15, "00:00"),
    endsOn: contract.endsOn,
    state: "PROPOSED",
    proposedAt: dayBefore(now, daysAgo, "10:00"),
    answerBy: plus(dayBefore(now, daysAgo, "10:00"), 14 * day),
  });
  const answered = (
    agreement: Agreement,
    answer: Pick<Agreement, "state" | "letter">,
  ): Agreement => ({
    ...agreement,
    ...answer,
    answeredAt: plus(agreement.proposedAt, 2 * day),
    answeredByName: managers.get(agreement.communityId)!,
  });
  return inForce.flatMap((contract, index) => {
    if (codeOf.get(contract.communityId) === refusingCommunity) {
      return answered(propose(contract, 17), { state: "REFUSED", letter: refusal });
    }
    if (index % 3 === 0) return answered(propose(contract, 20 + index), { state: "ACCEPTED" });
    return index === 4 ? propose(contract, 3) : [];
  });
}
