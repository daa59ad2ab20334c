// `vito ask`: the passages and commitments that a question is about, and what a model makes of them where there is one.
import { type Call, command } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { isNarrowed, searchOptions, searchQuery } from '../search-options.js';
import { nothingFound, passageRows } from '../search-results.js';
import { findServer } from '../server.js';
import { wrap } from '../table.js';

export const ask = command({
  usage: '"QUESTION" [OPTIONS]',
  about:
    'Answers a question from the company’s own documents: the passages it is about, with their places, and the commitments in them. With a model configured it also says the answer, naming the passages it rests on.',
  options: searchOptions,
  examples: [
    'vito ask "When will the dials be shipped?"',
    'vito ask "What did Dougal promise?" --person Dougal --json',
  ],
  run,
});

async function run(call: Call<typeof searchOptions>): Promise<number> {
  const query = searchQuery(call, 'vito ask "When will the dials be shipped?"');
  const { out, values, env } = call;
  const { client } = findServer({ url: values.url, env });
  const found = await client.call('ask', { query });
  const { answer, passages, commitments, note, index } = found;
  if (out.jsonOnly) {
    out.json(found);
  } else if (passages.length > 0) {
    if (answer) {
      const places = answer.citations.map((place) => `[${place + 1}]`).join(' ');
      for (const line of wrap(`${answer.text} ${places}`, Math.min(out.width, 96))) out.line(line);
      out.line('');
    }
    for (const line of passageRows(passages, out)) out.line(line);
    if (commitments.length > 0) {
      out.line('Promised there:');
      out.line('');
      for (const line of commitmentRows(commitments, out, new Date())) out.line(line);
    }
  }
  if (passages.length === 0) out.note(nothingFound(index, isNarrowed(query)));
  if (note) out.note(note);
  return 0;
}
