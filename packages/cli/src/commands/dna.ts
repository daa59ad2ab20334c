// `vito dna`: how promises are kept, by whom, and what is at risk.
import type { Days, Dna, DnaPerson, DnaRisk, Keeping } from '@vito/contracts/dna';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import type { Output } from '../output.js';
import { findServer } from '../server.js';
import { table } from '../table.js';

const options = {
  person: { type: 'string', value: 'NAME', about: 'only of this person or organisation (name, address or id)' },
  ...serverOptions,
} as const;

export const dna = command({
  usage: '[OPTIONS]',
  about:
    'Prints how the company keeps its promises. Kept: of those with a due date that has been decided (fulfilled, or overdue), how many were fulfilled by it. With --json every figure carries the query of GET /v1/commitments that lists what it counts.',
  options,
  examples: ['vito dna', 'vito dna --person "Dana Whitlock"', 'vito dna --json'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito dna takes no ${args[0]}; did you mean --person "${args[0]}"?`);
  const { client } = findServer({ url: values.url, env });
  if (values.person !== undefined) {
    const one = await client.call('getDnaOf', { params: { id: values.person } });
    if (out.jsonOnly) out.json(one);
    out.line(out.paint('bold', one.who.name));
    out.line(`owes:     ${keeping(one.who.owes)}`);
    out.line(`is owed:  ${keeping(one.who.owed)}`);
    spans(one, out);
    risks(one.risks.items, one.risks.figure.n, out);
    return 0;
  }
  const answer = await client.call('getDna');
  if (out.jsonOnly) out.json(answer);
  if (answer.all.n === 0) {
    out.note('There are no commitments yet: put in some mail with vito add.');
    return 0;
  }
  company(answer, out);
  return 0;
}

function company(answer: Dna, out: Output): void {
  out.line(`${answer.all.n} commitments: ${keeping(answer.keeping)}; given a new date: ${answer.moved.n}`);
  spans(answer, out);
  for (const [title, list] of [
    ['PEOPLE', answer.people],
    ['ORGANISATIONS, WITH THEIR PEOPLE', answer.organisations],
  ] as const) {
    out.line('');
    for (const line of people(title, list.slice(0, 15), out)) out.line(line);
  }
  if (answer.topics.length > 0) {
    out.line('');
    out.line(`About: ${answer.topics.map(({ topic, all }) => `${topic} ${all.n}`).join(', ')}`);
  }
  risks(answer.risks.items, answer.risks.figure.n, out);
}

function people(title: string, list: readonly DnaPerson[], out: Output): string[] {
  const numbers = ['KEPT', 'LATE', 'OVERDUE', 'OPEN', 'IS OWED'].map((head) => ({ head, align: 'right' as const }));
  const rows = list.map(({ name, owes, owed }) => [
    name,
    kept(owes),
    String(owes.late.n),
    String(owes.overdue.n),
    String(owes.open.n + owes.openUndated.n),
    String(owed.open.n + owed.openUndated.n + owed.overdue.n),
  ]);
  return table([{ head: title, flexible: true }, ...numbers], rows, out);
}

/** "3 of 4": a share of few says less than the numbers. */
function kept({ onTime, late, overdue }: Keeping): string {
  const decided = onTime.n + late.n + overdue.n;
  if (decided === 0) return '-';
  return decided < 10 ? `${onTime.n} of ${decided}` : `${Math.round((100 * onTime.n) / decided)} % of ${decided}`;
}

function keeping(figures: Keeping): string {
  const { late, overdue, undated, open, openUndated, off } = figures;
  return `kept ${kept(figures)}, late ${late.n}, overdue ${overdue.n}, open ${open.n} (and ${openUndated.n} without a date), done without a date ${undated.n}, off ${off.n}`;
}

function spans({ lead, slack }: { lead: Days; slack: Days }, out: Output): void {
  if (lead.days !== null) out.line(`from saying it to its date: ${lead.days} days (median of ${lead.n})`);
  if (slack.days !== null)
    out.line(`done before its date: ${slack.days} days (median of ${slack.n}; below zero is late)`);
}

function risks(list: readonly DnaRisk[], n: number, out: Output): void {
  if (n === 0) return;
  out.line('');
  const rows = list.map(({ commitment, days, moved, debtor, record }) => [
    days < 0 ? `${-days} d late` : days === 0 ? 'today' : `in ${days} d`,
    debtor?.name ?? 'somebody',
    record ? kept(record) : '-',
    moved > 0 ? `moved ${moved}x` : '',
    commitment.action,
  ]);
  const columns = [
    { head: `AT RISK (${n})` },
    { head: 'WHO' },
    { head: 'KEPT SO FAR' },
    { head: '' },
    { head: 'WHAT', flexible: true },
  ];
  for (const line of table(columns, rows, out)) out.line(line);
}
