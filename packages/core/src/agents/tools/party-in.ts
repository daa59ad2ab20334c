// Who owes or is owed, as a tool is given it.
import type { Party } from '@vito/contracts/reading';
import { z } from 'zod';

const words = (most: number) => z.string().trim().min(1).max(most);

export const PartyIn = z.strictObject({
  name: words(200).optional().describe('The name of a person.'),
  address: words(320).optional().describe('Their mail address.'),
  organisation: words(200).optional().describe('The organisation, or whom they stand for.'),
});

export const partyOf = (given: z.output<typeof PartyIn> | undefined): Party | null =>
  given ? { name: given.name ?? null, address: given.address ?? null, organisation: given.organisation ?? null } : null;

export const told = (given: z.output<typeof PartyIn> | undefined): string =>
  given?.name ?? given?.organisation ?? given?.address ?? 'somebody';
