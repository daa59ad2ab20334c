// What every screen stands on, made once in main.tsx and handed down.
import { type Client, createClient } from '@vito/contracts/client';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { LiveTimeline } from '../live/timeline.js';
import type { createNotices } from './notices.js';
import { progressFetch } from './progress-fetch.js';
import type { Store } from './store.js';
import type { createTheme } from './theme.js';
import { createUploadQueue, type UploadQueue } from './upload-queue.js';

export interface Services {
  client: Client;
  timeline: LiveTimeline;
  uploads: UploadQueue;
  notices: ReturnType<typeof createNotices>;
  theme: ReturnType<typeof createTheme>;
  /** The dialog that is open over the screens. */
  overlay: Store<'palette' | 'shortcuts' | null>;
  /** The token of the sign-in link with which the page was opened, until it has been used. */
  token: Store<string | null>;
  /** The token of a mail's link, while the page is open. */
  gateToken: Store<string | null>;
}

const Context = createContext<Services | null>(null);

export function ServicesProvider(props: { services: Services; children: ReactNode }) {
  return <Context value={props.services}>{props.children}</Context>;
}

export function useServices(): Services {
  const services = useContext(Context);
  if (services === null) throw new Error('useServices is called outside of ServicesProvider');
  return services;
}

/** Follows a store. */
export function useStore<T>(store: Pick<Store<T>, 'get' | 'subscribe'>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Uploads of this page: each with a client of its own, whose fetch tells how far it is. */
export function createUploads(onSent: () => void): UploadQueue {
  return createUploadQueue({
    send: (picked, key, onProgress) =>
      createClient({ baseUrl: '', fetch: progressFetch(onProgress) }).upload({
        name: picked.path,
        bytes: picked.file,
        key,
      }),
    onSent,
  });
}
