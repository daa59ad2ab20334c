// Signatures, closings and disclaimers are marked; what was promised above or below them is not.
import { expect, test } from 'vitest';
import { pieces, readMail } from './reading.js';

async function signatureIn(...body: string[]): Promise<string | null> {
  const { reading } = await readMail(['Content-Type: text/plain; charset=utf-8'], ...body);
  return pieces(reading).signature;
}

test('the usual delimiter starts a signature', async () => {
  expect(await signatureIn('I will call.', '', 'Bo', '', '-- ', 'Bo Lind', 'North Mills')).toBe(
    '-- \nBo Lind\nNorth Mills',
  );
});

test.each([
  'Kind regards,',
  'Best wishes',
  'Mit freundlichen Grüßen',
  'Cordialement,',
  'Un saludo,',
  'Med venlig hilsen',
])('a closing starts a signature: %s', async (closing) => {
  const signature = await signatureIn('I will send the offer on Friday.', '', closing, 'Bo Lind', 'North Mills Ltd');
  expect(signature).toBe(`${closing}\nBo Lind\nNorth Mills Ltd`);
});

test('a disclaimer without a delimiter is marked, the text above it is not', async () => {
  const disclaimer = 'This e-mail is confidential. If you received it in error, we will ask you to delete it.';
  expect(await signatureIn('I will call on Monday.', '', 'Bo', '', disclaimer)).toBe(disclaimer);
});

test('a postscript is no signature', async () => {
  const signature = await signatureIn('See you.', '', 'Best wishes', 'Bo', '', 'P.S. I will bring the keys on Friday.');
  expect(signature).toBe('Best wishes\nBo');
});

test('the signature stands before the quoted message', async () => {
  const { reading } = await readMail(
    [],
    'I will call.',
    '',
    'Regards',
    'Bo',
    '',
    'On 5 May 2026 at 10:00, Ada <ada@north.example> wrote:',
    '> Regards',
    '> Ada',
  );
  expect(pieces(reading).signature).toBe('Regards\nBo');
});

test.each([
  ['a rule in minutes', ['Minutes', '---', 'Bo will book the hall.', 'Ada will pay.']],
  ['a sentence about confidential things', ['The report is confidential and I will send it by Friday.']],
  ['no closing', ['I will pay tomorrow.', '', 'Bo']],
])('nothing is marked: %s', async (_, body) => {
  expect(await signatureIn(...body)).toBeNull();
});
