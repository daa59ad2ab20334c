// Clauses of contracts: "Supplier shall deliver …", with the organisation that stands behind the defined role.
import type { Party } from '@vito/contracts/reading';
import { dueIn } from './extract/dues.js';
import { type Found, topicOf } from './extract/found.js';
import { firm } from './extract/parties.js';
import type { Scene } from './extract/scene.js';
import { fold } from './fold.js';
import type { Passage } from './passage.js';
import { compile, groupRange, groupsOf } from './pattern.js';
import { commonRoles, type Roles } from './who/roles.js';

/** Roles that pay, and roles that deliver: where a clause names no agent ("invoices shall be paid"). */
const payers =
  /^(?:customer|client|buyer|purchaser|licensee|tenant|lessee|borrower|subscriber|cliente|comprador|arrendatario|kunde|auftraggeber|kaufer|mieter|acheteur|preneur)$/;

const duty =
  "(?:shall(?: also| promptly| then| each)?|must|will|undertakes to|agrees to|covenants to|is obliged to|is required to|shall be (?:obliged|required) to|has to|commits to|warrants that it will|is responsible for|se obliga a|se compromete a|debera|tendra que|esta obligado a|verpflichtet sich[,]?|ist verpflichtet[,]?|hat|muss|s'engage a|s'oblige a|doit|devra|est tenu de|obriga-se a|compromete-se a|devera)";
/** Duties told in the future (Spanish, French, Portuguese) or the present tense (German): "El Proveedor entregará". */
const future =
  '(?!podra|sera|tendra|habra|estara|quedara|pourra|podera|tera|se regira)(?:[\\p{L}]+(?:ara|era|ira|dra|ra)(?![\\p{L}])|(?:zahlt|bezahlt|liefert|ubergibt|erstellt|leistet|erbringt|tragt|ubernimmt|vergutet|stellt|errichtet|beschafft|reagiert|antwortet|behebt|meldet|reinigt|wartet|repond|livre|fournit|paie|regle|assure|remet|verse)(?![\\p{L}]))';
/** What only looks like a duty: prohibitions, rights, meanings, and what the contract itself does. */
const noDuty =
  /^ *(?:,? ?(?:where|if|when|in the event|upon|at its own|subject)[^,]{0,120}, ?)?(?:not (?:be|have|exceed|apply|affect|limit|constitute|prevent|include|relieve|in any|only|require|create|waive|operate|impose)\b|no\b|never|only be|be (?:under|deemed|construed|governed|entitled|liable|binding|effective|interpreted|subject|considered|treated|understood|valid|void|free|under no)|have (?:the right|no|effect|been)|mean|include|apply|prevail|survive|remain|continue|commence|terminate|expire|constitute|bear no|incur no|in no event|retain|own\b|be owned|das recht|nicht|kein|no podra|pas\b|la faculte|nao)/;
const noSentence =
  /\b(?:neither|either|each|no|both|any) part(?:y|ies)\b|\bthe parties\b|\blas partes\b|\bdie parteien\b|\bles parties\b|\bas partes\b|\bgoverned by\b|\b(?:governing law|jurisdiction)\b|"[^"]+" (?:means|shall mean|bedeutet|significa|designe)|\b(?:may(?! \d)(?<!\d may)|is entitled to|reserves the right|shall be entitled|has the right to|podra|puede|darf|kann|ist berechtigt|peut|pourra|podera|pode)\b(?![^.;]{0,200}\b(?:shall|must)\b)/;
const paid =
  /^(?:each |all |any |every |the |undisputed |such )*(?:invoices?|fees?|charges?|price|sums?|amounts?|payments?|rent|deposit)\b[^.;]{0,80}?\b(?:shall|must|will|is|are)(?: to)? be (?:paid|made|settled|due|payable)/;

/** The duties of one passage of a contract. */
export function dutiesIn(scene: Scene, passage: Passage): Found[] {
  const { roles } = scene.who;
  if (passage.message !== null || passage.question || passage.fold.length < 20 || noSentence.test(passage.fold))
    return [];
  const pattern = dutyPattern(roles);
  const match = pattern.exec(passage.fold);
  if (match) return active(scene, passage, match);
  return paid.test(passage.fold) ? passive(scene, passage) : [];
}

