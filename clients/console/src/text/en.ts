import { termsEn } from "@hutong/client-kit/i18n/terms.en.ts";

import type { Text } from "./zh.js";

export const en: Text = {
  ...termsEn,
  app: {
    name: "Hutong", place: "Grid console", skip: "Skip to content", nav: "Main", cases: "Cases", help: "Help wall", account: "Signed in as", signOut: "Sign out", actFor: "Acting for", switchedTo: "Now acting for {{ name }}",
    notFound: "There is no such page", home: "Back to the start",
  },
  signIn: {
    title: "Hutong", lead: "One resident's case, five parties, one screen", body: "Committee, owners, property firm, cleaners and consortium each keep their own database; here they see one case whole, and it stays live.", choose: "Choose whom to be in the demo", as: "Sign in as {{ name }}",
    expired: "Your sign-in has expired, please choose again.", failed: "The demo personas could not be loaded; is the hub in demo mode?", try: "Try", forOrgs: "acts for {{ count }} organisations", main: "The console is made for this role",
  },
  cases: {
    title: "Cases", mine: "Cases of {{ grid }}", search: "Search number, title or text", searchShort: "Search cases", state: "State", category: "Category", community: "Community", all: "All", allStates: "All states", allCategories: "All categories",
    allCommunities: "All communities", open: "Open only", clear: "Clear filters", more: "Load more cases", end: "That is all: {{ count }}", none: "No case fits these filters", noneAtAll: "There are no cases for you to see here",
    fresh: "New cases came in, reload the list", map: "Map of communities", mapHint: "Choose a community", overdueHere: "{{ name }}, {{ count }} listed, {{ overdue }} overdue", shown: "{{ count }} shown", noClock: "not dispatched", filters: "Filters",
    clearCommunity: "Show all communities",
  },
  room: {
    back: "Back to the cases", complaint: "Complaint", place: "Place", reporter: "Reporter", reported: "Reported", channel: "Came by", description: "What was reported", grid: "Grid", leader: "Grid leader {{ name }}", call: "Call {{ phone }}",
    reveal: "Reveal the reporter", revealTitle: "Reveal the reporter", revealHint: "Name and phone are shown for a stated purpose. It is written to a ledger that the resident can read.", purpose: "Purpose", purposeHold: "For example: to agree on a time to visit", masked: "masked", ledger: "Show who has seen the identity",
    ledgerNone: "Nobody so far", purposes: "To agree on a visit,To call back about the result,To check on site",
    clocks: "Clocks", noClocks: "They begin when it is dispatched", firm: "Responsible firm", noFirm: "No firm serves here; the grid follows it up", manager: "Headed by {{ name }}", contract: "Contract", noContract: "No service contract in force here", noClauses: "No clause speaks of this category",
    until: "runs until {{ date }}", respondIn: "respond in {{ span }}", onSiteIn: "on site in {{ span }}", resolveIn: "resolve in {{ span }}", fullText: "Full text",
    workOrders: "Work orders", noWorkOrders: "None yet; the firm writes one after dispatch", assignee: "With {{ name }}", unassigned: "Nobody assigned", cleaning: "Cleaning tasks", noCleaning: "No cleaning task belongs to it", proxyBy: "entered by {{ name }}",
    verifyTask: "Verify cleaning task", help: "Expert consultation", noHelp: "No firm has been asked for help", helpHint: "All 29 firms get the request at once, without the resident's identity.", askAll: "Ask all firms", timeline: "Timeline", viewers: "Looking now", viewersHint: "{{ names }} also looking",
    onlyYou: "Only you are looking", actions: "Actions", more: "More", moreLabel: "Show more actions", noActions: "There is nothing for you to do now", review: "Resident's review", satisfied: "Satisfied", unsatisfied: "Not satisfied", stars: "{{ count }} stars", updated: "Just changed: {{ what }}",
    forbidden: "This case is not yours to handle. If help was asked for, you can offer it on the help wall.", toHelp: "Go to the help wall", done: "Done: {{ step }}", note: "Note (optional)", noteHold: "Goes into the timeline, seen by all parties", reason: "Reason", reasonHold: "Goes into the timeline, seen by all parties", into: "Into which case (number)",
    intoHold: "For example TS-2026-0502", intoMissing: "There is no such number", satisfiedQ: "Was the reporter satisfied", nobody: "Nobody answered", stateNote: "Note on the state", kept: "What you wrote is kept",
  },
  help: {
    title: "Help wall", lead: "What one firm cannot solve is put to all of them here.", open: "Open", all: "All", none: "No open request now", more: "Load more requests", end: "That is all", asks: "{{ firm }} asks", offers: "{{ count }} offers", noOffers: "no offer yet",
    view: "View request {{ number }}", back: "Back to the help wall", toCase: "Open the case room", released: "Your offer was accepted: identity and address are open to you.", community: "Community", skills: "Skills needed", summary: "Summary", askedBy: "{{ firm }}, {{ name }}", askTitle: "Ask all firms",
    askHint: "Goes to all 29 firms. Describe what is seen; no name, phone or room number.", askSummaryHold: "What is seen, what was tried, what may be the cause", ask: "Send request", asked: "All firms have been asked", leak: "There is a phone or room number in it; take it out first", length: "{{ count }} / 500",
    offerTitle: "Offer help for {{ number }}", offer: "Send offer", offered: "Your offer is out", expert: "Expert to send", noExperts: "You have no expert to send", years: "{{ years }} years", arrival: "Earliest arrival", arrivalCustom: "Other time", inHours: "in {{ hours }} h", tonight: "today 18:00", tomorrow: "tomorrow 09:00",
    cost: "Cost", free: "Free", yuan: "At a price", amount: "Amount (yuan)", note: "Note (optional)", noteHold: "For example: met the same leak last year", accept: "Accept", acceptLabel: "Accept the offer of {{ firm }}", acceptPending: "Accepting {{ expert }} of {{ firm }}, ", accepted: "Accepted {{ firm }}; identity and address are open to that expert",
    pending: "About to accept", withdraw: "Withdraw offer", withdrawLabel: "Withdraw offer of {{ firm }}", withdrawn: "Offer withdrawn", arrives: "Earliest arrival", advice: "Expert's advice", adviceHold: "Cause, remedy, material needed", withdrawReason: "Reason to withdraw", done: "Done: {{ step }}", direct: "Direct an expert",
    directHint: "Where no offer fits, the secretariat directs an expert.", directExpert: "Expert", loadingExperts: "Loading the firms' experts", fits: "fits", mine: "Offers", newOffer: "{{ firm }} just offered help", confirmArrive: "Confirm that you are on site? The time goes into the timeline.", confirmConfirm: "Confirm that the problem is solved?",
    confirmClose: "It goes into the case library.", confirmNoOffer: "The secretariat will direct an expert.", waiting: "Broadcast, waiting for offers…", others: "{{ count }} other offers",
  },
};
