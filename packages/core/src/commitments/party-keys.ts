// Under which keys "I" may be meant.
import { keyed, nameKey, withoutForm } from '@vito/contracts/party-key';
import type { Profile } from '@vito/contracts/tenant';

/** Keys under which "I" may be meant: my addresses, my name, my organisation, whole or without its legal form. */
export function profileKeys(profile: Profile | null): string[] {
  if (!profile) return [];
  const organisation = profile.organisation
    ? [nameKey(profile.organisation), withoutForm(nameKey(profile.organisation))]
    : [];
  return [
    ...profile.addresses.map((address) => `address ${address.toLowerCase()}`),
    ...keyed('name', nameKey(profile.name)),
    ...organisation.flatMap((name) => [...keyed('organisation', name), ...keyed('name', name)]),
  ];
}