const patterns = new WeakMap<Roles, RegExp>();

/** "The Supplier shall …" for the roles and parties that this text defines, and the roles all contracts know. */
function dutyPattern(roles: Roles): RegExp {
  const known = patterns.get(roles);
  if (known) return known;
  const names = [...roles.byRole.keys(), ...[...roles.byRole.values()].map((name) => fold(name).replace(/[.,]/g, ''))];
  const plainNames = names.filter((name) => /^[\p{L}\d &'-]+$/u.test(name));
  const subject = `(?:the |el |la |der |die |das |le |l'|o |a )?(?<role>${[...plainNames, ...commonRoles].join('|')})`;
  const pattern = compile(
    `(?<![\\p{L}])(?<!(?:to|by|of|from|with|for|against|a|de|por|an|von|mit|fur|par|pour) (?:the |el |la |den |dem |der |le )?)${subject}(?: \\([^)]{0,40}\\))?,? (?:and at its own cost )?(?:(?<duty>${duty}) |(?=${future}))(?<deed>[^.]{3,})`,
    'du',
  );
  patterns.set(roles, pattern);
  return pattern;
}

function active(scene: Scene, passage: Passage, match: RegExpExecArray): Found[] {
  const groups = groupsOf(match);
  const range = groupRange(match, 'deed');
  if (!range || noDuty.test(passage.fold.slice(range[0]))) return [];
  // "hat" and "wird" bind only with their infinitive; "will" only in a contract with defined roles.
  if (groups.duty === 'hat' && !/\bzu [\p{L}]+en\b|[\p{L}]+zu[\p{L}]+en\b/u.test(passage.fold)) return [];
  if (groups.duty === 'will' && scene.who.roles.byRole.size === 0) return [];
  const capital = /^\p{Lu}/u.test(passage.text.slice(groupRange(match, 'role')?.[0] ?? 0));
  if (!capital && scene.who.roles.byRole.size === 0) return [];
  const forbids = /^ *not\b/.test(passage.fold.slice(range[0]));
  const [rule, confidence] = forbids ? (['clause-prohibition', 0.6] as const) : (['clause-duty', 0.85] as const);
  return [found(scene, passage, groups.role ?? '', range[0], rule, confidence)];
}

function passive(scene: Scene, passage: Passage): Found[] {
  const agent = /\b(?:by|por|durch|par) (?:the |el |la |den |die |le )?([\p{L}]+)/u.exec(passage.fold)?.[1];
  const roles = [...scene.who.roles.byRole.keys()];
  const role = roles.find((name) => name === agent) ?? roles.find((name) => payers.test(name));
  return role ? [found(scene, passage, role, 0, 'clause-payment', 0.75)] : [];
}

function found(scene: Scene, passage: Passage, role: string, deed: number, rule: string, confidence: number): Found {
  const { roles } = scene.who;
  const organisation = roles.find(role);
  const debtor: Party = organisation ? firm(organisation) : { name: null, address: null, organisation: titled(role) };
  const other = organisation ? roles.other(organisation) : null;
  const named = dueIn(scene, passage, { start: 0, end: passage.fold.length });
  const due = named && standing.test(passage.fold) ? null : named;
  return {
    start: passage.start,
    end: passage.end,
    deed: passage.start + deed,
    passage,
    debtor,
    creditor: other ? firm(other) : null,
    due: due?.due ?? null,
    precision: due?.precision ?? 'none',
    condition: null,
    status: 'accepted',
    confidence,
    rule,
    topic: topicOf(passage.fold.slice(deed)),
  };
}

/** "Jede Störung innerhalb von vier Stunden": owed again and again, so no single day is its due. */
const standing =
  /\b(?:cada|toda|todo|qualquer|cualquier|jede[rnms]?|chaque|tout|toute)\b[^.;]*\b(?:en un|en el plazo|dentro de|innerhalb|binnen|innert|dans (?:un|les)|sous|em ate|no prazo)\b/;

const titled = (role: string) => role.charAt(0).toUpperCase() + role.slice(1);
