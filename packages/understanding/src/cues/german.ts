// What German says when somebody undertakes something, and what only looks like it.
import type { Cue, Language } from './cue.js';
import { anyVerb } from './german-any-verb.js';

/** Deeds by their stem; the endings -e, -en, -t make "ich schicke", "wir schicken", "Uwe schickt". Folded. */
const stems =
  'schick|send|ubersend|versend|verschick|liefer|bring|mach|bestell|buch|uberweis|zahl|bezahl|erledig|stell|pruf|ruf|hol|reservier|bereit|organisier|reich|leit|klar|besorg|ubernehm|mail|unterschreib|aktualisier|erganz|korrigier|vereinbar|frag|schau|leg|lad|trag|richt|kummer|meld|repariere?|tausch|erstatt|installier|montier|veroffentlich|druck|teil|gib|geb|geh|ubergeb|fahr|schreib|antwort|sprech|start|bearbeit|fertig|pack|verpack|lass|nehm|setz|kontrollier|abhol|informier|sorg|stimm|kopier|komm|les|seh|lege?';
const named = '(?<![\\p{L}])(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const team =
  '(?<![\\p{L}])(?<team>(?:unser|unsere|unsere[nr]|mein|meine|die|das|der) (?:[\\p{L}]+ )?(?:team|lager|buro|abteilung|kollegen?|kollegin|techniker|buchhaltung|fahrer|werkstatt|monteure?|disposition|vertrieb|einkauf|logistik|anwalt|spedition|mannschaft)|buchhaltung|versand|einkauf)';
const infinitive = '[\\p{L}]{3,}(?:en|ern|eln)';

