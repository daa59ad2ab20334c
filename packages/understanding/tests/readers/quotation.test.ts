// What was said before is told apart from what is new, whatever program and language wrapped it.
import { expect, test } from 'vitest';
import { pieces, readMail } from './reading.js';

async function quotedIn(...body: string[]): Promise<string[]> {
  const { reading } = await readMail(['Content-Type: text/plain; charset=utf-8'], ...body);
  return pieces(reading).quoted;
}

test('marked lines are quoted with the attribution above them, answers between them are not', async () => {
  const quoted = await quotedIn(
    'See below.',
    '',
    'On Thu, Mar 5, 2026 at 10:12, Ada Berg <ada@north.example> wrote:',
    '> Can you send the plan?',
    'Yes, I will send it on Monday.',
    '> And the budget?',
    'No.',
  );
  expect(quoted).toHaveLength(2);
  expect(quoted[0]).toMatch(/^On Thu[\s\S]*send the plan\?$/);
  expect(quoted[1]).toBe('> And the budget?');
});

test('an attribution may be wrapped over lines', async () => {
  const [quoted] = await quotedIn(
    'Fine.',
    '',
    'On Thursday, 5 March 2026 at 10:12, Ada Berg',
    '<ada.berg@north.example>',
    'wrote:',
    '',
    '> Can you send the plan?',
  );
  expect(quoted).toMatch(/^On Thursday/);
});

test.each([
  ['English', '-----Original Message-----', 'From: Ada Berg', 'Sent: 5 March 2026 10:12', 'Subject: Plan'],
  ['German', '-----Ursprüngliche Nachricht-----', 'Von: Ada Berg', 'Gesendet: 5. März 2026 10:12', 'Betreff: Plan'],
  [
    'German without a line',
    'Von: Ada Berg <ada@north.example>',
    'Gesendet: Donnerstag, 5. März 2026',
    'An: Bo',
    'Betreff: Plan',
  ],
  ['Danish', 'Fra: Ada Berg <ada@north.example>', 'Sendt: 5. marts 2026 10:12', 'Til: Bo', 'Emne: Plan'],
  ['Spanish', 'De: Ada Berg <ada@north.example>', 'Enviado el: jueves, 5 de marzo de 2026', 'Para: Bo', 'Asunto: Plan'],
  ['French', 'De : Ada Berg <ada@north.example>', 'Envoyé : jeudi 5 mars 2026 10:12', 'À : Bo', 'Objet : Plan'],
  ['Dutch', 'Van: Ada Berg', 'Verzonden: donderdag 5 maart 2026', 'Aan: Bo', 'Onderwerp: Plan'],
  ['Swedish', 'Från: Ada Berg', 'Skickat: den 5 mars 2026', 'Till: Bo', 'Ämne: Plan'],
  ['Italian', 'Da: Ada Berg', 'Inviato: giovedì 5 marzo 2026', 'A: Bo', 'Oggetto: Plan'],
  ['bold labels', '*From:* Ada Berg', '*Sent:* 5 March 2026', '*To:* Bo', '*Subject:* Plan'],
  ['Gmail forward', '---------- Forwarded message ---------', 'From: Ada Berg', 'Date: Thu, Mar 5', 'Subject: Plan'],
  ['Apple forward', 'Begin forwarded message:', '', 'From: Ada Berg', 'Subject: Plan'],
])('all that follows an old header is quoted: %s', async (_, ...header) => {
  const [quoted, ...more] = await quotedIn(
    'Agreed, I will do it.',
    '',
    ...header,
    '',
    'I will send the plan.',
    '',
    'Ada',
  );
  expect(more).toEqual([]);
  expect(quoted?.startsWith(header[0] ?? '')).toBe(true);
  expect(quoted).toMatch(/I will send the plan\.\s+Ada$/);
});

test.each([
  'Am Mo., 28. Dez. 2026 um 08:55 Uhr schrieb Ada Berg <ada@north.example>:',
  'Le jeu. 5 mars 2026 à 10:12, Ada Berg <ada@north.example> a écrit :',
  'El jue, 5 mar 2026 a las 10:12, Ada Berg (<ada@north.example>) escribió:',
  'Den tors. 5. mar. 2026 kl. 10.12 skrev Ada Berg <ada@north.example>:',
  'Op do 5 mrt 2026 om 10:12 schreef Ada Berg <ada@north.example>:',
  'Il giorno gio 5 mar 2026 alle ore 10:12 Ada Berg <ada@north.example> ha scritto:',
  'Ada Berg <ada@north.example> schrieb am Do., 5. März 2026, 10:12:',
])('an attribution counts even when nothing is marked below it: %s', async (attribution) => {
  const [quoted] = await quotedIn('Gut.', '', attribution, '', 'I will send the plan.');
  expect(quoted).toContain('I will send the plan.');
  expect(quoted).not.toContain('Gut.');
});

test.each([
  ['a sentence that ends like an attribution', ['On Monday we wrote:', '', 'I will pay the invoice by Friday.']],
  ['a list that looks like one label', ['From: the depot', 'we will ship on Friday.', 'Thanks']],
  ['a rule', ['Decisions', '---', 'I will send the contract tomorrow.']],
  ['a word of forwarding', ['I forwarded the message to Bo.', 'He will answer by Friday.']],
])('new text stays new: %s', async (_, body) => {
  expect(await quotedIn(...body)).toEqual([]);
});

test('HTML answers quote by blockquote', async () => {
  const { reading } = await readMail(
    ['Content-Type: text/html; charset=utf-8'],
    '<p>Works for us.</p><p>On Fri, May 8, 2026 at 09:30, Ada &lt;ada@north.example&gt; wrote:</p>',
    '<blockquote type="cite">I will issue the keys.<br><br>A</blockquote>',
  );
  expect(pieces(reading).quoted).toEqual([expect.stringMatching(/^On Fri[\s\S]*issue the keys\.[\s\S]*A$/)]);
});
