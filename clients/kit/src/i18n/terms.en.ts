import type { Terms } from "./terms.zh.js";

export const termsEn: Terms = {
  state: {
    RECEIVED: "Received", FILED: "Filed", DISPATCHED: "Dispatched", RESPONDED: "Responded", IN_PROGRESS: "In progress", RESOLVED: "Resolved",
    VERIFIED: "Verified", CALLED_BACK: "Called back", CLOSED: "Closed", MERGED: "Merged", REJECTED: "Rejected", OUT_OF_SCOPE: "Out of scope",
    RETURNED: "Returned", SUSPENDED: "Suspended", REOPENED: "Reopened",
  },
  step: {
    FILE: "File", DISPATCH: "Dispatch", RESPOND: "Respond", START: "Start work", RESOLVE: "Resolve", VERIFY: "Verify", CALL_BACK: "Record callback",
    CLOSE: "Close case", MERGE: "Merge", REJECT: "Reject", MARK_OUT_OF_SCOPE: "Hand to grid leader", RETURN: "Return", SUSPEND: "Suspend", RESUME: "Resume",
    REOPEN: "Reopen",
  },
  category: {
    FIRM_INACTION: "Firm inaction", STEWARD_UNRESPONSIVE: "Steward unresponsive", LITTERING: "Littering", FACILITY_DAMAGE: "Facility damage",
    ILLEGAL_PARKING: "Illegal parking", ILLEGAL_RENOVATION: "Illegal renovation", LIFT: "Lift", WATER_LEAK: "Water leak", SEWAGE: "Sewage",
    GARAGE_BARRIER: "Garage barrier", FACADE_FALLING: "Facade falling", CHARGING_PILE: "Charging pile", FEES: "Fees", NOISE: "Noise", DOGS: "Dogs",
    DRAINS: "Drains", OVERCHARGING: "Overcharging", ILLEGAL_CLASSES: "Illegal classes", FIRE_ACCESS: "Fire access",
  },
  grade: { MINOR: "Minor", URGENT: "Urgent", EMERGENCY: "Emergency" },
  channel: {
    OWNER_PLATFORM: "Owners' platform", QR_CODE: "Community QR code", HOTLINE: "24-hour hotline", CITY_HOTLINE: "City hotline 12345", PATROL: "Grid patrol",
    OPEN311: "Open311",
  },
  clock: {
    PUBLIC_RESPOND: "Respond", PUBLIC_RESOLVE: "Resolve", FIRM_RESPOND: "Firm responds", FIRM_ON_SITE: "Firm on site", CONTRACTOR_DONE: "Cleaning done",
    HELP_OFFER: "Offers due",
  },
  clockRule: {
    PUBLIC_RESPOND: "City rule · 2 h on workdays", PUBLIC_RESOLVE: "City rule · 2 days", FIRM_RESPOND: "Firm's promise · 30 min",
    FIRM_ON_SITE: "Firm's promise · 2 h", CONTRACTOR_DONE: "Contractor's promise", HELP_OFFER: "Consultation deadline",
  },
  clockWord: { left: "left", over: "over", met: "in time", late: "done late", paused: "paused" },
  timeline: {
    REPORTED: "Reported", FILED: "Filed", DISPATCHED: "Dispatched", RESPONDED: "Responded", STARTED: "Work started", RESOLVED: "Resolved",
    VERIFIED: "Verified", CALLED_BACK: "Called back", CLOSED: "Closed", MERGED: "Merged", REJECTED: "Rejected", OUT_OF_SCOPE: "Handed to grid leader",
    RETURNED: "Returned", SUSPENDED: "Suspended", RESUMED: "Resumed", REOPENED: "Reopened", HELP_ASKED: "Asked all firms", HELP_OFFERED: "Help offered",
    HELP_ACCEPTED: "Offer accepted", HELP_WITHDRAWN: "Request withdrawn", EXPERT_ON_SITE: "Expert on site", EXPERT_ADVISED: "Expert's advice",
    HELP_CONFIRMED: "Help confirmed", WORK_ORDER_CREATED: "Work order created", WORK_ORDER_ADVANCED: "Work order moved on", TASK_CREATED: "Cleaning task",
    TASK_CHECKED_IN: "Cleaner checked in", DISCLOSED: "Identity seen", REVIEWED: "Resident's review",
  },
  workOrder: {
    CREATED: "To assign", ASSIGNED: "Assigned", ACCEPTED: "Accepted", ON_SITE: "On site", SUBMITTED: "To approve", APPROVED: "Approved", CLOSED: "Closed",
    REWORK: "Rework", OVERDUE: "Overdue", NEEDS_EXPERT: "Needs an expert",
  },
  funding: { SERVICE_FEE: "Service fee", MAINTENANCE_FUND: "Maintenance fund" },
  task: { OPEN: "Open", DONE: "Done", CANNOT: "Cannot be done", VERIFIED: "Verified" },
  checkInVerb: { ARRIVED: "Arrived", DONE: "Done", CANNOT: "Cannot be done" },
  checkInMethod: { PHOTO: "Photo", SMS: "SMS", PROXY: "By proxy" },
  helpState: {
    DRAFT: "Draft", BROADCAST: "Waiting for offers", OFFERED: "Offers in", ACCEPTED: "Accepted", ON_SITE: "Expert on site", ADVISED: "Advised",
    CONFIRMED: "Confirmed", CLOSED: "Filed away", NO_OFFER: "No offer", WITHDRAWN: "Withdrawn",
  },
  helpStep: {
    BROADCAST: "Broadcast", OFFER: "Offer help", ACCEPT: "Accept", DIRECT: "Direct an expert", ARRIVE: "Confirm arrival", ADVISE: "Write advice",
    CONFIRM: "Confirm solved", CLOSE: "File away", WITHDRAW: "Withdraw request", MARK_NO_OFFER: "Mark as no offer",
  },
  offerState: { OPEN: "Open", ACCEPTED: "Accepted", DECLINED: "Not chosen", WITHDRAWN: "Withdrawn" },
  skill: {
    PIPES: "Pipes", ELECTRICAL: "Electrical", LIFT: "Lift", WATERPROOFING: "Waterproofing", FIRE_SAFETY: "Fire safety", GARAGE_BARRIER: "Garage barrier",
    CIVIL: "Masonry", CHARGING: "Charging piles", GREENING: "Greens", DRAINS: "Drains", DOORS_LOCKS: "Doors and locks", INTERCOM: "Intercom",
  },
  standing: { GOOD: "Good standing", WATCHED: "Watched", SUSPENDED: "Suspended" },
  role: {
    GRID_WORKER: "Grid worker", SECRETARY: "Secretariat", FIRM_MANAGER: "Project manager", EXPERT: "Expert", CLEANER: "Cleaner", CREW_LEADER: "Crew leader",
    OWNER: "Owner", COMMITTEE_MEMBER: "Committee member", APP: "App", SERVICE: "System",
  },
  basis: { STATED_PURPOSE: "for a stated purpose", ACCEPTED_OFFER: "offer accepted" },
  party: { neighborhood: "Neighborhood committee", owners: "Owners' committee", property: "Property firm", cleaning: "Cleaning contractor", consortium: "Consortium" },
  connection: { connecting: "Connecting", live: "Live", "catching-up": "Catching up", offline: "Offline" },
  connectionHint: {
    connecting: "Opening the live connection", live: "What others do appears by itself", "catching-up": "Back again, loading what was missed",
    offline: "The network is gone; this page catches up by itself",
  },
  theme: { system: "as the system", light: "light", dark: "dark" },
  kit: {
    close: "Close dialog", cancel: "Cancel", undo: "Undo", dismiss: "Dismiss message", retry: "Load again", switchTheme: "Switch theme, now {{ now }}",
    openPhoto: "Open photo: {{ caption }}", partyDown: "This party cannot be reached now", partyDownHint: "What {{ party }} holds is missing; the rest is complete and this comes back by itself.",
    offline: "Hutong cannot be reached, check the network", undoIn: "sent in {{ seconds }} s", fields: "Please check: {{ fields }}",
  },
  remedy: {
    FORBIDDEN: "Ask the party that is responsible.", NOT_FOUND: "Check the number.", INVALID_ID: "Check the number.", INVALID_INPUT: "Change it and send again; what you wrote is kept.",
    BAD_USER_INPUT: "Change it and send again; what you wrote is kept.", ILLEGAL_TRANSITION: "The page shows the present state; go on from there.", CONFLICT: "The page shows the present state; look before you decide.",
    SUBGRAPH_UNAVAILABLE: "Try again shortly.", SUBGRAPH_TIMEOUT: "Try again shortly.", OFFLINE: "What you wrote is kept; try again when the network is back.", INTERNAL_SERVER_ERROR: "What you wrote is kept.",
  },
  field: {
    summary: "summary", skills: "skills", purpose: "purpose", note: "note", reason: "reason", advice: "advice", earliestArrival: "earliest arrival", costFen: "cost", expert: "expert",
    into: "case to keep", complaint: "case",
  },
};
