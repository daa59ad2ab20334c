// Action items: lines of minutes and lists that give a task to somebody by name.
import type { Party } from '@vito/contracts/reading';
import { fold } from '../fold.js';
import type { Passage } from '../passage.js';
import { isTalk } from '../talk.js';
import { dueIn } from './dues.js';
import { type Found, topicOf } from './found.js';
import { creditorOf, nameAt } from './parties.js';
import type { Scene } from './scene.js';

/** Headings under which a list gives tasks, and those under which it gives none. */
const tasks =
  /\b(?:actions?|action (?:items?|points?|list|log)|to-?dos?|to do|next steps?|tasks?|follow[- ]?ups?|assigned|assignments|owners?|agreed|commitments?|responsibilities|who does what|tareas|acciones|proximos pasos|acuerdos|compromisos|pendientes|aufgaben|massnahmen|maßnahmen|nachste schritte|offene punkte|verantwortlich|zu erledigen|beschlusse|a faire|taches|prochaines etapes|plan d'action|actions a mener|tarefas|acoes|proximos passos|pendencias|responsaveis)\b/;
const noTasks =
  /\b(?:ideas?|brainstorm|parking lot|wish ?list|someday|backlog|options?|ideen|ideias|idees|done|completed|erledigt|hecho|attendees|present|agenda|no actions)\b/;
/** "AI:", "ACTION 3 -", "TODO": a label that makes any line a task. */
const label =
  /^(?:ai|action(?: item| point)?|ap|to ?do|task|follow[- ]?up|next step|aufgabe|tarea|accion|tache|acao|tarefa)(?: ?#?\d{1,3})?(?: ?(?:[:>-]|for|on|an|para|pour)|(?=\(|\[)) */;
/** "ACTION Tom to …": such a label needs no sign behind it when it is shouted. */
const shouted = /^(?:ACTION|AI|TO ?DO|TASK|FOLLOW[ -]?UP) +(?=@?\p{Lu}\p{Ll})/u;
/** "Ann: order the paper by Friday" as a line of its own: a name, a sign, a verb. */
const duty = /^@?\p{Lu}\p{Ll}[\p{L}'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]*)? ?: (?=\p{Ll})/u;
const done =
  /(?:\((?:done|completed|erledigt|hecho|fait|feito)\)|\[(?:done|x)\]|\u2705|\u2714\ufe0f?|:white_check_mark:|- (?:done|erledigt|hecho))\s*$/iu;
const cancelled = /^~~|\((?:cancelled|canceled|dropped|entfallt|anulado|annule)\)\s*$/i;
/** Statements about people that only look like tasks: what they said, did, or are. */
const report =
  /^(?:is|are|was|were|has|have|had|said|says|reported|reports|noted|notes|asked|mentioned|explained|thinks|thought|suggested|raised|presented|thanked|agreed with|joined|left|absent|on leave|on holiday|ill|sick|apologies|n\/a|none|no |not |\d+ ?%|berichtet|sagt|meint|war|ist|hat|krank|urlaub|dijo|comenta|informa|explica|esta|estaba|ha |presente|ausente|dit|a dit|est|disse|esta|the|a|an|el|la|der|die|das|le|les|our|my|we|i|it|there)(?![\p{L}])/u;
const pastTense = /^[a-z]{2,}ed(?![\p{L}])(?! )/u;
const verbs =
  /^(?:(?:please |bitte )?(?:send|ship|deliver|pay|call|ring|email|mail|post|forward|share|upload|publish|circulate|prepare|draft|write|finish|complete|finali[sz]e|fix|repair|replace|install|review|check|confirm|book|order|reserve|arrange|organi[sz]e|schedule|bring|collect|sign|approve|update|wind|drain|archive|wash|paint|weigh|fetch|load|unload|count|tidy|label|scan|copy|sort|store|stock|correct|print|pack|ask|find|get|set|make|create|contact|chase|follow|look|investigate|test|buy|talk|speak|meet|plan|provide|submit|file|document|clean|move|add|remove|open|close|decide|propose|research|request|obtain|measure|invite|remind|clarify|verify|report|run|hire|train|compile|collate|gather|renew|cancel|negotiate|agree|define|deploy|migrate|escalate|notify|inform|translate|present|produce|quote|speak|visit|return|transfer|wire|reply|respond|take|give|put|let|hand|explore|evaluate|estimate|assess|analy[sz]e|design|build|implement|coordinate|liaise|own|lead|draw|revise|action|rerun|redo|profile|resend|pick|drop|sort|cut|fill|brief|lodge|register|cover|handle|look|hand|host|chair|rewrite|collect|source|price|cost|map|track|monitor|review|publish|record|post|mow|sweep|water|feed|drive)(?![\p{L}])|[\p{L}]+(?:ar|er|ir|arle|erle)(?![\p{L}])|[^,.;]{3,80}(?:en|ern|eln)(?: bis | am | \(|$|,))/u;
const to =
  /^ *(?:is |are |has |agreed |volunteers? |promised |undertook |needs )?to (?!be\b|date\b|the\b|a\b)(?=[\p{L}])/u;
const sign = /^ *(?:[:>|]|->|=>|→|-(?= ))+ */u;
const trailing =
  /(?:[([ ]|@|- |-> ?|→ ?)(?:owner|resp|responsible|who|by|verantwortlich|responsable)?[: ]*(@?\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+)?)(?:,[^)\]]{0,40})?[)\]]?\s*$/u;

export interface Item {
  owners: Party[];
  /** Offset into the passage's text where the task begins. */
  task: number;
  rule: string;
  confidence: number;
}

/** The task that a passage gives to somebody, or null. Only list items, labelled lines and lines under a heading of tasks. */
export function itemIn(scene: Scene, passage: Passage): Found | null {
  const inMinutes = passage.message === null || !isTalk(scene.reading);
  const heading = passage.heading ?? '';
  const marked = label.exec(passage.fold) ?? shouted.exec(passage.text);
  const given = passage.message === null && (isDuty(passage) || isTaskLine(passage));
  const underTasks = given || (tasks.test(heading) && !noTasks.test(heading));
  if (
    !inMinutes ||
    passage.question ||
    (!underTasks && !marked && passage.item === null && scene.reading.kind !== 'calendar') ||
    (noTasks.test(heading) && !marked)
  )
    return null;
  const from = marked?.[0].length ?? 0;
  const sure = underTasks || marked !== null;
  const item = named(scene, passage, from, sure) ?? (sure ? ownerBehind(scene, passage, from) : null);
  if (!item) return null;
  const due = dueIn(scene, passage, { start: item.task, end: passage.fold.length });
  const mail = passage.message !== null;
  if (mail && !sure && due === null) return null;
  const [owner = null] = item.owners;
  const status =
    passage.item === 'done' || done.test(passage.text)
      ? 'fulfilled'
      : cancelled.test(passage.text)
        ? 'cancelled'
        : 'accepted';
  return {
    start: passage.start,
    end: passage.end,
    deed: passage.start + item.task,
    passage,
    debtor: owner,
    creditor: creditorOf(scene, passage, owner),
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: null,
    status,
    confidence: item.confidence + (sure ? 0.1 : 0),
    rule: item.rule,
    topic: topicOf(passage.fold.slice(item.task)),
  };
}

/** In notes, a line that gives a task by its form alone must say a verb and a day. */
function isDuty(passage: Passage): boolean {
  const name = duty.exec(passage.text)?.[0];
  if (!name) return false;
  const words = passage.fold.slice(name.length);
  return (
    verbs.test(words) &&
    !report.test(words) &&
    /\b(?:by|before|until|till|on|bis|vor|am|antes|para|el|avant|pour|le|ate)\b/.test(words)
  );
}

/** In notes, a line "Tess to book the inspection", or a list item "Joy: share the model". */
function isTaskLine(passage: Passage): boolean {
  const name = /^@?\p{Lu}\p{Ll}[\p{L}'’-]*(?: \p{Lu}\p{Ll}[\p{L}'’-]*)?(?: ?:| [-–—]| to) (?=\p{Ll})/u.exec(
    passage.text,
  )?.[0];
  const words = name === undefined ? '' : passage.fold.slice(name.length);
  return verbs.test(words) && !report.test(words);
}

