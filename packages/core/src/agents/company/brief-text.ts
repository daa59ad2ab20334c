// The weekly brief as a text: Markdown, readable as it stands.
import { lineOf, type ToldCommitment } from './told.js';

export interface Brief {
  from: string;
  to: string;
  today: string;
  due: ToldCommitment[];
  late: ToldCommitment[];
  kept: ToldCommitment[];
  fresh: ToldCommitment[];
  waiting: { run: string; step: string; playbook: string; summary: string; expiresAt: string }[];
  byPerson: { name: string; due: number; late: number; kept: number }[];
  /** Kinds of which there is more than is told. */
  more: string[];
}

export function briefText(brief: Brief): string {
  const { from, to, due, late, kept, fresh, waiting, byPerson, more } = brief;
  const nothing = [due, late, kept, fresh, waiting].every(({ length }) => length === 0);
  if (nothing)
    return `# The week of ${from}\n\nNothing is due from ${from} to ${to}, nothing is late, and nothing waits for approval. Add mails or documents, and what is promised in them shows here.\n`;
  const parts = [
    `# The week of ${from}`,
    `${counted(due, 'due')}, ${counted(late, 'late')}, ${counted(kept, 'kept')}, ${counted(fresh, 'new')}, ${waiting.length} waiting for approval.`,
    ...section('Late', late),
    ...section(`Due by ${to}`, due),
    ...section('Kept', kept),
    ...section('New', fresh),
    ...list(
      'Waiting for approval',
      waiting.map(({ playbook, summary, expiresAt }) => `${summary} (${playbook}, until ${expiresAt.slice(0, 10)})`),
    ),
    ...list(
      'By person',
      byPerson.map((one) => `${one.name}: ${one.late} late, ${one.due} due, ${one.kept} kept`),
    ),
    ...(more.length > 0 ? [`There is more than is listed here: ${more.join(', ')}.`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

const counted = ({ length }: readonly unknown[], what: string): string => `${length} ${what}`;

const section = (title: string, commitments: readonly ToldCommitment[]): string[] =>
  list(title, commitments.map(lineOf));

const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`## ${title}\n\n${lines.map((line) => `- ${line.replace(/\s+/gu, ' ')}`).join('\n')}`];
