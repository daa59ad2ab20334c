// Steps a second of ten-step runs, so many at once: ViTo, DBOS, and the one-statement floor, in turn on one server.

import { createLog } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import type pg from 'pg';
import { createPool } from '../../packages/core/src/platform/database.js';
import { median, type Part, say } from '../setup/report.js';
import { floorRuns, prepareFloor } from './floor.js';
import { type Driver, type Installed, isInstalled, type Other, startDriver } from './others.js';
import { ownMicros, serverMicros } from './processor.js';
import { appConnections, type Worker } from './worker.js';

export interface Rate {
  perSecond: number;
  /** Processor time a step: of the engine's process, and of the server. */
  nodeMicros: number;
  serverMicros: number;
}
type Side = 'vito' | 'dbos' | 'floor';

const warmSeconds = 2;

export async function stepsBeside(
  worker: Worker,
  dbos: Other | undefined,
  { seconds, rounds, atOnce }: { seconds: number; rounds: number; atOnce: readonly number[] },
): Promise<Part> {
  const pool = createPool(worker.urls.owner, appConnections, createLog('error'));
  await prepareFloor(pool);
  const driver = dbos && isInstalled(dbos) ? await launch(worker, dbos) : null;
  const visible = watchSteps(worker);
  const found = new Map<string, Rate[]>();
  try {
    for (let round = 1; round <= rounds; round++)
      for (const many of atOnce) {
        const rates: [Side, Rate][] = [
          ['vito', await vitoRate(worker, many, seconds)],
          ['floor', await floorRate(worker, pool, many, seconds)],
          ...(driver ? [['dbos', await dbosRate(worker, driver, many, seconds)] as [Side, Rate]] : []),
        ];
        for (const [side, rate] of rates) found.set(`${side} ${many}`, [...(found.get(`${side} ${many}`) ?? []), rate]);
        say(
          `round ${round}/${rounds}, ${many} at once: ${rates.map(([side, rate]) => `${side} ${told(rate)}`).join('; ')}`,
        );
      }
  } finally {
    worker.seen.onCall = async () => {};
    await driver?.stop();
    await pool.end();
  }
  const of = (side: Side, many: number, what: keyof Rate = 'perSecond') =>
    median((found.get(`${side} ${many}`) ?? []).map((rate) => rate[what]));
  const figures = atOnce.map((many) => ({
    atOnce: many,
    ...Object.fromEntries(
      (['vito', 'dbos', 'floor'] as const).map((side) => [
        side,
        {
          perSecond: of(side, many),
          nodeMicros: of(side, many, 'nodeMicros'),
          serverMicros: of(side, many, 'serverMicros'),
        },
      ]),
    ),
    overDbos: of('vito', many) / of('dbos', many),
    overFloor: of('vito', many) / of('floor', many),
  }));
  return {
    figures: { steps: figures, visible: visible.figures() },
    checks: [
      [
        `each of ${visible.figures().looked} looked for was visible to another connection before the next step`,
        visible.ok(),
      ],
      ...(driver
        ? [['16 at once: steps/s >= 4x DBOS', of('vito', 16) >= 4 * of('dbos', 16)] as [string, boolean]]
        : []),
      ...atOnce.map((many): [string, boolean] => [
        `${many} at once: steps/s >= 0.4 of the floor`,
        of('vito', many) >= 0.4 * of('floor', many),
      ]),
    ],
    lines: [],
  };
}

const told = ({ perSecond, nodeMicros, serverMicros: server }: Rate) =>
  `${perSecond.toFixed(0)}/s (Node ${nodeMicros.toFixed(0)} us, server ${server.toFixed(0)} us a step)`;

async function launch(worker: Worker, dbos: Installed): Promise<Driver> {
  await worker.owner.query('create database vito_bench_dbos');
  const driver = await startDriver(new URL('./drivers/dbos.mjs', import.meta.url), dbos);
  await driver.ask({ launch: worker.embedded.url(undefined, 'vito_bench_dbos') });
  return driver;
}

/** Of every hundredth call, whether another connection finds the event of the step before. */
function watchSteps({ seen, owner }: Worker) {
  let [calls, looked, missed] = [0, 0, 0];
  seen.onCall = async ({ run, step }) => {
    const at = Number(step.slice(1));
    if (calls++ % 100 !== 0 || at < 2) return;
    looked++;
    const { rowCount } = await owner.query({
      name: 'look-for-step',
      text: `select 1 from vito.events where stream = $1 and type = 'run.step-completed' and data ->> 'step' = $2`,
      values: [run, `s${at - 1}`],
    });
    if (rowCount !== 1) missed++;
  };
  return { figures: () => ({ looked, missed }), ok: () => looked > 0 && missed === 0 };
}

async function timed(worker: Worker, seconds: number, steps: () => number): Promise<Rate> {
  await wait(1000 * warmSeconds);
  const [from, began, node, server] = [
    steps(),
    performance.now(),
    ownMicros(),
    await serverMicros(worker.embedded.pid),
  ];
  await wait(1000 * seconds);
  const [done, lasted] = [steps() - from, (performance.now() - began) / 1000];
  const nodeMicros = (ownMicros() - node) / done;
  return {
    perSecond: done / lasted,
    nodeMicros,
    serverMicros: ((await serverMicros(worker.embedded.pid)) - server) / done,
  };
}

async function vitoRate(worker: Worker, atOnce: number, seconds: number): Promise<Rate> {
  const ctx = await worker.person();
  let ended = false;
  const callers = Array.from({ length: atOnce }, async () => {
    while (!ended) await (await worker.begin(ctx, { playbook: 'ten-steps' })).over;
  });
  const rate = await timed(worker, seconds, () => worker.seen.steps);
  ended = true;
  await Promise.all(callers);
  return rate;
}

async function floorRate(worker: Worker, pool: pg.Pool, atOnce: number, seconds: number): Promise<Rate> {
  let [steps, ended] = [0, false];
  const runs = floorRuns(
    pool,
    atOnce,
    () => void steps++,
    () => ended,
  );
  const rate = await timed(worker, seconds, () => steps);
  ended = true;
  await runs;
  return rate;
}

async function dbosRate(worker: Worker, driver: Driver, atOnce: number, seconds: number): Promise<Rate> {
  const before = await serverMicros(worker.embedded.pid);
  const answer = await driver.ask<{ perSecond: number; steps: number; all: number; nodeMicros: number }>({
    atOnce,
    seconds,
    warmSeconds,
  });
  const server = ((await serverMicros(worker.embedded.pid)) - before) / answer.all;
  return { perSecond: answer.perSecond, nodeMicros: answer.nodeMicros / answer.steps, serverMicros: server };
}