/** "Tom to book …", "Tom: book …", "[Tom] book …", "@Tom book …", "Tom & Ann - book …". */
function named(scene: Scene, passage: Passage, from: number, sure: boolean): Item | null {
  const head = passage.text.slice(from);
  const lead = /^[\s*_[(@]*/.exec(head)?.[0].length ?? 0;
  const names =
    /^(?:(?:\p{Lu}[\p{L}'’.-]*|I|me|us|you|we)(?: \p{Lu}[\p{L}'’-]+){0,2})(?:(?:\s*[,/&+]\s*|\s+(?:and|und|y|et|e)\s+)\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?){0,3}/iu.exec(
      head.slice(lead),
    )?.[0];
  if (!names || !/^[@\p{Lu}]|^(?:me|us|you|we)\b/u.test(names)) return null;
  // The longest run of words that still is a name: "Tom Okereke to …", but only "Tom" of "Tom Book".
  const words = names.split(/(?<=\s)/);
  for (let take = words.length; take >= 1; take--) {
    const said = words.slice(0, take).join('');
    const owners = ownersOf(scene, passage, said.trim(), sure);
    if (owners.length === 0) continue;
    const at = from + lead + said.trimEnd().length;
    const rest = passage.fold.slice(at).replace(/^[\])]+/, (closing) => ' '.repeat(closing.length));
    const item = taskAfter(
      rest,
      sure,
      owners.every((owner) => scene.who.people.all.includes(owner)),
    );
    if (item) return { ...item, owners, task: at + item.task };
  }
  return null;
}

