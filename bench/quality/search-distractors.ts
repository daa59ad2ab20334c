// Five thousand passages of other invented companies, in the register of the sample: made from a seed, the same every time.
import { createRandom } from '../crash/random.js';
import type { Topic } from './distractors/topics.js';
import { goodsTopics } from './distractors/topics-goods.js';
import { officeTopics } from './distractors/topics-office.js';
import { clients, papers, people, surnames, type Trade, trades } from './distractors/words.js';

/** A file as it is posted. `passages`: how many of the five thousand stand in it. */
export interface DistractorFile {
  name: string;
  text: string;
  passages: number;
}

type Random = ReturnType<typeof createRandom>;
interface Scene {
  random: Random;
  trade: Trade;
  from: string;
  to: string;
  /** Epoch milliseconds. */
  at: number;
}

const topics: Topic[] = [...goodsTopics, ...officeTopics];
const months = 'September, October, November, December'.split(', ');
const weekdays = 'Monday, Tuesday, Wednesday, Thursday, Friday'.split(', ');
const first = Date.UTC(2026, 8, 1, 8);

/** Files that hold `count` passages in all. */
export function distractors(count = 5000, seed = 20260901): DistractorFile[] {
  const random = createRandom(seed);
  const files: DistractorFile[] = [];
  for (let made = 0; made < count; ) {
    const passages = Math.min(count - made, random.between(4, 12));
    const file = fileOf(random, files.length, passages);
    files.push(file);
    made += passages;
  }
  return files;
}

function fileOf(random: Random, number: number, passages: number): DistractorFile {
  const trade = random.pick(trades);
  const [from, to] = [random, random].map((of) => `${of.pick(people)} ${of.pick(surnames)}`) as [string, string];
  const scene: Scene = { random, trade, from, to, at: first + random.between(0, 85 * 24) * 3_600_000 };
  const paragraphs = Array.from({ length: passages }, () => paragraph(scene));
  const [ending, text] = random.pick([mail, mail, chat, minutes, contract, notes])(scene, paragraphs);
  return { name: `${String(number).padStart(4, '0')}-${slug(trade.company)}.${ending}`, text, passages };
}

/** Sentences of one topic, at least so long that it stands by itself. */
function paragraph(scene: Scene): string[] {
  const { random } = scene;
  const { open, middle, close } = random.pick(topics);
  const said = [random.pick(open), random.pick(middle), ...(random.next() < 0.6 ? [random.pick(close)] : [])];
  const more = middle.filter((sentence) => !said.includes(sentence));
  while (said.join(' ').length < 110 && more.length > 0) said.splice(1, 0, more.pop() as string);
  return said.map((sentence) => filled(sentence, scene));
}

function filled(sentence: string, { random, trade }: Scene): string {
  const words: Record<string, () => string> = {
    company: () => trade.company,
    goods: () => random.pick(trade.goods),
    machine: () => random.pick(trade.machine),
    material: () => random.pick(trade.material),
    place: () => random.pick(trade.place),
    trouble: () => random.pick(trade.trouble),
    person: () => random.pick(people),
    person2: () => random.pick(people),
    client: () => random.pick(clients),
    paper: () => random.pick(papers),
    day: () => random.pick(weekdays),
    month: () => random.pick(months),
    date: () => `${random.between(1, 28)} ${random.pick(months)}`,
    time: () => `${random.between(7, 17)}:${random.pick(['00', '15', '30', '45'])}`,
    money: () => `£${random.between(12, 980)}${random.pick(['', '.50', '0', '00'])}`,
    percent: () => `${random.between(2, 38)} per cent`,
    number: () => String(random.between(2, 60)),
    reference: () => `${random.pick(['AB', 'Q', 'INV', 'PO'])}-${random.between(1000, 9999)}`,
  };
  const text = sentence.replace(/\{(\w+)\}/g, (_, name: string) => words[name]?.() ?? name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Form = (scene: Scene, paragraphs: string[][]) => [ending: string, text: string];

const mail: Form = ({ random, trade, from, to, at }, paragraphs) => {
  const subject = filled(random.pick(['{goods}, {month}', 'Re: {paper}', '{client}', 'Notes from {day}', '{place}']), {
    random,
    trade,
    from,
    to,
    at,
  });
  const address = (name: string) => `${name} <${slug(name)}@${slug(trade.company)}.example>`;
  const body = paragraphs.map((sentences) => sentences.join(' ')).join('\n\n');
  const head = [`From: ${address(from)}`, `To: ${address(to)}`, `Date: ${new Date(at).toUTCString()}`];
  const rest = [`Subject: ${subject}`, `Message-ID: <${random.between(1e8, 1e9)}@${slug(trade.company)}.example>`];
  return ['eml', [...head, ...rest, 'Content-Type: text/plain; charset=utf-8', '', body, ''].join('\n')];
};

const chat: Form = ({ from, to, at }, paragraphs) => {
  const line = (name: string, text: string, seconds: number) => ({
    type: 'message',
    ts: `${seconds}.000100`,
    text,
    user: `U0${slug(name).toUpperCase().replace(/-/g, '')}`,
    user_profile: { real_name: name },
  });
  const lines = paragraphs.flatMap((sentences, place) =>
    sentences.map((text, turn) =>
      line(turn % 2 === 0 ? from : to, text, Math.floor(at / 1000) + place * 7200 + turn * 90),
    ),
  );
  return ['json', JSON.stringify(lines, null, 1)];
};

const minutes: Form = ({ trade, from, to, at }, paragraphs) => {
  const items = paragraphs.map((sentences, index) => `${index + 1}. ${sentences.join(' ')}`);
  const day = new Date(at).toISOString().slice(0, 10);
  return [
    'txt',
    `${trade.company}: minutes of the weekly meeting, ${day}\nPresent: ${from}, ${to}\n\n${items.join('\n\n')}\n`,
  ];
};

const contract: Form = ({ trade, at, random }, paragraphs) => {
  const clauses = paragraphs.map((sentences, index) => `${index + 1}.1 ${sentences.join(' ')}`);
  const title = `# Agreement between ${trade.company} and ${random.pick(clients)}`;
  return ['md', `${title}\n\nDated ${new Date(at).toISOString().slice(0, 10)}\n\n${clauses.join('\n\n')}\n`];
};

const notes: Form = ({ trade, from, at, random }, paragraphs) => {
  const day = new Date(at).toISOString().slice(0, 10);
  const items = paragraphs.map((sentences) => `- ${sentences.join(' ')}`).join('\n');
  return ['md', `# ${trade.company}, call with ${random.pick(clients)}\n\nNotes by ${from}, ${day}.\n\n${items}\n`];
};

const slug = (name: string): string => name.toLowerCase().replace(/[^a-z]+/g, '-');
