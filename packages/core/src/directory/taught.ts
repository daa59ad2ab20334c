// What was read says who there is: senders and recipients, lists of chat users, parties of commitments, who "I" am.

import type { ChatUser, Party } from '@vito/contracts/reading';
import type { Profile } from '@vito/contracts/tenant';
import { sql } from 'kysely';
import type { Reader } from '../platform/database.js';
import type { Correction } from './corrections.js';
import { personKey } from './names.js';

export interface Mention extends Party {
  /** How often; the more often, the more it counts among several ways to write a name. */
  times: number;
}
/** A party of commitments under the key that its row has. */
export interface Named extends Mention {
  who: string;
}

export interface Taught {
  mentions: Mention[];
  named: Named[];
  profile: Profile | null;
  corrections: Correction[];
}

/** Everything that the directory is made of, in a fixed order. Of erased documents nothing is left in these rows. */
export async function loadTaught(reader: Reader): Promise<Taught> {
  const { rows: mentions } = await sql<Mention>`
    select p.name, p.address, p.organisation, count(*)::bigint as times
    from vito.document_party d, jsonb_to_recordset(d.parties) as p (name text, address text, organisation text)
    group by 1, 2, 3 order by 1, 2, 3`.execute(reader);
  const { rows: named } = await sql<Named>`
    select who, name, address, organisation, sum(times)::bigint as times from (
      select debtor_who as who, debtor ->> 'name' as name, lower(debtor ->> 'address') as address,
             debtor ->> 'organisation' as organisation, count(*) as times
      from vito.commitment where debtor_who is not null group by 1, 2, 3, 4
      union all
      select creditor_who, creditor ->> 'name', lower(creditor ->> 'address'), creditor ->> 'organisation', count(*)
      from vito.commitment where creditor_who is not null group by 1, 2, 3, 4) as parties
    group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(reader);
  const lists = await reader.selectFrom('chat_people').select('people').orderBy('document_id').execute();
  const company = await reader.selectFrom('company').selectAll().executeTakeFirst();
  const told = await reader.selectFrom('directory').select('corrections').executeTakeFirst();
  const profile =
    company?.name && company.zone
      ? { name: company.name, addresses: company.addresses, organisation: company.organisation, zone: company.zone }
      : null;
  return {
    mentions: [...mentions, ...lists.flatMap(({ people }) => people).map(mentionOf)],
    named,
    profile,
    corrections: (told?.corrections ?? []) as unknown as Correction[],
  };
}

const mentionOf = ({ name, address }: ChatUser): Mention => ({
  name,
  address: address?.toLowerCase() ?? null,
  organisation: null,
  times: 1,
});

/** Who stands in the threads of the documents in which these keys occur. */
export interface ThreadPeople {
  documentId: string;
  who: string;
  /** Keys of the people in the document's messages and in the messages it answers. */
  people: string[];
}

/** `keys`: names that fit several people of the company. */
export async function loadThreads(reader: Reader, keys: string[]): Promise<ThreadPeople[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ document_id: string; who: string; parties: Party[] }>`
    with mention as (
      select document_id, debtor_who as who from vito.commitment where debtor_who = any(${keys}::text[]) and document_id is not null
      union
      select document_id, creditor_who from vito.commitment where creditor_who = any(${keys}::text[]) and document_id is not null
    ), place as (
      select distinct document_id from mention
    ), seen as (
      select document_id, document_id as other from place
      union
      select p.document_id, e.document_id from place p
      join vito.document_link l on l.document_id = p.document_id
      join vito.document_link e on e.ids && l.refs
    ), people as (
      select s.document_id, jsonb_agg(distinct jsonb_build_object('name', p.name, 'address', p.address)) as parties
      from seen s join vito.document_party d on d.document_id = s.other,
           jsonb_to_recordset(d.parties) as p (name text, address text)
      group by 1
    )
    select m.document_id, m.who, coalesce(p.parties, '[]') as parties
    from mention m left join people p using (document_id) order by 1, 2`.execute(reader);
  return rows.map(({ document_id, who, parties }) => ({
    documentId: document_id,
    who,
    people: [...new Set(parties.flatMap(keyOf))].sort(),
  }));
}

function keyOf({ name, address }: Pick<Party, 'name' | 'address'>): string[] {
  if (address) return [`address ${address.toLowerCase()}`];
  const key = name ? personKey(name) : '';
  return key === '' ? [] : [`name ${key}`];
}
