// Teams chats as JSON: as Microsoft Graph lists them, and as people get them of their own account.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { bytesOf, fixture } from './reading.js';

test('messages stand in order, with who is mentioned, and without what was deleted or made by the machine', async () => {
  const { reading } = await read(fixture('teams-chat.json'), 'teams-chat.json');
  expect(reading.text).toBe('@Iven Marsh, can you order the crates?\nI will order the crates by 8 May.');
  expect(
    reading.messages.map(({ from, to, sentAt, inReplyTo }) => [from?.name, to[0]?.name, sentAt, inReplyTo]),
  ).toEqual([
    ['Mara Lind', 'Iven Marsh', '2026-05-04T07:30:00Z', null],
    ['Iven Marsh', undefined, '2026-05-04T07:31:00Z', '1777880000001'],
  ]);
});

test('the export of an account holds its chats one by one', async () => {
  const message = { id: '1', originalarrivaltime: '2026-05-04T07:30:00Z', messagetype: 'RichText/Html' };
  const list = [
    { ...message, displayName: 'Mara Lind', content: '<p>I will book the hall &amp; pay.</p>' },
    { ...message, id: '2', messagetype: 'ThreadActivity/AddMember', content: '<x/>' },
  ];
  const json = JSON.stringify({ userId: 'x', conversations: [{ id: '19:x', MessageList: list }] });
  const { reading } = await read(bytesOf(json), 'messages.json');
  expect(reading.messages.map(({ from }) => from?.name)).toEqual(['Mara Lind']);
  expect(reading.text).toBe('I will book the hall & pay.');
});
