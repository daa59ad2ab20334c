// How "I" am known in each company, asked again at most once a second: every list needs it.
import type { Profile } from '@vito/contracts/tenant';
import type { Viewer } from './filter.js';
import { viewerOf } from './view.js';

export interface Viewers {
  of(tenant: string): Promise<Viewer>;
  /** Called when the profile changed, so that this process knows at once. */
  forget(tenant: string): void;
}

const keptFor = 1000; // ms

/** `profileOf`: a company's profile, and the zone in which its days end. */
export function createViewers(
  profileOf: (tenant: string) => Promise<{ profile: Profile | null; zone: string }>,
): Viewers {
  const held = new Map<string, { until: number; viewer: Promise<Viewer> }>();

  function of(tenant: string): Promise<Viewer> {
    const known = held.get(tenant);
    if (known && known.until > Date.now()) return known.viewer;
    const viewer = profileOf(tenant).then(({ profile, zone }) => viewerOf(profile, zone));
    held.set(tenant, { until: Date.now() + keptFor, viewer });
    viewer.catch(() => held.delete(tenant));
    return viewer;
  }

  return { of, forget: (tenant) => void held.delete(tenant) };
}
