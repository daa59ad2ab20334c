// What a model said of what the rules found, and what can go wrong with asking one: shown to people in plain words.
import { z } from 'zod';

/** What the model made of a commitment: agreed, filled gaps, does not think it is one, or found it itself. */
export const ModelVerdict = z.enum(['confirmed', 'completed', 'doubted', 'added']);
export type ModelVerdict = z.infer<typeof ModelVerdict>;

/** Why an answer of the model could not be had or used. */
export const ModelProblem = z.enum([
  'down',
  'slow',
  'busy',
  'rejected',
  'refused',
  'truncated',
  'malformed',
  'untrue',
  'too-long',
]);
export type ModelProblem = z.infer<typeof ModelProblem>;

/** Problems that pass by themselves: asking again later can help. */
export const passingProblems: readonly ModelProblem[] = ['down', 'slow', 'busy'];

/** Each problem, as the end of "the model could not check this: …". */
export const modelProblemWords: Record<ModelProblem, string> = {
  down: 'it did not answer; it is asked again later',
  slow: 'it took too long; it is asked again later',
  busy: 'it had too much to do; it is asked again later',
  rejected: 'it did not take the question (look at its key, its name and its address)',
  refused: 'it refused to answer',
  truncated: 'its answer broke off',
  malformed: 'its answer could not be understood',
  untrue: 'it quoted words, or named people, that the document does not have',
  'too-long': 'the document is too long for it',
};

/** Who has looked at a commitment: the rules alone, a model as well, or a model that failed. */
export const Checked = z.enum(['rules', 'model', 'model-failed']);
export type Checked = z.infer<typeof Checked>;

const verdictWords: Record<ModelVerdict, string> = {
  confirmed: 'found by rules, confirmed by the model',
  completed: 'found by rules, completed by the model',
  doubted: 'found by rules; the model does not think it is a commitment',
  added: 'found by the model, its words checked in the document',
};

/** Who looked, in words. */
export function checkedWords(shown: {
  checked: Checked;
  verdict: ModelVerdict | null;
  checkedBy: string | null;
  checkProblem: ModelProblem | null;
}): string {
  if (shown.checked === 'rules') return 'found by rules';
  if (shown.checked === 'model-failed')
    return `found by rules; the model could not check this: ${modelProblemWords[shown.checkProblem ?? 'down']}`;
  return `${verdictWords[shown.verdict ?? 'confirmed']}${shown.checkedBy === null ? '' : ` (${shown.checkedBy})`}`;
}

/** What the model was asked so far, and what that cost. */
export const ModelUse = z.object({
  /** Null: none is asked now. */
  name: z.string().nullable(),
  /** Documents about which it is still to be asked; they are not counted under `work`. */
  waiting: z.number().int(),
  calls: z.number().int(),
  failed: z.number().int(),
  tokensIn: z.number().int(),
  tokensOut: z.number().int(),
  /** US dollars, of the calls whose price is known; the others are counted. */
  cost: z.number(),
  costUnknown: z.number().int(),
  /** The month of the list prices. */
  pricesOf: z.string(),
});
export type ModelUse = z.infer<typeof ModelUse>;
