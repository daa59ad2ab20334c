// Chats: an answer takes on what was asked, later lines report it done or call it off, and chatter binds nobody.
import type { Message, Party, Reading } from '@vito/contracts/reading';
import { expect, test } from 'vitest';
import { ada, bo, brief, commitmentsIn, mail } from '../written.js';

/** Lines said a minute apart on Wednesday, 4 March 2026, from ten on, all in one channel. */
function chat(...lines: [Party, string][]): Reading {
  const [model] = mail('').messages;
  if (!model) throw new Error('a mail is one message');
  const messages: Message[] = [];
  let text = '';
  lines.forEach(([from, words], i) => {
    const start = text.length;
    text += `${words}\n`;
    const sentAt = `2026-03-04T10:${String(i).padStart(2, '0')}:00+01:00`;
    messages.push({
      ...model,
      id: String(i),
      from,
      to: [],
      sentAt,
      zone: 'Europe/Berlin',
      start,
      end: start + words.length,
    });
  });
  return { kind: 'chat', text, pages: [], messages, meta: { title: null, date: null, language: null, warnings: [] } };
}

const said = (...lines: [Party, string][]) => brief(commitmentsIn(chat(...lines)));

test('a promise', () => {
  expect(said([ada, "I'll send the report by Friday"])).toEqual([['Ada Lind', '2026-03-06', 'accepted']]);
});

test('a request and its acceptance', () => {
  expect(said([bo, 'Ada, can you send the report by Friday?'], [ada, 'sure, will do'])).toEqual([
    ['Ada Lind', '2026-03-06', 'accepted'],
  ]);
});

test('a request that is turned down', () => {
  expect(said([bo, 'Ada, can you send the report by Friday?'], [ada, "sorry, I can't"])).toEqual([]);
});

test('done later on', () => {
  expect(said([ada, "I'll send the report by noon"], [bo, 'thanks'], [ada, 'report sent'])).toEqual([
    ['Ada Lind', '2026-03-04T12:00:00+01:00', 'fulfilled'],
  ]);
});

test('not yet done is not done', () => {
  expect(said([ada, "I'll send the report by noon"], [ada, 'report not sent yet'])).toEqual([
    ['Ada Lind', '2026-03-04T12:00:00+01:00', 'accepted'],
  ]);
});

test('called off by the one who was to get it', () => {
  expect(said([ada, "I'll send the report by Friday"], [bo, 'no need, I found it'])).toEqual([
    ['Ada Lind', '2026-03-06', 'cancelled'],
  ]);
});

test('an offer that is taken up', () => {
  expect(said([ada, 'I can send the report by Friday if you like'], [bo, 'yes please'])).toEqual([
    ['Ada Lind', '2026-03-06', 'accepted'],
  ]);
});

test('an offer that is turned down', () => {
  expect(said([ada, 'I can send the report by Friday if you like'], [bo, 'no thanks'])).toEqual([
    ['Ada Lind', '2026-03-06', 'declined'],
  ]);
});

test('chatter', () => {
  expect(said([ada, 'lunch?'], [bo, 'ok'], [ada, 'haha I will never finish this report lol'], [bo, 'sure'])).toEqual(
    [],
  );
});
