import { expectIndexed } from "@hutong/kit/testing";
import { it } from "vitest";

import { million } from "../bench/million.js";

it("goes through no table that grows, whatever is asked", async () => {
  await expectIndexed(million);
}, 600_000);
