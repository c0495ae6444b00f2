import type { ComplaintCategory, ComplaintState } from "@hutong/client-kit";
import { useSearchParams } from "@solidjs/router";
import { type Accessor, createMemo } from "solid-js";

import type { ComplaintFilter } from "./cases.graphql.js";

/** The list's filters as they stand in the URL. */
export interface Filters {
  readonly state: ComplaintState | "";
  readonly category: ComplaintCategory | "";
  readonly community: string;
  /** Open cases only; the default. */
  readonly open: boolean;
  readonly search: string;
}

/** Reads and writes the filters of the URL: a list can be linked, gone back to, and reloaded. */
export function createFilters(): {
  readonly filters: Accessor<Filters>;
  set(change: Partial<Filters>): void;
} {
  const [params, setParams] = useSearchParams();
  const one = (name: string): string => {
    const value = params[name];
    return (Array.isArray(value) ? value[0] : value) ?? "";
  };
  const filters = createMemo<Filters>(() => ({
    state: one("state") as Filters["state"],
    category: one("category") as Filters["category"],
    community: one("community"),
    open: one("open") !== "0",
    search: one("q"),
  }));
  return {
    filters,
    set({ search, open, ...rest }) {
      setParams(
        {
          ...rest,
          ...(search !== undefined && { q: search }),
          ...(open !== undefined && { open: open ? null : "0" }),
        },
        // A history entry for every letter of a search would make the back button useless.
        { replace: search !== undefined },
      );
    },
  };
}

/** As the graph takes them. A chosen state says more than "open". */
export function toComplaintFilter({
  state,
  category,
  community,
  open,
  search,
}: Filters): ComplaintFilter {
  return {
    ...(state && { states: [state] }),
    ...(category && { categories: [category] }),
    ...(community && { community }),
    ...(open && !state && { open: true }),
    ...(search.trim() && { search: search.trim().slice(0, 60) }),
  };
}
