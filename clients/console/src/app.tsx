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
import { lazy, type ParentProps, Show } from "solid-js";

import { CaseRoomScreen } from "./case-room/CaseRoomScreen.jsx";
import { CasesScreen } from "./cases/CasesScreen.jsx";
import { HelpPageScreen } from "./help/HelpPageScreen.jsx";
import { HelpWallScreen } from "./help/HelpWallScreen.jsx";
import { NotFound } from "./shell/NotFound.jsx";
import { placesOf } from "./shell/places.js";
import { Shell } from "./shell/Shell.jsx";
import { SignInScreen } from "./sign-in/SignInScreen.jsx";
import { zh } from "./text/zh.js";

// Loaded by whom they are for: everybody else's first load stays as it is.
const TasksScreen = lazy(() =>
  import("./tasks/TasksScreen.jsx").then((screen) => ({ default: screen.TasksScreen })),
);
const CommunitiesScreen = lazy(() =>
  import("./communities/CommunitiesScreen.jsx").then((screen) => ({
    default: screen.CommunitiesScreen,
  })),
);
const DeskScreen = lazy(() =>
  import("./desk/DeskScreen.jsx").then((screen) => ({ default: screen.DeskScreen })),
);
const RatesScreen = lazy(() =>
  import("./rates/RatesScreen.jsx").then((screen) => ({ default: screen.RatesScreen })),
);
const RegisterScreen = lazy(() =>
  import("./register/RegisterScreen.jsx").then((screen) => ({ default: screen.RegisterScreen })),
);

/** The grid worker's console, with screens of their own for the desk, for cleaners and for third-party apps. */
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
            <Route path="/tasks" component={TasksScreen} />
            <Route path="/communities" component={CommunitiesScreen} />
            <Route path="/desk" component={DeskScreen} />
            <Route path="/rates" component={RatesScreen} />
            <Route path="/cleaners" component={RegisterScreen} />
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

/** Where one's work is. */
function Home() {
  return <Navigate href={placesOf(useSession().signedIn()?.persona.role).home.href} />;
}
