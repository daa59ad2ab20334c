// What French says when somebody undertakes something, and what only looks like it.
import type { Cue, Language } from './cue.js';
import { anyVerb } from './french-any-verb.js';

const oneDoes =
  'envoie|renvoie|transmets|livre|rappelle|fais|confirme|prepare|paie|paye|regle|vire|passe|apporte|depose|mets|relance|termine|finis|reserve|commande|donne|prends|appelle|verifie|signe|corrige|reponds|rends|installe|imprime|organise|redige|boucle|recupere|contacte|expedie|remets|tiens au courant';
const weDo =
  'envoyons|renvoyons|transmettons|livrons|rappelons|faisons|confirmons|preparons|payons|reglons|virons|passons|apportons|deposons|mettons|relancons|terminons|finissons|reservons|commandons|donnons|prenons|appelons|verifions|signons|corrigeons|repondons|rendons|installons|imprimons|organisons|recuperons|contactons|expedions|remettons';
const clitic = "(?:(?:te|vous|lui|leur|le|la|les|y|en) |[tl]'){0,3}";
const named = '(?<![\\p{L}])(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const team =
  "(?<![\\p{L}])(?<team>(?:notre|nos|mon|ma|l'|le|la|les) ?(?:[\\p{L}]+ )?(?:equipe|service|atelier|bureau|collegues?|techniciens?|comptabilite|logistique|transporteur|entrepot|assistante?)(?: (?:de|des|du) [\\p{L}]+)?)";

