// Undertakings in German by the form of the verb, whatever the verb: "räume ich bis Mittwoch weg", "das Schloss bauen wir ein".
import type { Cue } from './cue.js';

/** A word gap that a date's stop does not end: "am 4. Mai". */
const words = '(?:[^.;!?]|(?<=\\d)\\.)';
/** States, opinions, journeys, talk: first person, singular and plural. */
const noDeed =
  'mich|mir|sie|ihnen|ihn|ihm|dir|dich|euch|uns|das|die|den|dem|der|es|auch|noch|dann|bis|am|um|im|in|zu|an|heute|morgen|gerne?|schon|jetzt|nur|nicht|und|oder|aber|ja|mal|bin|war|habe?|hab|hatte|kann|muss|will|soll|darf|mochte|mag|werde|wurde|weiss|weiß|denke?|denk|glaube?|glaub|hoffe?|freue?|freu|finde?|find|warte?|sehe?|seh|verstehe?|versteh|brauche?|brauch|bleibe?|bleib|komme?(?= (?:gerne|gut|erst|zuruck|spater))|fahre? (?:in|nach)|fliege?|flieg|reise?|gehe? (?:in|nach|davon)|sitze?|arbeite?|schlafe?|wohne?|heisse?|heiße?|wunsche?|danke?|dank|bitte?|vermisse?|wollte|konnte|sollte|musste|durfte|dachte|ging|kam|sah|gab|fand|schrieb|rief|bekam|bekomme?|erhalte?|erwarte?|hore|wette?|lache?|sterbe?|sterb|feiere?|geniesse?|fuhle?|hasse?|liebe?|kenne?|meine?|sage? (?:mal|nur)|schatze?|furchte?|zweifle?|bedanke?|treffe?|melde? (?:mich )?krank';
const noDeeds =
  'ihnen|ihn|den|einen|keinen|wenn|denn|dann|wann|nun|schon|morgen|sofern|sondern|meinen|unseren|sind|waren|haben|hatten|konnen|mussen|wollen|sollen|durfen|mochten|werden|wurden|wissen|denken|glauben|hoffen|freuen|finden|warten|sehen|verstehen|brauchen|bleiben|fahren|fliegen|reisen|sitzen|arbeiten|schlafen|wohnen|wunschen|danken|bitten|konnten|sollten|wollten|mussten|dachten|gingen|kamen|bekommen|erhalten|erwarten|horen|feiern|schliessen|schließen|offnen|treffen|kennen|meinen|bedauern|begrußen|begrussen|laden|bedanken|furchten|schatzen|eroffnen|machen (?:betriebsferien|urlaub|ferien)|starten';
const before = '(?<!(?:wenn|ob|dass|weil|bis|sobald|falls|als|wie|was|wo|damit|bevor|nachdem) )(?<![\\p{L}])';
const particle = '(?:nach|zu|aus|mit|ein|weg|fertig|weiter|vorbei|bereit|zuruck|ab|um|durch|raus|rein|bei|vor|dazu)';
const separable =
  '(?:reich|tausch|liefer|schick|mach|bring|send|stell|richt|bau|arbeit|hol|bereit|leit|geb|trag|pass|fuhr|setz|raum|zahl|fug|druck|lad|les|rechn|scan|gieß|wechsl|tret)';
const participle =
  '(?:[\\p{L}]*ge(?!schlossen|sperrt|feiert|sucht|spannt)[\\p{L}]{3,}(?:t|en)|(?:be|er|ver|zer|ent|uber|unter|wieder|ein|aus|zu|an)(?!wartet|offnet|hoht)[\\p{L}]{4,}(?:t|en)|[\\p{L}]{3,}iert)';
const subject =
  '(?<subject>(?:die|der|das|den|ihre?|eure?|deine?|unsere?) [\\p{L}-]+(?: (?!(?:und|dass|weil) )[\\p{L}-]+){0,4}?)';

