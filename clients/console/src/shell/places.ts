import type { JSX } from "solid-js";
import IconBrush from "~icons/lucide/brush-cleaning";
import IconChart from "~icons/lucide/chart-column";
import IconBuilding from "~icons/lucide/building-2";
import IconIdCard from "~icons/lucide/id-card";
import IconLifeBuoy from "~icons/lucide/life-buoy";
import IconList from "~icons/lucide/list-checks";
import IconPhone from "~icons/lucide/phone-call";

/** A screen that the navigation leads to. */
export interface Place {
  readonly href: string;
  readonly name: "cases" | "help" | "tasks" | "communities" | "desk" | "rates" | "register";
  readonly icon: (props: { class?: string }) => JSX.Element;
}

const cases: Place = { href: "/cases", name: "cases", icon: IconList };
const help: Place = { href: "/help", name: "help", icon: IconLifeBuoy };
const tasks: Place = { href: "/tasks", name: "tasks", icon: IconBrush };
const communities: Place = { href: "/communities", name: "communities", icon: IconBuilding };
const desk: Place = { href: "/desk", name: "desk", icon: IconPhone };
const rates: Place = { href: "/rates", name: "rates", icon: IconChart };
const register: Place = { href: "/cleaners", name: "register", icon: IconIdCard };

/** What a role works with. The secretariat and the experts begin at the help wall. */
const places: Readonly<Record<string, { readonly nav: readonly Place[]; readonly home: Place }>> = {
  CLEANER: { nav: [tasks], home: tasks },
  CREW_LEADER: { nav: [tasks, register], home: tasks },
  APP: { nav: [communities, rates], home: communities },
  SECRETARY: { nav: [cases, desk, help, rates], home: help },
  EXPERT: { nav: [cases, help], home: help },
};

/** Where a role finds what; everybody else works from the cases. */
export function placesOf(role = "") {
  return places[role] ?? { nav: [cases, help, rates], home: cases };
}
