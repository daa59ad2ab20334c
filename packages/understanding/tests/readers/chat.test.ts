// A day of a Slack export: who said what when, in words as people saw them.
import type { ChatUser } from '@vito/contracts/reading';
import { chatUsers, read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { bytesOf, unreadable } from './reading.js';

const users: ChatUser[] = [
  { id: 'U1', name: 'Ada Berg', address: 'ada@north.example', zone: 'America/New_York' },
  { id: 'U2', name: 'Bo Lind', address: 'bo@north.example', zone: null },
];
const message = (fields: object) => ({
  type: 'message',
  user: 'U1',
  ts: '1772632924.010972',
  text: 'hello',
  ...fields,
});

async function readDay(messages: object[], withUsers: ChatUser[] = users) {
  const { reading } = await read(bytesOf(JSON.stringify(messages)), 'ops/2026-03-04.json', { users: withUsers });
  const said = reading.messages.map(({ start, end }) => reading.text.slice(start, end));
  return { reading, said };
}

test('each message spans its own words, in the order of time, in its author’s zone', async () => {
  const { reading, said } = await readDay([
    message({ user: 'U2', ts: '1772633464.0', text: 'yep, on it', thread_ts: '1772632924.010972' }),
    message({ text: 'can you pull the numbers by 3pm?', thread_ts: '1772632924.010972' }),
  ]);
  expect(said).toEqual(['can you pull the numbers by 3pm?', 'yep, on it']);
  expect(reading.text).toBe('can you pull the numbers by 3pm?\nyep, on it');
  expect(reading.messages[0]).toMatchObject({
    from: { name: 'Ada Berg', address: 'ada@north.example' },
    sentAt: '2026-03-04T09:02:04-05:00',
    zone: 'America/New_York',
    threadId: '1772632924.010972',
    inReplyTo: null,
  });
  expect(reading.messages[1]).toMatchObject({
    sentAt: '2026-03-04T14:11:04Z',
    zone: null,
    inReplyTo: '1772632924.010972',
  });
  expect(reading.meta).toMatchObject({ title: '2026-03-04', date: '2026-03-04' });
});

test.each([
  ['<@U2> can you?', '@Bo Lind can you?'],
  ['ask <@U9|eve>', 'ask @eve'],
  ['ask <@U9>', 'ask @U9'],
  ['see <https://north.example/a?b=1&amp;c=2|the plan>', 'see the plan'],
  ['see <https://north.example/a?b=1&amp;c=2>', 'see https://north.example/a?b=1&c=2'],
  ['mail <mailto:ada@north.example|ada@north.example>', 'mail ada@north.example'],
  ['in <#C1|ops> or <#C2>', 'in #ops or #C2'],
  ['<!here> and <!channel>', '@here and @channel'],
  ['<!subteam^S1|@sales>', '@sales'],
  ['<!date^1772632924^{date}|4 March>', '4 March'],
  ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
])('%s reads %s', async (text, shown) => {
  expect((await readDay([message({ text })])).said).toEqual([shown]);
});

test('whom a message addresses first is whom it is to', async () => {
  const { reading } = await readDay([
    message({ text: '<@U2> please call <@U1>' }),
    message({ ts: '1772632925.0', text: 'I told <@U2>' }),
  ]);
  expect(reading.messages.map(({ to }) => to.map(({ name }) => name))).toEqual([['Bo Lind'], []]);
});

test('names come from the messages themselves where there is no list of people', async () => {
  const { reading, said } = await readDay(
    [message({ user: 'U7', user_profile: { real_name: 'Eve Holm' } }), message({ ts: '1772632925.0', text: '<@U7>?' })],
    [],
  );
  expect(reading.messages[0]?.from).toEqual({ name: 'Eve Holm', address: null, organisation: null });
  expect(said[1]).toBe('@Eve Holm?');
});

test('what machines say is automatic, what people share is not, and quoted lines are quoted', async () => {
  const { reading, said } = await readDay([
    message({ subtype: 'channel_join', text: '<@U1> has joined' }),
    message({
      ts: '1772632925.0',
      bot_id: 'B1',
      user: undefined,
      username: 'deploy',
      text: '',
      attachments: [{ text: 'done' }],
    }),
    message({ ts: '1772632926.0', subtype: 'file_share', text: 'the plan' }),
    message({ ts: '1772632927.0', text: '&gt; I will pay\nthanks' }),
    message({ ts: '1772632928.0', text: '' }),
  ]);
  expect(said).toEqual(['@Ada Berg has joined', 'done', 'the plan', '> I will pay\nthanks']);
  expect(reading.messages.map(({ automatic }) => automatic)).toEqual([true, true, false, false]);
  const [quote] = reading.messages[3]?.quoted ?? [];
  expect(reading.text.slice(quote?.start, quote?.end)).toBe('> I will pay');
});

test('the list of people is read as such, and never as a day', async () => {
  const list = bytesOf(
    JSON.stringify([
      { id: 'U1', name: 'ada', real_name: 'Ada Berg', tz: 'Europe/Oslo', profile: { email: 'ada@north.example' } },
      { id: 'U2', name: 'bo', tz: 'Nowhere/Land', profile: { real_name: 'Bo Lind' } },
    ]),
  );
  expect(chatUsers(list)).toEqual([
    { id: 'U1', name: 'Ada Berg', address: 'ada@north.example', zone: 'Europe/Oslo' },
    { id: 'U2', name: 'Bo Lind', address: null, zone: null },
  ]);
  expect(chatUsers(bytesOf('[{"type":"message","ts":"1.0","text":"hi"}]'))).toBeNull();
  expect(chatUsers(bytesOf('no json'))).toBeNull();
  const refused = await unreadable(list, '2026-03-04.json');
  expect([refused.reason, refused.message]).toEqual(['unsupported', expect.stringContaining('list of people')]);
});

test.each([
  ['{"a": 1}', 'unsupported'],
  ['[1, 2]', 'unsupported'],
  ['[{"type": "message", "ts": "177', 'truncated'],
  ['[{"type": message}]', 'malformed'],
])('other JSON is refused: %s', async (source, reason) => {
  expect((await unreadable(bytesOf(source), 'a.json')).reason).toBe(reason);
});

test('a day without messages is an empty day', async () => {
  expect((await readDay([])).reading.text).toBe('');
});
