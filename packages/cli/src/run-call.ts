// What the commands of agents share: where they ask and write, and the ids, JSON and gates that they are given.
import { readFile } from 'node:fs/promises';
import type { Client } from '@vito/contracts/client';
import { RunId } from '@vito/contracts/ids';
import type { GateView } from '@vito/contracts/run';
import type { z } from 'zod';
import { type Call, Unable, WrongUse } from './command.js';
import { idValue } from './option-values.js';
import type { Output } from './output.js';
import { findServer } from './server.js';

export interface Where {
  /** Found when it is first asked for: wrong use is said before. */
  readonly client: Client;
  out: Output;
}

export function where({ values, out, env }: { values: { url?: string } } & Pick<Call, 'out' | 'env'>): Where {
  return {
    out,
    get client() {
      return findServer({ url: values.url, env }).client;
    },
  };
}

/** The one word that a command is given. */
export function only(args: readonly string[], call: string): string {
  const [word, ...more] = args;
  if (word === undefined) throw new WrongUse(`Say which one: ${call}`);
  if (more.length > 0) throw new WrongUse(`It is called so: ${call}`);
  return word;
}

export const runValue = (given: string): string => idValue(RunId, given, 'vito runs');

export function jsonValue(option: string, given: string): z.core.util.JSONType {
  try {
    return JSON.parse(given) as z.core.util.JSONType;
  } catch {
    throw new WrongUse(`${option} is no JSON. Put it in quotes, e.g. ${option} '{"to": "ada@brook.example"}'`);
  }
}

/** The JSON in a file; "-" is standard input. */
export async function jsonFile(path: string): Promise<unknown> {
  const text = await readFile(path === '-' ? '/dev/stdin' : path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Unable(error.code === 'ENOENT' ? `There is no such file: ${path}` : `${path} cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Unable(`${path} holds no JSON.`);
  }
}

/** The open gate that RUN or RUN/STEP names. Throws WrongUse, Unable. */
export async function openGate(asked: Where, given: string): Promise<GateView> {
  const at = given.indexOf('/');
  const id = runValue(at < 0 ? given : given.slice(0, at));
  const { gates } = await asked.client.call('getRun', { params: { id } });
  const open = gates.filter(({ state }) => state === 'open');
  const step = at < 0 ? null : given.slice(at + 1);
  const fits = step === null ? open : open.filter((gate) => gate.step === step);
  const [gate, second] = fits;
  if (second) {
    const choices = open.map((one) => `\n  ${id}/${one.step}  ${one.summary}`).join('');
    throw new Unable(`This run waits for more than one decision. Say which one:${choices}`);
  }
  if (gate) return gate;
  const decided = gates.find((one) => one.step === step);
  if (decided) throw new Unable(`This was decided before: ${decided.state}. See: vito show ${id}`);
  throw new Unable(
    `Nothing${step === null ? '' : ` at "${step}"`} waits for a decision there. See: vito show ${id}, or vito gates`,
  );
}
