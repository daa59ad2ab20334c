// People of a chat export (Slack's users.json): chats name only ids, so a list gives the chats of its company names and zones,
// those that come in after it and those that were there before.
import type { ChatUser } from '@vito/contracts/reading';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import { change } from '../spine/change.js';
import type { Context } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';
import type { EventStore } from '../spine/event-store.js';
import { document } from './document.js';

/** Everybody in the lists of a company; what a later list says of somebody counts. */
export async function chatPeople(database: Database, tenant: string): Promise<ChatUser[]> {
  const lists = await database.read(tenant, (reader) =>
    reader.selectFrom('chat_people').select('people').orderBy('document_id').execute(),
  );
  return [...new Map(lists.flatMap(({ people }) => people).map((person) => [person.id, person])).values()];
}

/**
 * Work on `document.people-listed`: every chat is read again. One that is being read just now without this list is told too;
 * its reading finds that the document moved on, and begins anew.
 */
export async function tellChats(
  deps: { database: Database; store: EventStore },
  ctx: Context,
  event: OpenEvent,
): Promise<void> {
  const { work: _, ...plain } = ctx;
  for (const chat of await chatsBeside(deps.database, ctx.tenant, event.stream)) {
    await change(deps.store, plain, {
      aggregate: document,
      stream: chat,
      keyOf: () => chat,
      decide: ({ state }) =>
        (state.state === 'read' && !state.listsPeople) || state.state === 'received'
          ? [{ type: 'document.people-known', data: { by: event.stream }, secret: {} }]
          : [],
    }).catch((error) => {
      // Erased meanwhile: there is nothing left to name.
      if (!(error instanceof Failure && error.code === 'not-found')) throw error;
    });
  }
  await deps.store.commit(ctx, []);
}

/** Documents that are chats, or may turn out to be. */
async function chatsBeside(database: Database, tenant: string, list: string): Promise<string[]> {
  const rows = await database.read(tenant, (reader) =>
    reader
      .selectFrom('document')
      .select('document_id')
      .where('document_id', '!=', list)
      .where((eb) =>
        eb.or([
          eb.and([eb('state', '=', 'read'), eb('kind', '=', 'chat')]),
          eb.and([eb('state', '=', 'received'), eb('name', 'ilike', '%.json')]),
        ]),
      )
      .execute(),
  );
  return rows.map((row) => row.document_id);
}
