// Tools that find: passages by words and meaning, and what a question is answered with.
import { DocumentKind } from '@vito/contracts/reading';
import { SearchQuery } from '@vito/contracts/search';
import { z } from 'zod';
import { Notice, notice, Passage, Promised, passageOf, promisedOf, short } from './compact.js';
import { looks, type ToolCall, tool } from './tool.js';

const most = 20;
const longestAnswer = 8000; // characters of a model's answer
const day = z.iso.date('a day such as 2026-10-31');
const narrowing = {
  person: z
    .string()
    .min(1)
    .max(320)
    .optional()
    .describe('Only what this person says or is told: a name or an address.'),
  from: day.optional().describe('Said on this day or later.'),
  to: day.optional().describe('Said on this day or earlier.'),
  kind: DocumentKind.optional().describe('Only in documents of this kind.'),
  limit: z.number().int().min(1).max(most).default(8).describe('How many passages at most.'),
};
const Note = z.string().nullable().describe('Why something may be missing; null when all is well.');

/** The same rules as of the API's search: at least one word, at most 500 characters. */
const queryOf = (q: string, rest: Omit<SearchQuery, 'q'>): SearchQuery => SearchQuery.parse({ ...rest, q });

export const search = tool({
  name: 'search',
  title: 'Search the documents',
  description:
    'Finds passages of the company’s mail, chat and documents by their words and by their meaning, best first, each with the document it stands in. Takes "quotes", OR and -word as search engines do.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({ query: z.string().min(1).max(500).describe('What to look for.'), ...narrowing }),
  output: z.object({ notice: Notice, passages: z.array(Passage), note: Note }),
  async run({ services, ctx }: ToolCall, { query, ...rest }) {
    const { passages, note } = await services.search.search(ctx.tenant, queryOf(query, rest));
    return { notice, passages: passages.map(passageOf), note };
  },
});

export const ask = tool({
  name: 'ask',
  title: 'Ask the documents',
  description:
    'Gives the passages and commitments that a question is about, with their sources. Where the install has a model that answers, its answer as well, with the places among `passages` (from 0) that it rests on.',
  scope: 'read',
  annotations: looks,
  input: z.strictObject({ question: z.string().min(1).max(500).describe('A question in plain words.'), ...narrowing }),
  output: z.object({
    notice: Notice,
    answer: z.object({ text: z.string(), citations: z.array(z.number().int()) }).nullable(),
    passages: z.array(Passage),
    commitments: z.array(Promised),
    note: Note,
  }),
  async run({ services, ctx }: ToolCall, { question, ...rest }) {
    const found = await services.ask(ctx.tenant, queryOf(question, rest));
    return {
      notice,
      answer: found.answer && { ...found.answer, text: short(found.answer.text, longestAnswer) },
      passages: found.passages.map(passageOf),
      commitments: found.commitments.map(promisedOf),
      note: found.note,
    };
  },
});
