// The graph
export { type Answer, type Graph, GraphProvider, type Place, useGraph } from "./graph/graph.jsx";
export { createLiveView, type LiveSource, type LiveView } from "./graph/createLiveView.js";
export { isPartyDown, partiesDown, type Problem, problemOf } from "./graph/problem.js";
export * from "./vocabulary.js";

// Who is signed in
export { fetchPersonas, type Organisation, type Persona, type SignedIn } from "./session/demo.js";
export { SessionProvider, useSession } from "./session/session.jsx";

// Language
export { type I18n, I18nProvider, useI18n } from "./i18n/i18n.jsx";
export { explain } from "./i18n/explain.js";
export { type Terms, termsZh } from "./i18n/terms.zh.js";

// Time
export { type ClockFacts, readClock } from "./time/clock.js";
export {
  formatAbsolute,
  formatDate,
  formatFen,
  formatMinutes,
  formatRelative,
  formatShort,
  formatSpan,
  formatTime,
  type Language,
} from "./time/format.js";
export { createNow } from "./time/ticker.js";

// Look
export * from "./components/tone.js";
export { createMatch } from "./theme/createMatch.js";

// Components
export { Ago } from "./components/Ago.jsx";
export { Badge } from "./components/Badge.jsx";
export { ClockChip, ClockTile } from "./components/ClockChip.jsx";
export { ConnectionState } from "./components/ConnectionState.jsx";
export { Dialog } from "./components/Dialog.jsx";
export { FormDialog } from "./components/FormDialog.jsx";
export { PartyDown } from "./components/PartyDown.jsx";
export { type PhotoFacts, Photos } from "./components/Photos.jsx";
export { Empty, Failed, Skeleton, Waiting } from "./components/states.jsx";
export { LangSwitch, ThemeSwitch } from "./components/switches.jsx";
export { ToastsProvider, useToasts } from "./components/Toasts.jsx";
export { UndoBar } from "./components/UndoBar.jsx";
export { UndoProvider, useUndo } from "./undo/undo.jsx";
