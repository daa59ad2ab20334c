// Tenants placed on primaries, simulated: who grows how fast, where each is put, who must be moved, and how even it gets. Pure.
import { createHash } from 'node:crypto';

export interface World {
  tenants: number;
  /** Events of all tenants together at the end. */
  events: number;
  months: number;
  /** Events that a primary may hold before it is full. */
  room: number;
  random: () => number;
}

export type Policy = 'hash' | 'emptiest' | 'emptiest, with moves';

export interface Placement {
  policy: Policy;
  primaries: number;
  /** Events on the fullest primary over the mean, at the end and at its worst. */
  unevenness: number;
  worst: number;
  /** Tenants that were moved to another primary, and the share of all events that went with them. */
  moved: number;
  movedShare: number;
  /** Events of the largest tenant over the room of a primary: more than 1 cannot be placed at all. */
  largest: number;
}

interface Tenant {
  id: number;
  joins: number;
  final: number;
  at: number;
}

const full = 0.8; // of its room: then another primary is added, or tenants are moved

export function simulate(world: World, policy: Policy): Placement {
  const tenants = people(world);
  let load = [0];
  let worst = 1;
  let moved = 0;
  let movedEvents = 0;
  const sizeOf = ({ joins, final }: Tenant, month: number) =>
    final * Math.max(0, (month + 1 - joins) / (world.months - joins));
  for (let month = 0; month < world.months; month++) {
    for (const tenant of tenants) if (tenant.joins === month) tenant.at = placed(policy, tenant, load);
    load = loads(tenants, load.length, (tenant) => sizeOf(tenant, month));
    while (Math.max(...load) > world.room * full && sum(load) > 0) {
      const before = load.length;
      if (policy === 'hash' || sum(load) > world.room * full * 0.9 * load.length) load.push(0);
      if (policy === 'hash') {
        for (const tenant of tenants) {
          if (tenant.at < 0) continue;
          const to = byHash(tenant.id, load.length);
          if (to === tenant.at) continue;
          moved++;
          movedEvents += sizeOf(tenant, month);
          tenant.at = to;
        }
      } else if (policy === 'emptiest, with moves') {
        const [count, events] = evenOut(tenants, load, (tenant) => sizeOf(tenant, month), world.room);
        moved += count;
        movedEvents += events;
        if (count === 0 && load.length === before) break;
      } else if (load.length === before) break; // nothing is moved: the full ones stay full, new tenants go elsewhere
      load = loads(tenants, load.length, (tenant) => sizeOf(tenant, month));
      if (policy === 'emptiest') break;
    }
    if (month > world.months / 4) worst = Math.max(worst, unevenness(load));
  }
  const largest = Math.max(...tenants.map(({ final }) => final)) / world.room;
  return {
    policy,
    primaries: load.length,
    unevenness: unevenness(load),
    worst,
    moved,
    movedShare: movedEvents / world.events,
    largest,
  };
}

/** A few are large and most are small: log-normal, as companies' sizes are (Gibrat 1931). */
function people({ tenants, events, months, random }: World): Tenant[] {
  const sizes = Array.from({ length: tenants }, () => Math.exp(1.5 * normal(random)));
  const all = sum(sizes);
  return sizes.map((size, id) => ({
    id,
    joins: Math.floor(random() * months * 0.9),
    final: (size / all) * events,
    at: -1,
  }));
}

function placed(policy: Policy, tenant: Tenant, load: number[]): number {
  if (policy === 'hash') return byHash(tenant.id, load.length);
  const at = load.indexOf(Math.min(...load));
  load[at] = (load[at] as number) + tenant.final / 20; // what it will be soon, by those that came before it
  return at;
}

/** Rendezvous hashing (Thaler, Ravishankar 1998): a new primary takes its share from all others, and nothing else moves. */
function byHash(id: number, primaries: number): number {
  let [best, at] = [-1, 0];
  for (let n = 0; n < primaries; n++) {
    const weight = createHash('sha1').update(`${id} ${n}`).digest().readUInt32BE(0);
    if (weight > best) [best, at] = [weight, n];
  }
  return at;
}

/** Middle-sized tenants of the fullest go to the emptiest until it is no longer full: few are moved, and none that takes days. */
function evenOut(
  tenants: Tenant[],
  load: number[],
  sizeOf: (tenant: Tenant) => number,
  room: number,
): [number, number] {
  let [count, events] = [0, 0];
  for (let turn = 0; turn < 200; turn++) {
    const from = load.indexOf(Math.max(...load));
    const to = load.indexOf(Math.min(...load));
    const gap = (load[from] as number) - (load[to] as number);
    if ((load[from] as number) <= room * full * 0.9 || gap <= 0) break;
    const fitting = tenants.filter(
      (tenant) => tenant.at === from && sizeOf(tenant) < gap / 2 && sizeOf(tenant) < room / 20,
    );
    const [largest] = fitting.sort((a, b) => sizeOf(b) - sizeOf(a));
    if (!largest) break;
    largest.at = to;
    load[from] = (load[from] as number) - sizeOf(largest);
    load[to] = (load[to] as number) + sizeOf(largest);
    count++;
    events += sizeOf(largest);
  }
  return [count, events];
}

function loads(tenants: Tenant[], primaries: number, sizeOf: (tenant: Tenant) => number): number[] {
  const load = new Array<number>(primaries).fill(0);
  for (const tenant of tenants) if (tenant.at >= 0) load[tenant.at] = (load[tenant.at] as number) + sizeOf(tenant);
  return load;
}

const sum = (values: number[]): number => values.reduce((all, one) => all + one, 0);
const unevenness = (load: number[]): number => (Math.max(...load) * load.length) / Math.max(1, sum(load));

/** Box and Muller (1958). */
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
