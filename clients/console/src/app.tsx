import {
  GraphProvider,
  I18nProvider,
  SessionProvider,
  ToastsProvider,
  UndoBar,
  UndoProvider,
  useSession,
} from "@hutong/client-kit";
import { Navigate, Route, Router } from "@solidjs/router";
import { type ParentProps, Show } from "solid-js";

import { CaseRoomScreen } from "./case-room/CaseRoomScreen.jsx";
import { CasesScreen } from "./cases/CasesScreen.jsx";
import { HelpPageScreen } from "./help/HelpPageScreen.jsx";
import { HelpWallScreen } from "./help/HelpWallScreen.jsx";
import { NotFound } from "./shell/NotFound.jsx";
import { Shell } from "./shell/Shell.jsx";
import { SignInScreen } from "./sign-in/SignInScreen.jsx";
import { zh } from "./text/zh.js";

/** The grid worker's console. */
export function App() {
  return (
    <I18nProvider zh={zh} loadEn={() => import("./text/en.js").then(({ en }) => en)}>
      <SessionProvider>
        <ToastsProvider>
          <Router root={SignedIn}>
            <Route path="/" component={Home} />
            <Route path="/cases" component={CasesScreen} />
            <Route path="/cases/:number" component={CaseRoomScreen} />
            <Route path="/help" component={HelpWallScreen} />
            <Route path="/help/:id" component={HelpPageScreen} />
            <Route path="*" component={NotFound} />
          </Router>
        </ToastsProvider>
      </SessionProvider>
    </I18nProvider>
  );
}

/** The sign-in stands in place of every screen, so that a link leads on to what it names. */
function SignedIn(props: ParentProps) {
  const session = useSession();
  return (
    // Keyed by the token: another person or organisation begins with a fresh connection and fresh screens.
    <Show when={session.signedIn()?.token} keyed fallback={<SignInScreen />}>
      {(token) => (
        <GraphProvider token={token}>
          <UndoProvider>
            <Shell>{props.children}</Shell>
            <UndoBar />
          </UndoProvider>
        </GraphProvider>
      )}
    </Show>
  );
}

/** The secretariat and the experts work from the help wall, everybody else from the cases. */
function Home() {
  const role = useSession().signedIn()?.persona.role ?? "";
  return <Navigate href={["SECRETARY", "EXPERT"].includes(role) ? "/help" : "/cases"} />;
}
