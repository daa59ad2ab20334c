// What became of a commitment within the same file: later messages that report it done, call it off, turn it down or agree.
import type { CommitmentStatus } from '@vito/contracts/commitment';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { sameParty } from '../who.js';
import { following } from './conversation.js';
import { type Found, shared, topicOf } from './found.js';
import type { Scene } from './scene.js';

const finished =
  /\b(?:done|sent|posted|uploaded|shared|shipped|fixed|deployed|merged|paid|booked|finished|pushed|delivered|submitted|ordered|called|emailed|mailed|printed|signed|completed|filed|published|rang|dropped off|picked up|sorted|updated|here (?:it is|you go|they are)|(?:is|are) (?:now )?(?:in|up|live|out|ready|there|online|attached|on (?:the|your)|at (?:the|your)|with you)|it's (?:in|up|live|out|ready|there|done|attached)|attached|enclosed|hecho|hecha|enviad[oa]s?|mandad[oa]s?|subid[oa]s?|list[oa]s?|ya esta|aqui (?:tienes|esta)|pagad[oa]s?|reservad[oa]s?|erledigt|fertig|geschickt|verschickt|gemacht|bezahlt|gebucht|ist (?:drin|online|da|raus)|fait|envoye|termine|c'est (?:fait|bon|en ligne|parti)|feito|enviei|pronto|enviado)\b|:white_check_mark:|:heavy_check_mark:|\u2705|\u2714/u;
const notYet =
  /\b(?:not|n't|never|will|'ll|would|going to|soon|tomorrow|later|when|if|almost|nearly|until|todavia|aun|noch nicht|nicht|werde|pas encore|ainda|shall|can you|could you|please)\b/;
const calledOff =
  /(?:^|[,.;!] ?|\b(?:oh|sorry|actually|hey|no|wait|ok|please) )(?:don't(?: bother| worry)?|do not|no need|never ?mind|nvm|forget (?:it|about|that)|drop (?:it|that)|scrap (?:it|that)|leave it|cancel(?: it| that)?|stop|hold off|skip it)\b|\b(?:is|are|it's|that's|was|got|been) (?:off|cancelled|canceled|called off|no longer needed|not needed(?: any ?more)?)\b|\bno longer (?:need|needed|necessary|required)\b|\b(?:don't|doesn't|do not) need (?:it|that|them|this|the)\b|\b(?:no hace falta|dejalo|olvidalo|ya no (?:hace falta|es necesario|lo necesito)|se cancela|cancelad[oa]|anulad[oa])\b|\b(?:nicht mehr notig|hat sich erledigt|brauchst du nicht|vergiss es|lass es|abgesagt|fallt aus)\b|\b(?:plus besoin|laisse tomber|pas la peine|annule)\b|\b(?:nao precisa|deixa (?:pra la|estar)|cancelado|esquece)\b/;
const turnedDown =
  /\b(?:no,? thanks?|no thank you|we'll pass|i'll pass|not this time|not interested|we(?:'re| are) good|rather not|can't accept|decline|no,? gracias|nein,? danke|non,? merci|nao,? obrigad[oa])\b/;
const agreed =
  /^(?:@\S+ )?(?:yes|yep|yeah|ok|okay|sure|perfect|great|deal|go ahead|please do|sounds good|works for me|that works|done deal|agreed|fine|si|vale|perfecto|de acuerdo|adelante|ja|gerne|passt|einverstanden|oui|d'accord|parfait|sim|combinado)\b/;

/** The status at the end of the file: chats go on after the promise, mails do not. */
export function settled(scene: Scene, found: Found): Found {
  if (!isTalk(scene.reading) || found.passage.message === null) return found;
  let { status } = found;
  let steps = 0;
  for (const index of following(scene, found.passage.message)) {
    const said = scene.saidIn(index);
    const words = said.map((p) => p.fold).join(' ');
    const change = changed(scene, found, said, words, steps++);
    if (change) status = change;
    if (change === 'fulfilled' || change === 'cancelled' || change === 'declined') break;
  }
  return status === found.status ? found : { ...found, status, said: found.status };
}

function changed(
  scene: Scene,
  found: Found,
  said: readonly Passage[],
  words: string,
  steps: number,
): CommitmentStatus | null {
  const [first] = said;
  const author = first ? scene.voice(first.message).speaker : null;
  if (!first || !author) return null;
  const same = shared(found.topic, topicOf(words));
  const threaded = scene.reading.messages[first.message ?? -1]?.threadId != null;
  const near = steps < 2 || threaded;
  if (sameParty(author, found.debtor)) {
    const report = said.find((p) => finished.test(p.fold) && !notYet.test(p.fold) && !p.question);
    const loose = scene.reading.kind !== 'transcript' && near && (report?.fold.length ?? 0) < 60;
    if (report && (scene.reading.kind === 'transcript' ? same > 1 : same > 0 || loose)) return 'fulfilled';
    return null;
  }
  if (calledOff.test(words) && (same > 0 || near) && !said.every((p) => p.question)) return 'cancelled';
  if (found.status !== 'proposed' || !near) return null;
  if (turnedDown.test(words)) return 'declined';
  return sameParty(author, found.creditor) && agreed.test(words) ? 'accepted' : null;
}
