// Now, by the minute, in the looker's zone: what every relative date on the screen is reckoned from.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import type { Clock } from '../format/due.js';
import { meQuery } from './queries.js';
import { useServices, useStore } from './services.js';
import { createStore } from './store.js';

const minute = createStore(Date.now());
setInterval(() => minute.set(Date.now()), 30_000);

export function useClock(): Clock {
  const zone = useZone();
  const now = useStore(minute);
  return useMemo(() => ({ zone, now }), [zone, now]);
}

/** On pages that nobody has to be signed in for: whose zone it is, is not asked. */
const NobodyAsked = createContext(false);
export const ZoneOfBrowser = NobodyAsked.Provider;

/** The profile's zone; the browser's until there is a profile. */
export function useZone(): string {
  const { client } = useServices();
  const me = useQuery({ ...meQuery(client), enabled: !useContext(NobodyAsked) });
  return me.data?.profile?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}
