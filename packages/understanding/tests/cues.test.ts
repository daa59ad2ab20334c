// The telling of a language, and the words by which each language asks and assents.
import { type Code, languageOf, speechOf } from '@vito/understanding/cues';
import { fold } from '@vito/understanding/fold';
import { expect, test } from 'vitest';

test.each<[Code, string]>([
  ['en', 'The invoice was paid on the day that we got it from you.'],
  ['es', 'La factura se pagó el día en que la recibimos de ustedes.'],
  ['de', 'Die Rechnung wurde an dem Tag bezahlt, an dem wir sie von Ihnen bekommen haben.'],
  ['fr', 'La facture a été payée le jour où nous l’avons reçue dans nos bureaux, avec les pièces.'],
  ['pt', 'A fatura foi paga no dia em que a recebemos, com os documentos que não tinham chegado.'],
])('%s: %s', (code, words) => {
  expect(languageOf(fold(words), code === 'en' ? 'de' : 'en')).toBe(code);
});

test.each(['', '12 345', 'xyzzy plugh', 'no problem'])(
  'a text that does not tell keeps the language before it: %j',
  (words) => {
    expect(languageOf(words, 'fr')).toBe('fr');
  },
);

test.each<[Code, string]>([
  ['en', 'Sure, will do.'],
  ['en', 'Yes, of course.'],
  ['en', 'OK, thanks!'],
  ['en', "Hi Bo, I'll do it today."],
  ['de', 'Ja, mache ich.'],
  ['es', 'Vale, perfecto.'],
  ['fr', "D'accord."],
])('a whole sentence of assent (%s): %s', (code, words) => {
  expect(speechOf(code).assents.test(fold(words))).toBe(true);
});

test.each<[Code, string]>([
  ['en', 'Sure, but the report is late.'],
  ['en', 'Yes, the price is 40 euros.'],
  ['en', 'Okay then I have read your report.'],
  ['en', 'No.'],
  ['de', 'Ja, aber der Bericht fehlt noch.'],
])('more than assent (%s): %s', (code, words) => {
  expect(speechOf(code).assents.test(fold(words))).toBe(false);
});

test.each<[Code, string]>([
  ['en', 'Can you send me the report?'],
  ['en', 'Please call the supplier.'],
  ['en', 'Would you mind sending it again?'],
  ['de', 'Können Sie mir den Bericht schicken?'],
  ['es', '¿Puedes enviarme el informe?'],
  ['fr', "Pouvez-vous m'envoyer le rapport ?"],
  ['pt', 'Pode enviar o relatório?'],
])('a request (%s): %s', (code, words) => {
  expect(speechOf(code).request.test(fold(words))).toBe(true);
});
