// Examples to fit with: of a gold set, every sentence with a day that no rule speaks of, and all that a rule of what people
// say speaks of.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '@vito/contracts/reading';
import { dueIn } from '@vito/understanding/extract/dues';
import { hearThread } from '@vito/understanding/extract/hear-thread';
import { promisesIn } from '@vito/understanding/extract/promises';
import type { HeardScene } from '@vito/understanding/extract/scene';
import { signalsOf } from '@vito/understanding/extract/signals';
import { weighable } from '@vito/understanding/extract/weighed';
import type { Passage } from '@vito/understanding/passage';
import { threadGroups, threadLinks } from '@vito/understanding/thread';
import { findFiles } from '../../packages/cli/src/folder.js';
import { documentsIn } from '../../packages/cli/src/offline-documents.js';
import { createReader } from '../../packages/cli/src/offline-reading.js';
import { createOutput } from '../../packages/cli/src/output.js';

export interface Example {
  /** The thread or file that it is from: examples of one are never divided. */
  source: string;
  signals: string[];
  /** Whether a rule speaks of it. */
  ruled: boolean;
  promise: boolean;
  /** The sentence, for those who look. */
  text: string;
}

export async function examplesOf(folder: string): Promise<Example[]> {
  const quotes = new Map<string, string[]>();
  for (const line of readFileSync(join(folder, 'gold.jsonl'), 'utf8').split('\n').filter(Boolean)) {
    const { file, commitments } = JSON.parse(line) as { file: string; commitments: { quote: string }[] };
    quotes.set(
      file,
      commitments.map(({ quote }) => even(quote)),
    );
  }
  const examples: Example[] = [];
  for (const { names, scenes } of await heard(join(folder, 'source')))
    for (const [i, scene] of scenes.entries())
      examples.push(...inScene(scene, names[i] ?? '', quotes.get(names[i] ?? '') ?? [], `${folder}/${names[0]}`));
  return examples;
}

function inScene(scene: HeardScene, file: string, quotes: readonly string[], source: string): Example[] {
  return scene.passages.flatMap((passage) => {
    const rule = ruleOf(scene, passage);
    const due =
      rule === null ? weighable(scene, passage) : dueIn(scene, passage, { start: 0, end: passage.fold.length });
    if (rule === 'other' || (rule === null && !due)) return [];
    const text = even(passage.text);
    const promise = quotes.some((quote) => text.includes(quote) || (text.length > 8 && quote.includes(text)));
    return [
      {
        source,
        signals: signalsOf(scene, passage, due, rule),
        ruled: rule !== null,
        promise,
        text: `${file}: ${text}`,
      },
    ];
  });
}

/** The rule of what people say that speaks of the sentence, believed or not; 'other' where one of another kind does. */
function ruleOf(scene: HeardScene, passage: Passage): string | null {
  const found = scene.found.find((one) => one.start < passage.end && one.end > passage.start);
  if (!scene.voice(passage.message).speaker || scene.speech(passage).code !== 'en') return 'other';
  const [promise] = promisesIn(scene, passage);
  if (promise) return promise.rule === 'recap' ? 'other' : promise.rule;
  return found && found.rule !== 'weighed' ? 'other' : null;
}

async function heard(folder: string): Promise<{ names: string[]; scenes: HeardScene[] }[]> {
  const reader = createReader(createOutput(nowhere, nowhere, {}, true), {});
  const readings = new Map<string, Reading>();
  for (const file of findFiles([folder]).files)
    for await (const document of documentsIn(file, reader, false))
      if ('reading' in document) readings.set(document.name, document.reading);
  const items = [...readings].map(([key, reading]) => ({
    key,
    ...threadLinks(reading),
    sentAt: reading.messages[0]?.sentAt ?? null,
  }));
  return threadGroups(items).map((names) => ({
    names,
    scenes: hearThread(
      names.flatMap((name) => readings.get(name) ?? []),
      { zone: 'UTC' },
    ),
  }));
}

const nowhere = { write: () => true };

const even = (text: string): string => text.replace(/\s+/g, ' ').trim();
