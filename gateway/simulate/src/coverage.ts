import type { Channel } from "./script/plan.js";

const channels: readonly Channel[] = [
  "OWNER_PLATFORM",
  "QR_CODE",
  "HOTLINE",
  "CITY_HOTLINE",
  "PATROL",
  "OPEN311",
];

/** What weeks of a town must bring about, as it is counted: a run that shows less tries less than it says. */
const wanted: readonly string[] = [
  ...channels.map((channel) => `channel ${channel}`),
  "files tried and refused whole",
  "merged",
  "rejected",
  "returned",
  "suspended",
  "out of scope, reported",
  "out of scope, forgotten",
  "satisfied",
  "unsatisfied",
  "unanswered",
  "reopened",
  "closed",
  "resolved by the grid",
  "calls sent to a head office",
  "calls confirmed by a head office",
  "repairers on site",
  "work shown by photo",
  "work reported by proxy",
  "rework",
  "help requests",
  "help requests with several offers",
  "acceptances raced",
  "refusals of an identity",
  "experts sent by the secretariat",
  "interviews",
  "circulars",
  "deductions",
  "appeals",
  "check-ins by photo",
  "check-ins by proxy",
  "check-ins by SMS",
  "cleaners found at two sites",
  "staff found at two sites",
  "trainings",
  "agreements proposed",
  "agreements signed",
  "agreements refused",
  "agreements expired",
  "daily tasks answered",
  "grabs raced",
  "grabs under an agreement",
  "grabs without an agreement",
  "grabbed tasks done",
  "penalties",
  "rewards",
  "months settled",
  "settlements disputed",
  "penalties taken back",
  "inspections",
  "defects found by inspection",
  "months with every hydrant effective",
  "orders at home",
  "ratings of orders at home",
  "prices above the list refused",
  "reports in time",
  "reports forgotten",
  "takeovers",
  "dispatched to the firm that took over",
];

/** What was to be seen and never happened. */
export function unseenOf(
  happened: Readonly<Record<string, number>>,
  escalations: Readonly<Record<string, number>>,
): string[] {
  return [
    ...wanted.filter((what) => !happened[what]),
    ...Object.entries(escalations)
      .filter(([, times]) => times === 0)
      .map(([level]) => `escalations to ${level}`),
  ];
}
