import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from '../shared/loading.tsx';

const Home = lazy(async () => ({ default: (await import('../screens/home/home.tsx')).Home }));
const Activity = lazy(async () => ({
  default: (await import('../screens/activity/activity.tsx')).Activity,
}));
const Held = lazy(async () => ({ default: (await import('../screens/held/held.tsx')).Held }));
const Problems = lazy(async () => ({
  default: (await import('../screens/problems/problems.tsx')).Problems,
}));
const Setup = lazy(async () => ({ default: (await import('../screens/setup/setup.tsx')).Setup }));
const Settings = lazy(async () => ({ default: (await import('../screens/settings/settings.tsx')).Settings }));
const Trash = lazy(async () => ({ default: (await import('../screens/trash/trash.tsx')).Trash }));
const Conflicts = lazy(async () => ({
  default: (await import('../screens/conflicts/conflicts.tsx')).Conflicts,
}));
const Files = lazy(async () => ({ default: (await import('../screens/files/files.tsx')).Files }));
const Ignore = lazy(async () => ({ default: (await import('../screens/ignore/ignore.tsx')).Ignore }));

/** Every screen by its address. Loaded when it is first opened, so that the first one is there soon. */
export function Screens() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/" component={Home} />
        <Route path="/activity/:pair?" component={Activity} />
        <Route path="/held/:pair?" component={Held} />
        <Route path="/problems/:pair?" component={Problems} />
        <Route path="/setup/:step?" component={Setup} />
        <Route path="/settings" component={Settings} />
        <Route path="/trash/:pair?" component={Trash} />
        <Route path="/conflicts/:pair?" component={Conflicts} />
        <Route path="/files/:pair?" component={Files} />
        <Route path="/ignore/:pair?" component={Ignore} />
        <Redirect to="/" />
      </Switch>
    </Suspense>
  );
}