const cues: readonly Cue[] = [
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.85,
    pattern: `(?<![\\p{L}])(?:ich (?:werde|wurde ihnen gern)|(?<we>wir werden)|werde ich|(?:werden wir)) (?<verb>(?!nicht|nie|kein|wohl|wahrscheinlich|vielleicht)(?:[^.;!?]|(?<=\\d)\\.){0,120}?${infinitive})(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<!(?:wenn|ob|dass|weil|bis|sobald|falls|als|wie|was|wo|damit) )(?<![\\p{L}])ich (?<verb>(?:${stems})e?(?![\\p{L}]))`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<verb>(?:${stems})e?) ich(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<!(?:wenn|ob|dass|weil|bis|sobald|falls|als|wie|was|wo|damit) )(?<![\\p{L}])(?<we>wir) (?<verb>(?:${stems})(?:e?n)(?![\\p{L}]))`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<verb>(?:${stems})e?n) (?<we>wir)(?![\\p{L}])`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?:(?:ich )?(?<verb>kummere mich|ubernehme|erledige|verspreche|sage (?:[^.;!?]|(?<=\\d)\\.){0,30}zu|sichere (?:[^.;!?]|(?<=\\d)\\.){0,40}zu|verpflichte mich)|(?:(?<we>wir )?(?<verb2>kummern uns|ubernehmen|verpflichten uns|sichern (?:[^.;!?]|(?<=\\d)\\.){0,40}zu|versprechen)))(?! (?:keine?|nicht))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.8,
    needs: 'due-or-source',
    pattern: `(?<![\\p{L}])(?<verb>(?:bekommst|erhaltst|hast|kriegst) du|(?:du|ihr) (?:bekommst|bekommt|erhaltst|erhaltet|kriegst|kriegt)|(?:bekommt|erhaltet|habt|kriegt) ihr|(?:erhalten|bekommen) sie|sie (?:erhalten|bekommen)|haben sie)(?![\\p{L}])(?:(?:[^.;!?]|(?<=\\d)\\.){0,60}?von (?<we>uns)(?![\\p{L}]))?`,
  },
  {
    rule: 'passive',
    fixed: true,
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<subject>(?:die|der|das|ihre?|eure?|deine?|unsere?) [\\p{L}]+(?: [\\p{L}]+){0,4}?) (?:wird|werden) (?<verb>(?:[^.;!?]|(?<=\\d)\\.){0,80}?(?:geliefert|geschickt|verschickt|versendet|versandt|erledigt|bezahlt|uberwiesen|zugestellt|erstattet|repariert|montiert|ubergeben|fertiggestellt|bereitgestellt|gutgeschrieben|ausgeliefert|abgeholt|nachgeliefert))(?![\\p{L}])`,
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<subject>(?:die|der|das|ihre?|eure?|deine?|unsere?) [\\p{L}]+(?: [\\p{L}]+){0,3}?) (?<verb>(?:ist|sind|liegt|liegen|kommt|kommen|geht|gehen)(?= (?:[^.;!?]|(?<=\\d)\\.){0,60}(?:bei (?:ihnen|dir|euch)|auf ihrem|zu ihnen|an sie raus|raus|fertig)))(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `${named} (?<verb>kummert sich|ubernimmt|erledigt|verpflichtet sich|sagt zu)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.75,
    pattern: `${named} (?<verb>wird (?!wohl|voraussichtlich|vermutlich|wahrscheinlich|sich freuen)(?:[^.;!?]|(?<=\\d)\\.){0,100}?${infinitive})(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?<verb>(?:schickt|sendet|liefert|bringt|macht|bestellt|bucht|uberweist|zahlt|bezahlt|stellt|pruft|ruft|holt|reserviert|organisiert|klart|besorgt|meldet|schreibt|gibt|druckt|montiert|legt))(?![\\p{L}])`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.75,
    pattern: `${team} (?<verb>(?:wird|werden) (?:[^.;!?]|(?<=\\d)\\.){0,100}?${infinitive}|kummert sich|ubernimmt|(?:liefert|schickt|montiert|uberweist|holt|bringt|pruft|tauscht|repariert|installiert|kommt(?= (?:[^.;!?]|(?<=\\d)\\.){0,60}(?: zu | bei | und ))|meldet sich)(?= ))(?![\\p{L}])`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.75,
    needs: 'recap',
    pattern: `(?<![\\p{L}])(?<verb>du (?:schickst|lieferst|bringst|machst|meldest|prufst|bestellst|ubernimmst|kummerst|gibst|wirst)|(?:schickst|lieferst|bringst|machst|meldest|prufst|bestellst|ubernimmst|kummerst|gibst) du|sie (?:schicken|liefern|bringen|ubernehmen|prufen|senden|werden)|(?:schicken|liefern|bringen|ubernehmen|prufen|senden) sie)(?![\\p{L}])`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?:ich kann|kann ich|ich konnte|konnte ich|(?<we>wir konnen|konnen wir|wir konnten|konnten wir)) (?<verb>(?!nicht|nie|kein|leider)(?:[^.;!?]|(?<=\\d)\\.){0,120}?${infinitive})(?![\\p{L}])`,
  },
];

export const german: Language = {
  code: 'de',
  common:
    'der die das und ist nicht mit den von zu ich sie wir ein eine auf fur dem des es im am bis wird werden bei auch noch mir dir uns euch dann bitte danke morgen montag freitag',
  cues: [...cues, ...anyVerb],
  idle: [
    '(?:(?:[^.;!?]|(?<=\\d)\\.){0,60} )?(?:nicht|nie|keine?[nmrs]?|kaum|wohl|wahrscheinlich|voraussichtlich|vielleicht|vermutlich|moglicherweise|hoffentlich|eventuell|leider)(?![\\p{L}])',
    '[^.;!?]{0,80}?(?:sehen|sein|haben|freuen|vermissen|wissen|hoffen|brauchen|mussen|wollen|konnen|versuchen|bleiben|warten|denken|begeistern|uberraschen|steigen|regnen|nicht im haus|treffen|kommen|feiern|reisen|fliegen|schliessen|schließen)(?=[.!, ]*$|,)',
    'seh(?:e|en)? (?:das|es|dass|keine)|komm(?:e|en)? (?:gerne|gut|nicht)|geh(?:e|en)? (?:davon|in urlaub)|seh(?:e|en)? (?:uns|mich)|druck(?:e|en)? [^.;!?]{0,30}daumen|mach(?:e|en)? (?:mir|uns) (?:sorgen|gedanken)|frag(?:e|en)? (?:mich|uns)|hast du (?:recht|schon|das)|haben sie (?:recht|schon|vielen|besten|bitte)|schreib(?:e|en)? (?:ihnen|dir), (?:weil|um)',
  ],
  weakens: [
    '(?:ich|wir) (?:glaube|glauben|hoffe|hoffen|denke|denken|vermute|vermuten|furchte|furchten|weiß nicht|wissen nicht|zweifle)[, ]*(?:dass|ob)?(?: [\\p{L}]+){0,3}',
    '(?:vielleicht|eventuell|moglicherweise|wahrscheinlich|vermutlich|hoffentlich|theoretisch)(?: [\\p{L}]+){0,4}',
    '(?:er|sie|[\\p{L}]+) (?:sagte|sagt|meinte|meint|behauptet|schrieb|hat gesagt|hat angekundigt|kundigte an)[, ]*(?:dass)?(?: [\\p{L}]+){0,4}',
    '(?:wenn|falls) (?:ich|wir) (?:hatte|hatten|ware|waren|konnte|konnten)(?: [^.;]{0,60})?',
    '(?:dass|ob|weil|damit|obwohl|wahrend)(?: [\\p{L}]+){0,2}',
  ],
  empty: [
    '(?:abmelden|newsletter|hier klicken|jetzt bestellen|gratis testen)',
    '(?:nicht im (?:haus|buro)|abwesend|im urlaub bis)',
    '(?:haha|scherz|:joy:|wer\\x27s glaubt|schon war)',
  ],
  agreement: [
    '(?:wenn|falls|sofern) (?:du|sie|ihr)(?! (?:noch |weitere |dazu )?(?:fragen|probleme|zeit|lust|hilfe|mich|etwas))(?: [\\p{L}\\d%.-]+){1,12},',
    '(?:wenn|falls|sofern|sobald) (?:du|sie|ihr|es|das|dir|ihnen|euch)(?: [\\p{L}]+){0,4} ?(?:willst|wollen|wollt|mochtest|mochten|mochtet|bestatig|zustimm|einverstanden|zusag|passt|recht ist|bestell|freigib|freigeb|unterschreib|beauftrag|gefallt|ok ist)',
    '(?:falls gewunscht|bei bedarf|nach (?:ihrer|deiner) (?:bestatigung|freigabe|zusage)|sag(?:en)? (?:sie )?(?:mir |einfach )?bescheid|wenn gewunscht|auf wunsch)',
  ],
  conditions: ['wenn', 'falls', 'sobald', 'sofern', 'vorausgesetzt', 'vorbehaltlich'],
  requests: [
    '(?<![\\p{L}])wer (?<verb>[\\p{L}]+)(?= [^?]*\\?)|(?:^|[,;:] )(?<verb>(?!hast|bist|weisst|haben|sind|wissen)[\\p{L}]{3,}) (?:du|sie|ihr)(?= [^?]*\\?)|(?<![\\p{L}])(?:muss|mussten?) (?:noch |jemand )?(?<verb>[\\p{L}]+)',
    '(?<![\\p{L}])(?:kannst du|konntest du|konnen sie|konnten sie|konnt ihr|konntet ihr|kann jemand|konnte jemand|wer kann|wer konnte|wurdest du|wurden sie|wurdet ihr|magst du|schaffst du|schickst du|schicken sie)(?: (?:mir|uns|bitte))* (?<verb>[\\p{L}]+)',
    '(?<![\\p{L}])bitte (?<verb>[\\p{L}]+)|(?<verb2>[\\p{L}]+) (?:sie |mir |uns )?bitte',
    '(?<![\\p{L}])(?:ich brauche|wir brauchen|ich brauchte|wir brauchten|ich benotige|wir benotigen) (?<verb>[\\p{L}]+)',
  ],
  takesOn: [
    '(?:mach(?:e)? ich|wird gemacht|wird erledigt|geht klar|erledige ich|ubernehme ich|ich ubernehme(?: das)?|ich mach(?:e)?(?: das| es)?|(?:ich )?kummere mich(?: (?:drum|darum))?|(?:ich )?bin dran|ist schon in arbeit|wird prompt erledigt|verlass dich drauf|verlassen sie sich darauf|schon dabei|mach(?:e)? ich gerne?|sehr gerne?|geht in ordnung|(?:dann )?(?:das |es )?(?:mach|erledig|ubernehm|besorg)e? ich(?: (?:das|es|gerne?|dann|noch|heute|morgen|schon))*|lass mich das machen|ich bin dabei|verlass(?:en sie)? (?:dich|sich) auf mich)',
  ],
  assents: [
    '(?:ja|klar|gerne?|ok(?:ay)?|naturlich|selbstverstandlich|kein problem|in ordnung|alles klar|passt|gut|super|prima|danke|einverstanden|jawohl|sicher|hallo|moin|verstanden|dann|also|na gut|jo|jup|frau [\\p{L}]+|herr [\\p{L}]+|perfekt)',
  ],
  moves: [
    '\\bstatt(?:dessen)?\\b|\\b(?:verschiebt|verschieben|verschoben|verzogert|verzogern|verlegt|verlegen)\\b|\\b(?:brauche|brauchen|benotige|benotigen) (?:noch )?(?:bis|mehr zeit|langer|ein paar tage)\\b|\\berst (?:am|nachste|kommende|bis|zum)\\b|\\bneuer (?:termin|liefertermin)\\b|\\bneue frist\\b|\\b(?:schaffe|schaffen) (?:ich|wir|es|das)?.{0,30}\\bnicht\\b|\\bspater als\\b|\\bverspatet\\b|^neu(?:er)? |\\bneuer? liefertermin\\b',
  ],
  handsOver: [
    '\\b(?:fur|von) mich\\b|\\ban meiner stelle\\b|\\bin meinem namen\\b|\\bvertritt mich\\b|\\bvertretung\\b|\\bab (?:jetzt|sofort|heute)\\b|\\bkunftig\\b|\\bubergebe\\b|\\bstatt meiner\\b|\\bvon mir\\b(?= [^.;]{0,60}\\b(?:ubernimmt|ubernehmen)\\b)|\\bubernimmt von mir\\b|\\bwahrend meines urlaubs\\b',
  ],
  recaps: [
    '\\bwie (?:besprochen|vereinbart|abgemacht|zugesagt|telefonisch)\\b|\\bzur (?:bestatigung|sicherheit|erinnerung)\\b|\\bzusammengefasst\\b|\\bzusammenfassung\\b|\\bwir haben vereinbart\\b|\\bunser(?:e|er|em)? (?:telefonat|gesprach|absprache|vereinbarung)\\b|\\bkurz festgehalten\\b',
  ],
};
