// Texts that bind nobody whatever they say: automatic replies, bulk mail, advertising, and what a chat jokes about.
import type { Message } from '@vito/contracts/reading';
import { fold } from '../fold.js';
import type { Scene } from './scene.js';

const automaticSubject =
  /^(?:(?:re|aw|fwd): )?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort|abwesenheit|respuesta automatica|fuera de la oficina|ausencia|reponse automatique|absence|absent|resposta automatica|undeliver|delivery status|mail delivery|returned mail|read:|gelesen:)/;
const away =
  /\b(?:i am|i'm|i will be|currently) (?:currently )?(?:out of (?:the )?office|away from (?:the|my) (?:office|desk)|on (?:annual |parental |maternity |sick )?leave|away(?: from \w+)? (?:from|until|till|on|between|this week|next week)|travelling|traveling|out until|abroad)\b|\bich bin (?:derzeit |bis |vom )?.{0,40}nicht (?:im (?:haus|buro)|erreichbar)\b|\b(?:estoy|estare) (?:fuera de la oficina|ausente|de vacaciones)\b|\bje suis (?:actuellement )?absente?\b|\bestou (?:ausente|fora do escritorio|de ferias)\b/;
const awaySecond =
  /\b(?:on my return|upon my return|when i return|in urgent cases|for urgent|limited access|pick(?:ing)? up (?:my )?(?:mail|e-?mails?|messages)|(?:it|this|that) (?:can't|cannot|can not) wait|back (?:at my desk|in the office)|in my absence|while i(?:'m| am) (?:away|out|gone)|reply to your (?:message|e-?mail)|in dringenden fallen|a mi regreso|a mi vuelta|en caso de urgencia|a mon retour|en cas d'urgence|no meu regresso|em caso de urgencia|this is an automat)\b/;
/** Each counts one; two make an advertisement. */
const advertising: readonly RegExp[] = [
  /\bunsubscribe\b|\bnewsletter\b|\bopt out\b|\bview (?:this|it) in (?:your )?browser\b|\bboletin\b|\bdarse de baja\b|\bno desea recibir\b|\babmelden\b|\bse desabonner\b|\bcancelar a? ?subscricao\b/g,
  /\bbook a (?:free )?demo\b|\bfree trial\b|\bsign up (?:now|today|for free)\b|\bclick here\b|\border (?:now|today)\b|\bshop now\b|\blimited[- ]time\b|\bspecial offer\b|\bsave up to\b|\b\d{1,2} ?% (?:off|discount|de descuento|rabatt|de remise)\b|\bpulse aqui\b|\bhaga clic\b|\bcompra ya\b|\breserve ya\b|\bjetzt (?:bestellen|sichern|testen)\b|\bprofitez\b|\bcommandez\b/g,
  /\b(?:you'll|you will) (?:love|never|fall in love|be amazed|wonder)\b|\bwe(?:'ll| will) (?:amaze|delight|surprise|wow|blow)\b|\b(?:change|transform|revolutioni[sz]e) (?:the way|your)\b|\bte vamos a sorprender\b|\binolvidable\b|\bunforgettable\b|\bthe future of\b|\bloved by\b|\btrusted by\b|\bwhy .{3,30} love us\b|\bteams love\b|\b#1\b|\bbest[- ]in[- ]class\b|\bdream\b.{0,30}\bcome true\b|\bno querras?\b|\bwerden sie lieben\b|\bvous allez adorer\b|\bawaits you\b|\bdiscover (?:our|the|how)\b|\bdescubre\b|\bentdecken sie\b|\bdecouvrez\b/g,
];

/** True where nothing of a whole reading counts: an advertisement. */
export function isAdvertising(scene: Scene, message: number | null): boolean {
  const said = scene.saidIn(message).slice(0, 200);
  const words = said.map((p) => p.fold).join('\n');
  const title = fold(message === null ? '' : (scene.reading.messages[message]?.subject ?? ''));
  let score = 0;
  for (const pattern of advertising) score += Math.min(2, `${title}\n${words}`.match(pattern)?.length ?? 0);
  const shouts = said.filter((p) => /!\W*$/.test(p.text)).length;
  return score >= 2 || (score === 1 && shouts >= 2);
}

/** True for a message that a machine sent, or that reads like an out-of-office reply. */
export function isMachine(scene: Scene, message: Message, index: number): boolean {
  if (message.automatic || message.bulk || automaticSubject.test(fold(message.subject ?? ''))) return true;
  if (scene.reading.kind !== 'mail') return false;
  const words = scene
    .saidIn(index)
    .slice(0, 12)
    .map((p) => p.fold)
    .join(' ');
  return words.length < 900 && away.test(words) && awaySecond.test(words);
}
