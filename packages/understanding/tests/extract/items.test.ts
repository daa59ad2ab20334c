// Lists of action items: who got which task, by when, and lists that give none.
import { expect, test } from 'vitest';
import { brief, commitmentsIn, mail, nameOf, notes } from '../written.js';

const minutes = (...lines: string[]) =>
  notes(['# Weekly, 4 March 2026', '', 'Present: Ada Lind (Tarn); Bo Marsh (Calder)', '', ...lines, ''].join('\n'));

test.each([
  '- Bo to book the hall by Friday',
  '- Bo: book the hall by Friday',
  '- Bo Marsh will book the hall by Friday.',
  '- [ ] Bo to book the hall by Friday',
  '1. Bo to book the hall by Friday',
  '- @Bo book the hall by Friday',
  '- Bo - book the hall by Friday',
  '- Book the hall by Friday (Bo)',
])('%s', (line) => {
  expect(brief(commitmentsIn(minutes('## Actions', '', line)))).toEqual([['Bo Marsh', '2026-03-06', 'accepted']]);
});

test('each item is one commitment, with its own owner and date', () => {
  const found = commitmentsIn(
    minutes(
      'Action items:',
      '- Bo to book the hall by Friday',
      '- Ada to send the invoice by 12 March',
      '- Bo to call the printer',
    ),
  );
  expect(brief(found)).toEqual([
    ['Bo Marsh', '2026-03-06', 'accepted'],
    ['Ada Lind', '2026-03-12', 'accepted'],
    ['Bo Marsh', null, 'accepted'],
  ]);
  expect(found.map(({ creditor }) => nameOf(creditor))).toEqual(['Tarn', 'Calder', 'Tarn']);
});

test('a label makes a line a task', () => {
  expect(brief(commitmentsIn(minutes('We spoke of the hall.', '', 'ACTION: Bo to book the hall by Friday')))).toEqual([
    ['Bo Marsh', '2026-03-06', 'accepted'],
  ]);
});

test('a row of a table is a task', () => {
  const table = [
    '| Who | What | When |',
    '|---|---|---|',
    '| Bo | Book the hall | 20 March |',
    '| Ada | Send the invoice | 12 March |',
  ];
  expect(brief(commitmentsIn(minutes('## Actions', '', ...table)))).toEqual([
    ['Bo Marsh', '2026-03-20', 'accepted'],
    ['Ada Lind', '2026-03-12', 'accepted'],
  ]);
});

test('a ticked item is done', () => {
  expect(brief(commitmentsIn(minutes('## Actions', '', '- [x] Bo to book the hall by Friday')))).toEqual([
    ['Bo Marsh', '2026-03-06', 'fulfilled'],
  ]);
});

test.each([
  ['ideas', '## Ideas', '- Bo to buy a boat'],
  ['who was there', '## Present', '- Bo Marsh', '- Ada Lind'],
  ['what was said', '## Notes', '- Bo: reported that sales are up', '- Ada: is on holiday'],
  ['what nobody took', '## Actions', '- Book the hall'],
])('no task: %s', (_, ...lines) => {
  expect(commitmentsIn(minutes(...lines))).toEqual([]);
});

test('a list in a mail counts as well', () => {
  const found = commitmentsIn(
    mail('Hi Bo,\n\nNext steps:\n- Bo to book the hall by Friday\n- I will send the invoice by 12 March\n'),
  );
  expect(brief(found)).toEqual([
    ['Bo Marsh', '2026-03-06', 'accepted'],
    ['Ada Lind', '2026-03-12', 'accepted'],
  ]);
});

test('notes without a date tell only dates that name their year', () => {
  const text = 'Actions:\n- Bo Marsh to book the hall by Friday\n- Bo Marsh to send the invoice by 12 March 2026\n';
  const dateless = text.replace('12 March 2026', 'Monday');
  expect(commitmentsIn(notes(dateless, null)).map(({ due }) => due)).toEqual([null, null]);
});
