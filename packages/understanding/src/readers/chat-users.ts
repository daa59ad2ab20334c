// The people of a Slack export (users.json): ids, names, addresses and time zones.
import type { ChatUser } from '@vito/contracts/reading';
import { z } from 'zod';
import { decodeText } from './characters.js';

const text = z.string().nullish();
const SlackUser = z.looseObject({
  id: z.string().min(1),
  name: text,
  real_name: text,
  tz: text,
  profile: z.looseObject({ real_name: text, display_name: text, email: text }).nullish(),
});

/** The users in the bytes, or null where they are no list of users. A user without a known IANA zone has zone null. */
export function parseChatUsers(bytes: Uint8Array): ChatUser[] | null {
  let json: unknown;
  try {
    json = JSON.parse(decodeText(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(json) || json.length === 0 || !json.every(isUser)) return null;
  return z.array(SlackUser).parse(json).map(chatUser);
}

/** A user has an id and a name or profile; a message of a chat day has a ts. */
export function isUser(value: unknown): boolean {
  const parsed = SlackUser.safeParse(value);
  if (!parsed.success || 'ts' in parsed.data) return false;
  return Boolean(parsed.data.real_name ?? parsed.data.profile ?? parsed.data.name);
}

function chatUser(user: z.infer<typeof SlackUser>): ChatUser {
  const name = user.real_name || user.profile?.real_name || user.profile?.display_name || user.name;
  return {
    id: user.id,
    name: name?.trim() || null,
    address: user.profile?.email?.trim() || null,
    zone: knownZone(user.tz),
  };
}

function knownZone(zone: string | null | undefined): string | null {
  if (!zone) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return null;
  }
}
