// A model's answer: its form, and reading it without believing that it has that form.
import { z } from 'zod';

const text = z.string().max(2000).nullish().catch(null);
const AnswerItem = z.object({
  about: text,
  verdict: z.enum(['confirm', 'complete', 'drop', 'new']),
  quote: z.string().max(4000),
  debtor: text,
  creditor: text,
  action: text,
  due_words: text,
  due: text,
  condition: text,
  status: z.enum(['proposed', 'accepted']).nullish().catch(null),
  confidence: z.number().min(0).max(1).nullish().catch(null),
});
export type AnswerItem = z.infer<typeof AnswerItem>;

const mostItems = 300;

/** The items of an answer that have the form asked for, and how many have not; null where it is no answer at all. */
export function itemsOf(answer: unknown): { items: AnswerItem[]; malformed: number } | null {
  const given = z.object({ items: z.array(z.unknown()) }).safeParse(answer);
  if (!given.success) return null;
  const all = given.data.items.slice(0, mostItems);
  const items = all.flatMap((one) => AnswerItem.safeParse(one).data ?? []);
  return { items, malformed: all.length - items.length };
}

const words = (description: string) => ({ type: ['string', 'null'], description });
const properties = {
  about: words('the id of the finding this is about; null for a new one'),
  verdict: { type: 'string', enum: ['confirm', 'complete', 'drop', 'new'] },
  quote: { type: 'string', description: 'words copied exactly from one of the sentences' },
  debtor: words('who owes it: P and a number, or a name exactly as the text writes it'),
  creditor: words('to whom it is owed: the same'),
  action: words('what is owed, copied exactly from inside the quote'),
  due_words: words('the words that say by when, copied exactly'),
  due: words('what these words mean: YYYY-MM-DD, or an ISO time with its offset'),
  condition: words('the condition on which it depends, copied exactly'),
  status: { type: ['string', 'null'], enum: ['proposed', 'accepted', null] },
  confidence: { type: ['number', 'null'], description: '0 to 1' },
};

/** JSON Schema of the answer, in the strict form that structured output asks for: everything required, null for nothing. */
export const answerSchema = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
    },
  },
  required: ['items'],
  additionalProperties: false,
} as const;
export type AnswerSchema = typeof answerSchema;
