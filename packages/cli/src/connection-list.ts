// The list of connections: what each fetches, how often, and how its latest run went.
import type { Where } from './connection-call.js';
import { rhythmWords, stateCell } from './connection-words.js';
import { type Listed, listing } from './listing.js';
import { localTime } from './timeline-rows.js';

export async function listConnections({ client, out }: Where): Promise<number> {
  const { items } = await client.call('listConnections');
  const all = await Promise.all(items.map(({ id }) => client.call('getConnection', { params: { id } })));
  if (out.jsonOnly) for (const one of all) out.json(one);
  if (all.length === 0) {
    out.note(
      'Nothing is fetched from elsewhere yet. Add a connection with: vito connections add NAME --dialect singer --command CMD --config FILE',
    );
    return 0;
  }
  const columns = [
    { head: 'KIND' },
    { head: 'STREAMS', align: 'right' as const, said: true },
    { head: 'EVERY', said: true },
    { head: 'LATEST RUN' },
    { head: 'AT' },
  ];
  const rows = all.map(({ connection, run }): Listed => {
    const drifted = connection.streams.filter(({ drift }) => drift.length > 0).length;
    const notes = [connection.paused ? 'paused' : '', drifted > 0 ? `${drifted} drifted` : ''].filter(Boolean);
    return {
      name: notes.length > 0 ? `${connection.name} (${notes.join(', ')})` : connection.name,
      id: connection.id,
      values: [
        connection.dialect,
        connection.streams.length === 0 ? 'none yet' : String(connection.streams.length),
        connection.live ? 'watched' : rhythmWords(connection.everyMinutes),
        run ? stateCell(run) : '-',
        run ? localTime(run.endedAt ?? run.requestedAt) : '-',
      ],
    };
  });
  for (const line of listing('NAME', columns, rows, out)) out.line(line);
  return 0;
}
