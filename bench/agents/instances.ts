// Time and memory of an instance: a live run of ViTo beside an agent (a compiled graph in LangGraph's case) of other frameworks.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Part, say } from '../setup/report.js';
import { isInstalled, type Other, startDriver, talkTo } from './others.js';

export interface Instances {
  micros: number;
  /** Of heap an instance, after collection: as made, and once each was stepped. */
  bytes: number;
  bytesStepped: number;
  instances: number;
}

/** Of these a hundred thousand would take gigabytes, or an hour to be stepped. */
const fewer: Record<string, number> = { mastra: 5_000, langgraph: 2_000 };
const own = fileURLToPath(new URL('./own-instances.ts', import.meta.url));

export async function instances(others: readonly Other[], { count }: { count: number }): Promise<Part> {
  const found: Record<string, Instances | { problem: string }> = {};
  const vito = await ownInstances(count);
  found.vito = vito;
  say(`vito: ${told(vito)}`);
  for (const other of others) {
    found[other.name] = await theirs(other, Math.min(count, fewer[other.name] ?? count));
    say(`${other.spec}: ${told(found[other.name] as Instances)}`);
  }
  return {
    figures: { instances: found },
    checks: [
      ['instantiation: at most 1 us a live run', vito.micros <= 1],
      ['instantiation: at most 1 KiB a live run, also once stepped', Math.max(vito.bytes, vito.bytesStepped) <= 1024],
    ],
    lines: [],
  };
}

const told = (one: Instances | { problem: string }) =>
  'problem' in one
    ? `not measured: ${one.problem}`
    : `${one.micros.toFixed(2)} us, ${one.bytes.toFixed(0)} bytes each as made, ${one.bytesStepped.toFixed(0)} once stepped (${one.instances})`;

async function ownInstances(count: number): Promise<Instances> {
  const args = ['--conditions=source', '--import', 'tsx', own];
  const driver = talkTo(spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
  try {
    return await driver.ask<Instances>({ instances: count, batch: 5_000 });
  } finally {
    await driver.stop();
  }
}

async function theirs(other: Other, count: number): Promise<Instances | { problem: string }> {
  if (!isInstalled(other)) return { problem: other.problem ?? 'it is not installed' };
  const driver = await startDriver(new URL('./drivers/instances.mjs', import.meta.url), other, { gc: true });
  try {
    return await driver.ask<Instances>({ instances: count, batch: other.name === 'langgraph' ? 200 : 5_000 });
  } catch (error) {
    return { problem: String((error as Error).message).slice(0, 400) };
  } finally {
    await driver.stop();
  }
}
