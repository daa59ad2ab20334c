// Extraction with a model's help: the rules propose, the model confirms and completes, the source decides. Pure but for the call.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { ModelProblem } from '@vito/contracts/model';
import type { Reading } from '@vito/contracts/reading';
import { hearThread, latest } from './extract/hear-thread.js';
import { createScene, type Scene } from './extract/scene.js';
import type { ExtractContext } from './extract.js';
import { type AnswerSchema, answerSchema, itemsOf } from './model/answer.js';
import { peopleOf } from './model/present.js';
import { type Part, partsOf, promptVersion, type Question, questionOf } from './model/question.js';
import { type Checked, type Weighed, weigh } from './model/weigh.js';

export type { AnswerSchema, Checked };
export { promptVersion, type Question };

/** Puts a question to a model; answers with the JSON that it said, or throws. */
export type Complete = (question: Question, schema: AnswerSchema, signal: AbortSignal) => Promise<unknown>;

export interface Asking {
  complete: Complete;
  /** The model's name: part of the rule of what it adds. */
  model: string;
  signal: AbortSignal;
}

export type ModelExtraction =
  /** In order of place. `dropped`: findings that the model does not think are any; `refused`: what the source does not bear out. */
  | { outcome: 'checked'; items: Checked[]; dropped: number; refused: number }
  | { outcome: Extract<ModelProblem, 'malformed' | 'untrue' | 'too-long'> };

const mostParts = 64;

/**
 * What a model makes of what the rules found in a reading. Every quote is looked up in the text, every due resolved by
 * our own rules, every party must be known; an answer that mostly fails these is not used at all. Throws what `complete`
 * throws, once all calls have ended.
 */
export async function extractWithModel(
  reading: Reading,
  context: ExtractContext,
  found: readonly ExtractedCommitment[],
  asking: Asking,
): Promise<ModelExtraction> {
  const scene = sceneOf(reading, context);
  const people = peopleOf(scene, found);
  const parts = partsOf(scene, found);
  if (parts.length > mostParts) return { outcome: 'too-long' };
  const answers = await Promise.allSettled(
    parts.map((part) => asking.complete(questionOf(scene, part, people, context.zone), answerSchema, asking.signal)),
  );
  const weighed: Weighed[] = [];
  for (const [i, answer] of answers.entries()) {
    if (answer.status === 'rejected') throw answer.reason;
    const part = parts[i] as Part;
    const given = itemsOf(answer.value);
    if (!given || (given.items.length === 0 && given.malformed > 0)) return { outcome: 'malformed' };
    const result = weigh(scene, part, people, given.items, asking.model);
    // Half of it invented: the other half is not worth much either.
    if (result.untrue > result.judged.size + result.added.length) return { outcome: 'untrue' };
    weighed.push(result);
  }
  return joined(found, weighed);
}

function joined(found: readonly ExtractedCommitment[], weighed: readonly Weighed[]): ModelExtraction {
  const judged = new Map(weighed.flatMap((one) => [...one.judged]));
  const kept = found.flatMap((item, i) => {
    const said = judged.get(`R${i + 1}`);
    return said === null ? [] : (said ?? { ...item, verdict: null });
  });
  const items = [...kept, ...weighed.flatMap((one) => one.added)].sort((a, b) => a.start - b.start || a.end - b.end);
  const refused = weighed.reduce((sum, one) => sum + one.untrue, 0);
  return { outcome: 'checked', items, dropped: found.length - kept.length, refused };
}

function sceneOf(reading: Reading, { zone, now, earlier }: ExtractContext): Scene {
  const settings = now === undefined ? { zone } : { zone, now };
  return createScene(reading, hearThread(latest(earlier), settings), settings);
}
