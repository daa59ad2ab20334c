// Starts the app: the services, then the router.
import './before.js';
import './theme.css';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createClient, RequestFailed } from '@vito/contracts/client';
import { Tooltip } from 'radix-ui';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppRouter } from './app.js';
import { follow } from './data/follow.js';
import { createNotices } from './data/notices.js';
import { keys } from './data/queries.js';
import { createUploads, type Services, ServicesProvider } from './data/services.js';
import { createStore } from './data/store.js';
import { decidePath, takeGateToken } from './data/take-gate-token.js';
import { takeToken } from './data/take-token.js';
import { createTheme } from './data/theme.js';
import { createLiveTimeline } from './live/timeline.js';

const client = createClient({ baseUrl: '' });
const cache = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => isSignedOut(error) && leave() }),
  defaultOptions: {
    queries: {
      retry: (failures, error) => failures < 2 && !(error instanceof RequestFailed && error.problem.retry === 'never'),
      staleTime: 10_000,
    },
  },
});

const timeline = createLiveTimeline({
  load: (before) =>
    client.call('getTimeline', { query: { before: before ?? undefined, limit: 60 } }).catch((error: unknown) => {
      if (isSignedOut(error)) leave();
      throw error;
    }),
  open: () => new WebSocket(`${location.origin.replace(/^http/, 'ws')}/v1/timeline/live`),
  onEntries: (entries) => follow(cache, entries),
  onReset: () => void cache.invalidateQueries(),
  onLost: () => void cache.invalidateQueries({ queryKey: keys.me, exact: true }),
  onEnded: leave,
});

const services: Services = {
  client,
  timeline,
  uploads: createUploads(() => void cache.invalidateQueries({ queryKey: keys.documents })),
  notices: createNotices(),
  theme: createTheme(),
  overlay: createStore<'palette' | 'shortcuts' | null>(null),
  token: createStore(takeToken()),
  gateToken: createStore(takeGateToken()),
};
const router = createAppRouter({ services, cache });

/** To the sign-in page, which says how to come back in. */
function leave(): void {
  timeline.stop();
  if (location.pathname === decidePath) return; // whoever comes by a mail's link need not be signed in
  if (location.pathname !== '/sign-in') void router.navigate({ to: '/sign-in' });
}

function isSignedOut(error: unknown): boolean {
  return error instanceof RequestFailed && error.problem.status === 401;
}

/** Another link opened where the page of one stands already. */
function anotherLink(): void {
  const token = takeGateToken();
  if (token !== null) services.gateToken.set(token);
}

addEventListener('hashchange', anotherLink);
addEventListener('online', timeline.nudge);
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && timeline.nudge());

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <ServicesProvider services={services}>
        <Tooltip.Provider delayDuration={350} skipDelayDuration={200}>
          <RouterProvider router={router} />
        </Tooltip.Provider>
      </ServicesProvider>
    </QueryClientProvider>
  </StrictMode>,
);