function taskAfter(rest: string, sure: boolean, known: boolean): Omit<Item, 'owners'> | null {
  const infinitive = to.exec(rest);
  if (infinitive) return { task: infinitive[0].length, rule: 'action-item', confidence: 0.8 };
  const colon = sign.exec(rest);
  const task = colon?.[0].length ?? (sure && known && /^ +/.test(rest) ? 1 : -1);
  if (task < 0) return null;
  const words = rest.slice(task).trimStart();
  const at = task + rest.slice(task).length - words.length;
  if (words.length < 4 || report.test(words) || pastTense.test(words)) return null;
  if (verbs.test(words)) return { task: at, rule: 'action-item', confidence: 0.75 };
  if (known && colon?.[0].includes(':') && endsInDay.test(words))
    return { task: at, rule: 'action-item', confidence: 0.65 };
  if (sure && colon && !/^[\p{L}]+(?:ed|te|ado|ido)(?![\p{L}])/u.test(words))
    return { task: at, rule: 'action-item', confidence: 0.65 };
  return null;
}

/** "revised order form, Wed", "names of approvers, by next Monday". */
const endsInDay =
  /(?:,|\b(?:by|before|on|until|for|bis|am|antes del?|para el|el|avant|pour|le|ate)) (?:the |next |this )?[\p{L}\d/. ]{2,24}$/u;

/** "Book the inspection (Tom, by 20 March)", "Order paper - @Ann". */
function ownerBehind(scene: Scene, passage: Passage, from: number): Item | null {
  const match = trailing.exec(passage.text);
  const name = match?.[1];
  if (!match || !name || match.index <= from) return null;
  const owners = ownersOf(scene, passage, name, false);
  const words = passage.fold.slice(from, match.index).trim();
  if (owners.length === 0 || report.test(words) || words.length < 6) return null;
  return { owners, task: from, rule: 'action-item', confidence: 0.65 };
}

function ownersOf(scene: Scene, passage: Passage, names: string, strangers: boolean): Party[] {
  const voice = scene.voice(passage.message);
  return names.split(/\s*[,/&+]\s*|\s+(?:and|und|y|et|e)\s+/).flatMap((name) => {
    const key = fold(name).trim();
    if (/^(?:me|i|us|we)$/.test(key)) return voice.speaker ?? [];
    if (key === 'you') return voice.addressee ?? [];
    const found = nameAt(scene, name.replace(/^@/, ''), false);
    return found && found.length >= name.replace(/^@/, '').length && (found.known || strangers) ? found.party : [];
  });
}