const cues: readonly Cue[] = [
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.85,
    pattern: `(?<![\\p{L}])j(?:e |')${clitic}(?<verb>[\\p{L}]{2,}rai)(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.85,
    pattern: `(?<![\\p{L}])(?<we>nous) ${clitic}(?<verb>[\\p{L}]{2,}rons)(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.8,
    pattern: `(?<![\\p{L}])(?:je (?:vais|m'en vais)|(?<we>nous allons|on va)) ${clitic}(?<verb>[\\p{L}]+(?:er|ir|re|oir))(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<!(?:que|si|quand|comme|ou|lorsque) )(?<![\\p{L}])(?:je |j'|(?<we>nous |on ))${clitic}(?<verb>(?:${oneDoes}|${weDo})(?![\\p{L}]))`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?:je (?<verb>m'occupe (?:de|du|des)|m'en occupe|me charge (?:de|du|des)|m'en charge|m'engage a)|(?<we>nous nous) (?<verb2>occupons|chargeons|engageons a|en occupons))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due-or-source',
    pattern: `(?<![\\p{L}])(?:vous|tu) (?:l'|les |le |la )?(?<verb>aurez|recevrez|auras|recevras|avez|trouverez)(?![\\p{L}])(?:[^.;!?]{0,60}?(?:de notre part|de (?<we>chez nous)))?`,
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<subject>(?:le|la|les|votre|vos|notre|nos|l')(?: ?[\\p{L}]+){1,5}?) (?:vous )?(?<verb>(?:sera|seront) (?:envoye|livre|expedie|regle|paye|rembourse|pret|transmis|remis|termine|disponible|chez vous)[\\p{L}]*|arrivera chez vous|partira|partiront|parviendra|parviendront)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `${named} (?<verb>(?:s'occupe|s'en occupe|se charge|s'en charge|prend le relais|s'engage a|va (?:vous |te |lui )?[\\p{L}]+(?:er|ir|re)|(?:vous |te |lui |leur )?[\\p{L}]{2,}ra))(?![\\p{L}])`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.7,
    pattern: `${team} (?<verb>(?:va|vont) (?:vous |te )?[\\p{L}]+(?:er|ir|re)|(?:vous |te )?[\\p{L}]{2,}ra|(?:vous |te )?[\\p{L}]{2,}ront)(?![\\p{L}])`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.6,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?:je (?:peux|pourrais)|(?<we>nous (?:pouvons|pourrions)|on peut)) ${clitic}(?<verb>[\\p{L}]+(?:er|ir|re|oir))(?![\\p{L}])`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.7,
    needs: 'recap',
    pattern: `(?<![\\p{L}])(?:vous|tu) (?:me |m'|nous )?(?:le |la |les |l')?(?<verb>[\\p{L}]{2,}(?:rez|ras)|envoyez|envoies|livrez|livres|transmettez)(?![\\p{L}])`,
  },
];

export const french: Language = {
  code: 'fr',
  common:
    'le la les de des du et est un une pour dans que qui vous nous je ce pas sur avec au aux en votre notre plus sont bonjour tu ca bien merci demain oui lundi mardi jeudi vendredi aussi puis',
  cues: [...cues, ...anyVerb],
  idle: [
    '(?:voir|etre|avoir|devoir|pouvoir|falloir|vouloir|savoir|essayer|tenter|attendre|rester|serai|serons|sera|seront|aurai besoin|aurons besoin|verrai|verrons|saurai|saurons|pourrai|pourrons|pourra|devrai|devrons|devra|voudrai|voudrons|faudra|essaierai|essaierons|tenterai|attendrai|resterai|resterons|augmentera|pleuvra|avez (?:raison|recu|bien|deja)|revaudrai|revaudrons|mourir|remercier|remercierai|surprendre|emerveiller|transformer|adorer|avouerai|dirai que|vais bien|vrai|verai|confirme que|confirmons que)(?![\\p{L}])',
  ],
  weakens: [
    "(?:je|nous|on) (?:pense|pensons|crois|croyons|espere|esperons|suppose|doute|crains|craignons|imagine)(?: que| qu')?(?: [\\p{L}']+){0,3}",
    "(?:peut-etre|sans doute|probablement|eventuellement|j'espere|pourvu que)(?: [\\p{L}']+){0,4}",
    "(?:il|elle|ils|on|[\\p{L}]+) (?:dit|a dit|disait|m'a dit|nous a dit|pense|affirme|annonce|a annonce)(?: [\\p{L}']+){0,4}",
    "(?:ne|n'|jamais|si j'avais|si nous avions)(?: [\\p{L}']+){0,2}",
    "(?:(?<!(?:confirm(?:e|ons)|assur(?:e|ons)|garanti(?:s|ssons)|promet(?:s|tons)|inform(?:e|ons)) )(?:que|qu')|quand|si|comme|lorsque|parce que|puisque)",
  ],
  empty: [
    '(?:se desabonner|desinscrire|cliquez ici|offre limitee|commandez des)',
    '(?:absente? (?:du bureau|jusqu)|hors du bureau|en conges? jusqu)',
    '(?:mdr|haha|je plaisante|quand les poules auront des dents|:joy:)',
  ],
  agreement: [
    "si (?:vous|tu|on) (?:(?:me|nous|le|la|les|l'|m') ?)*(?!avez (?:des|une|besoin)|as (?:des|une|besoin)|recevez|voyez|etes (?:la|present)|avez recu)[\\p{L}]+(?:ez|es|s|x)(?![\\p{L}])|si (?:ca|cela) (?:vous|te) (?:tente|va|dit|convient)",
    "si (?:vous|tu|cela|ca|c'est|la date|le prix)(?: (?:me|nous|le|la|les|vous|te|l'|en))* ?(?:confirm|accept|convien|voul|veux|souhait|etes d'accord|es d'accord|sign|va |vous va|te va|valid|command|prefer|donnez|donnes|ok)",
    "(?:des que|apres) (?:vous|tu|votre|ta)(?: [\\p{L}']+)? ?(?:confirm|accept|accord|valid|sign)|sous reserve de votre|dites-moi si|dis-moi si|si besoin",
  ],
  conditions: ['si', 'des que', 'quand', 'lorsque', 'sous reserve', 'a condition'],
  requests: [
    "(?<![\\p{L}])(?:il faut|faudrait|il faudrait) (?<verb>[\\p{L}']+)|(?:^|[,;:] )qui (?!est|a|sont)(?<verb>[\\p{L}]+)(?= [^?]*\\?)|(?:^|[,;:] )(?:tu|vous) (?:(?:me|nous|m'|te|le|la|les) ?)*(?!as|es|avez|etes|sais|savez|veux|voulez)(?<verb>[\\p{L}]+)(?= [^?]*\\?)|(?<verb>[\\p{L}]{3,})-(?:tu|vous)(?= [^?]*\\?)",
    "(?<![\\p{L}])(?:peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|tu peux|vous pouvez|tu pourrais|vous pourriez|quelqu'un peut|qui peut|qui pourrait|serait-il possible de|auriez-vous la gentillesse de)(?: (?:me|nous|m'))* ?(?<verb>[\\p{L}']+)",
    "(?<![\\p{L}])(?:merci de|veuillez|priere de) (?<verb>[\\p{L}']+)|(?<verb2>[\\p{L}-]+),? (?:s'il (?:vous|te) plait|svp|stp)",
    "(?<![\\p{L}])(?:j'ai besoin|nous avons besoin|j'aurais besoin|nous aurions besoin|il me faut|il nous faut|il me faudrait) (?:de |du |des |d'|que )?(?<verb>[\\p{L}']+)",
  ],
  takesOn: [
    "(?:je m'en (?:occupe|charge)|c'est comme si c'etait fait|je (?:le|la|les) fais(?: tout de suite)?|je fais ca|comptez sur moi|compte sur moi|ce sera fait|je m'y mets|j'y vais|je prends|tout de suite|c'est parti|laisse-moi faire|avec plaisir|volontiers|c'est entendu|c'est promis|je regarde ca|je m'en occupe|oui je (?:le|la|les) fais)",
  ],
  assents: [
    "(?:oui|d'accord|bien sur|entendu|pas de (?:probleme|souci)|ok(?:ay)?|ca marche|parfait|tres bien|bien recu|bon|ben|alors|donc|super|genial|c'est bon|pas de soucis|nickel|merci|bonjour|c'est note|certainement|absolument|compris)",
  ],
  moves: [
    "\\bau lieu d[eu']|\\ba la place\\b|\\bplutot\\b|\\b(?:reporte[es]*|reportons|reporter|decale[es]*|decalons|decaler|repousse[es]*|repoussons|repousser|retarde[es]*|differe[es]*)\\b|\\bnouve(?:au|lle) (?:date|delai)\\b|\\bj'ai besoin (?:jusqu|de plus)|\\bnous avons besoin (?:jusqu|de plus)|\\bne (?:pourrai|pourrons|peux|pouvons|tiendrai|tiendrons) pas\\b|\\ben retard\\b|\\bfinalement\\b",
  ],
  handsOver: [
    '\\ba ma place\\b|\\bpour moi\\b|\\bde ma part\\b|\\bprend le relais\\b|\\breprend\\b|\\ba partir de maintenant\\b|\\ben mon (?:absence|nom)\\b|\\bme remplace\\b|\\bdesormais\\b|\\bje (?:confie|transmets) .{0,30} a\\b',
  ],
  recaps: [
    '\\bcomme (?:convenu|prevu|discute|promis)\\b|\\bpour (?:confirmer|resumer|recapituler)\\b|\\brecapitulatif\\b|\\bnous avons convenu\\b|\\bsuite a notre\\b|\\bnotre (?:entretien|appel|echange)\\b',
  ],
};
