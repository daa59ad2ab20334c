// Promises, requests and negations in Spanish, German, French and Portuguese, written by Ada on 4 March 2026.
import { expect, test } from 'vitest';
import { brief, commitmentsIn, mail } from '../written.js';

const said = (words: string) => brief(commitmentsIn(mail(words)));

test.each([
  ['German', 'Ich schicke Ihnen den Bericht bis Freitag.', '2026-03-06'],
  ['German', 'Ich werde Ihnen den Bericht morgen schicken.', '2026-03-05'],
  ['German', 'Den Vertrag sende ich Ihnen bis zum 12. März zu.', '2026-03-12'],
  ['Spanish', 'Te enviaré el informe antes del viernes.', '2026-03-06'],
  ['Spanish', 'Mañana le mando el contrato firmado.', '2026-03-05'],
  ['Spanish', 'Voy a enviarle el informe el viernes.', '2026-03-06'],
  ['French', "Je vous enverrai le rapport d'ici vendredi.", '2026-03-06'],
  ['French', 'Je vais vous envoyer le rapport demain.', '2026-03-05'],
  ['Portuguese', 'Vou enviar o relatório até sexta-feira.', '2026-03-06'],
  ['Portuguese', 'Enviarei o contrato para você amanhã.', '2026-03-05'],
])('%s, a promise: %s', (_, words, due) => {
  expect(said(words)).toEqual([['Ada Lind', due, 'accepted']]);
});

test.each([
  ['German', 'Wir liefern die Pumpen bis Freitag.'],
  ['Spanish', 'Entregaremos las bombas el viernes.'],
  ['French', 'Nous livrerons les pompes vendredi.'],
  ['Portuguese', 'Nós entregaremos as bombas até sexta-feira.'],
])('%s, the firm: %s', (_, words) => {
  expect(said(words)).toEqual([['Tarn Instruments', '2026-03-06', 'accepted']]);
});

test.each([
  ['German', 'Ich werde Ihnen den Bericht nicht bis Freitag schicken.'],
  ['German', 'Können Sie mir den Bericht bis Freitag schicken?'],
  ['German', 'Bitte schicken Sie mir den Bericht bis Freitag.'],
  ['German', 'Ich habe Ihnen den Bericht am Montag geschickt.'],
  ['German', 'Vielleicht schicke ich Ihnen den Bericht am Freitag.'],
  ['Spanish', 'No te enviaré el informe el viernes.'],
  ['Spanish', '¿Puedes enviarme el informe el viernes?'],
  ['Spanish', 'Te envié el informe el lunes.'],
  ['Spanish', 'Quizás te envíe el informe el viernes.'],
  ['French', 'Je ne vous enverrai pas le rapport vendredi.'],
  ['French', "Pouvez-vous m'envoyer le rapport vendredi ?"],
  ['French', 'Je vous ai envoyé le rapport lundi.'],
  ['Portuguese', 'Não vou enviar o relatório até sexta-feira.'],
  ['Portuguese', 'Pode enviar o relatório até sexta-feira?'],
  ['Portuguese', 'Enviei o relatório na segunda-feira.'],
])('%s, no promise: %s', (_, words) => {
  expect(said(words)).toEqual([]);
});

test.each([
  ['German', 'Den alten Zaun räume ich bis Freitag weg.', 'Ada Lind', '2026-03-06'],
  ['German', 'Die Fenster bauen wir am Freitag ein.', 'Tarn Instruments', '2026-03-06'],
  ['German', 'Ich sage Ihnen die Lieferung der Pumpen für den 12. März zu.', 'Ada Lind', '2026-03-12'],
  ['German', 'Zur Farbe hören Sie morgen von mir.', 'Ada Lind', '2026-03-05'],
  ['German', 'Um die Verpackung kümmere ich mich.', 'Ada Lind', null],
  ['Spanish', 'Mañana recorto las muestras de tela.', 'Ada Lind', '2026-03-05'],
  ['Spanish', 'Le garantizo la entrega el viernes.', 'Ada Lind', '2026-03-06'],
  ['Spanish', 'Cuenta con los planos el viernes.', 'Ada Lind', '2026-03-06'],
  ['Spanish', 'No cobraremos el transporte.', 'Tarn Instruments', null],
  ['French', 'Pour la couleur, je vous redis vendredi.', 'Ada Lind', '2026-03-06'],
  ['French', 'On vous dépose les pompes vendredi.', 'Tarn Instruments', '2026-03-06'],
  ['French', 'Le rapport sera imprimé vendredi.', 'Tarn Instruments', '2026-03-06'],
  ['French', "Les boissons, c'est moi qui m'en charge.", 'Ada Lind', null],
  ['Portuguese', 'Eu corto as amostras de tecido até sexta-feira.', 'Ada Lind', '2026-03-06'],
  ['Portuguese', 'Garanto a entrega na sexta-feira.', 'Ada Lind', '2026-03-06'],
  ['Portuguese', 'As bombas seguem por correio na sexta-feira.', 'Tarn Instruments', '2026-03-06'],
  ['Portuguese', 'Não vamos cobrar o transporte.', 'Tarn Instruments', null],
])('%s, by the form of the verb: %s', (_, words, debtor, due) => {
  expect(said(words)).toEqual([[debtor, due, 'accepted']]);
});

test.each([
  ['German', 'Wenn Sie uns 3 % nachlassen, kaufen wir die Pumpen bis Freitag.'],
  ['Spanish', 'Si nos hacéis una rebaja, compramos las bombas el viernes.'],
  ['French', 'Si vous nous faites une remise, nous commandons les pompes vendredi.'],
  ['Portuguese', 'Se nos fizerem um desconto, encomendamos as bombas até sexta-feira.'],
])('%s, bound only when the other side agrees: %s', (_, words) => {
  expect(said(words)).toEqual([['Tarn Instruments', '2026-03-06', 'proposed']]);
});

test.each([
  ['German', 'Ich fliege am Freitag nach Rom.'],
  ['German', 'Wir haben am Freitag geschlossen.'],
  ['Spanish', 'Te lo agradeceré siempre.'],
  ['Spanish', 'El domingo perdemos otra vez.'],
  ['French', 'Je pars vendredi à Rome.'],
  ['Portuguese', 'Viajo na sexta-feira para Roma.'],
])('%s, a state or a journey: %s', (_, words) => {
  expect(said(words)).toEqual([]);
});