export const anyVerb: readonly Cue[] = [
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `${before}ich (?<verb>(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,})(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<verb>(?!(?:${noDeed})(?![\\p{L}]))(?!(?:wenn|ob|dass|weil|bis|sobald|falls|als|wie|was|wo|damit|bevor|nachdem|und|aber|denn|dann|oder|auch|gerne?|morgen|heute|da|so|den|der|die|das|dem|sondern)(?![\\p{L}]))[\\p{L}]{3,}) ich(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `${before}(?:(?<we>wir) (?<verb>(?!(?:${noDeeds})(?![\\p{L}]))[\\p{L}]{3,}n)|(?<verb>(?!(?:${noDeeds})(?![\\p{L}]))[\\p{L}]{3,}n) (?<we>wir))(?![\\p{L}])`,
  },
  {
    rule: 'promise-separable',
    binds: 'speaker',
    confidence: 0.6,
    pattern: `${before}(?:ich (?<verb>${separable}e?(?= ${words}{2,80} ${particle}[.,!]?(?:$| und)))|(?<verb>${separable}e?) ich(?= (?:${words}{2,60} )?${particle}[.,!]?(?:$| und))|(?<we>wir) (?<verb>${separable}e?n(?= ${words}{2,80} ${particle}[.,!]?(?:$| und)))|(?<verb>${separable}e?n) (?<we>wir)(?= (?:${words}{2,60} )?${particle}[.,!]?(?:$| und)))`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.78,
    pattern: `(?<![\\p{L}])(?:(?:ich )?(?<verb>kummere? (?:ich )?mich|ubernehme ich|erledige ich|(?:sage?|sichere) (?:ich )?${words}{2,80} zu(?=[.,! ]*$))|(?<verb>kummern (?:wir )?(?<we>uns)|ubernehmen (?<we>wir)|sagen (?<we>wir) ${words}{2,80} zu(?=[.,! ]*$)))(?! (?:keine?|nicht))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    fixed: true,
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?<verb>(?:horen sie|horst du|hort ihr|sie horen|du horst) ${words}{0,60}?von (?:mir|(?<we>uns)))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    fixed: true,
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<verb>(?:du hast|hast du|ihr habt|habt ihr|sie haben|haben sie) (?:sie|es|ihn|das|alles|(?:die|den|das|ihre?n?|deine?n?) [\\p{L}-]+))(?![\\p{L}])(?!${words}*${participle}[.!, ]*$)`,
  },
  {
    rule: 'passive',
    fixed: true,
    binds: 'firm',
    confidence: 0.62,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?:${subject} (?:wird|werden) (?<verb>${words}{0,90}?${participle})|(?<verb>${participle}) (?:wird|werden) ${subject})(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.82,
    pattern:
      '(?<![\\p{L}])(?<verb>(?:kummert sich|ubernimmt|erledigt|macht)(?: (?:ab sofort|jetzt|nun|kunftig|ab jetzt|dann|ab heute))?) (?<name>(?!(?:ab|um|die|der|das|den|im|am|bis)(?![\\p{L}]))[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)?)(?=[.,;!]|$| (?:fur|von|und)(?![\\p{L}]))',
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern:
      '(?<![\\p{L}])(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??) (?<verb>(?!(?:ist|hat|wird|war|kann|muss|soll|will|geht|bleibt|findet|beginnt|endet|startet|lauft|gilt|sagt|meint|hofft|glaubt|fliegt|reist|feiert|mocht|heisst|steht|liegt|wartet|kommt|nicht|selbst|bereits|zuletzt|jetzt|dort|sonst)(?![\\p{L}]))[\\p{L}]{3,}t)(?= (?:mir|uns|dir|ihnen|euch|ihm|das|die|den|der|ihre?n?|es|am|bis|noch|morgen|heute|bei|an|einen?|auch|alles|sich)(?![\\p{L}]))',
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.72,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<team>(?:unser|unsere|der|die|ein|eine) (?:monteure?|techniker(?:in)?|kollegen?|kollegin|fahrer(?:in)?|mitarbeiter(?:in)?|servicetechniker)) (?<verb>(?:kommt|meldet sich|ruft|schaut|holt|bringt|liefert))(?![\\p{L}])`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.65,
    needs: 'due',
    pattern:
      '(?<![\\p{L}])(?:sie (?<verb>(?!haben|sind|konnen|werden|wollen|mussen)[\\p{L}]{3,}n)|du (?<verb>(?!hast|bist|kannst|willst|musst|wirst)[\\p{L}]{3,}st)|ihr (?<verb>(?!habt|seid|konnt|wollt|musst|werdet)[\\p{L}]{3,}t)) (?:uns|mir)(?![\\p{L}])',
  },
  {
    rule: 'offer',
    binds: 'speaker',
    fixed: true,
    confidence: 0.86,
    status: 'proposed',
    pattern:
      '(?<![\\p{L}])(?:ich (?<verb>nehme?|kaufe?)|(?<verb>nehme?|kaufe?) ich|(?<we>wir) (?<verb>nehmen|kaufen)|(?<verb>nehmen|kaufen) (?<we>wir))(?= [^.;!?]{0,40}(?:fur|zu|um) \\d)',
  },
];
