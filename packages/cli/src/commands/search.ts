// `vito search`: passages of the company's documents, by their words and by their meaning.
import { type Call, command } from '../command.js';
import { isNarrowed, searchOptions, searchQuery } from '../search-options.js';
import { nothingFound, passageRows } from '../search-results.js';
import { findServer } from '../server.js';

export const search = command({
  usage: 'WORDS… [OPTIONS]',
  about:
    'Finds passages by their words and by what they mean, best first. "Quotes" keep words together, -word leaves out, OR means either; then only words count.',
  options: searchOptions,
  examples: [
    'vito search ferry cancelled',
    'vito search "late delivery" --person Dougal --from 2026-10-01',
    'vito search retention --kind pdf --json | head -1',
  ],
  run,
});

async function run(call: Call<typeof searchOptions>): Promise<number> {
  const query = searchQuery(call, 'vito search ferry cancelled');
  const { out, values, env } = call;
  const { client } = findServer({ url: values.url, env });
  const { passages, note, index } = await client.call('search', { query });
  if (out.jsonOnly) for (const passage of passages) out.json(passage);
  else for (const line of passages.length === 0 ? [] : passageRows(passages, out)) out.line(line);
  if (passages.length === 0) out.note(nothingFound(index, isNarrowed(query)));
  if (note) out.note(note);
  return 0;
}
