import { defineSubgraph } from "@hutong/kit";

import { Community } from "./community/community.entity.js";
import { communityReference } from "./community/community.reference.js";
import { CommunityResolver } from "./community/community.resolver.js";
import { ComplaintStepsResolver } from "./complaint/complaint-steps.resolver.js";
import { Complaint } from "./complaint/complaint.entity.js";
import { complaintReference } from "./complaint/complaint.reference.js";
import { ComplaintEventResolver, ComplaintResolver } from "./complaint/complaint.resolver.js";
import { TimelineEntry } from "./complaint/timeline.entity.js";
import { Disclosure } from "./disclosure/disclosure.entity.js";
import { followCleaningTasks } from "./complaint/cleaning-tasks.follow.js";
import { followHelpRequests } from "./complaint/help-requests.follow.js";
import { followWorkOrders } from "./complaint/work-orders.follow.js";
import { Grid } from "./grid/grid.entity.js";
import { gridReference } from "./grid/grid.reference.js";
import { GridResolver } from "./grid/grid.resolver.js";
import { Migration20260301000001_neighborhood } from "./migrations/Migration20260301000001_neighborhood.js";
import { Viewer } from "./viewer/viewer.entity.js";

/** The neighborhood committee's subgraph: grids, communities and the cases of their residents. */
export const neighborhood = defineSubgraph({
  name: "neighborhood",
  resolvers: [
    GridResolver,
    CommunityResolver,
    ComplaintResolver,
    ComplaintStepsResolver,
    ComplaintEventResolver,
  ],
  references: [gridReference, communityReference, complaintReference],
  entities: [Grid, Community, Complaint, TimelineEntry, Disclosure, Viewer],
  migrations: [Migration20260301000001_neighborhood],
  follows: [followHelpRequests, followWorkOrders, followCleaningTasks],
});
