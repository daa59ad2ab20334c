// Undertakings in French by the form of the verb, whatever the verb: "je vous redis après-demain", "on leur livre la maquette".
import type { Cue } from './cue.js';

const clitic = "(?:(?:te|vous|lui|leur|le|la|les|y|en) |[tl]')";
/** First person forms that are states, opinions, journeys or talk. */
const noDeed =
  "suis|ai|te|vous|lui|leur|le|la|les|nous|se|peux|dois|veux|sais|pense|crois|espere|trouve|attends|reste|pars|vais|viens|voyage|rentre|reviens d|arrive|prefere|remercie|souhaite|regrette|aime|doute|crains|dors|travaille|habite|propose|comprends|vois|connais|me|m'|ne|n'|serai|aurai|rappelle que|confirme que|ecris (?:pour|a propos|au sujet)|joins|note|constate|suppose|tiens a|vas(?! )";
const noDeeds =
  'sommes|avons|te|vous|lui|leur|le|la|les|nous|se|pouvons|devons|voulons|savons|pensons|croyons|esperons|trouvons|attendons|restons|partons|allons|venons|rentrons|arrivons|preferons|remercions|souhaitons|regrettons|aimons|craignons|proposons|comprenons|voyons|fermons|ouvrons|serons|aurons|avions|etions|[\\p{L}]+ions|joignons|fetons|invitons|est|a|peut|doit|veut|sait|pense|croit|espere|verra|dit|part|vient|rentre|arrive|va';
const named =
  '(?<![\\p{L}])(?<name>(?!(?:peut|etre|si|que|qui|deja|jamais|toujours|cela|ca|tout|rien|personne|je|tu|vous|nous|on|ne)(?![\\p{L}]))[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const subject = "(?<subject>(?:le|la|les|votre|vos|notre|nos|l')(?: ?(?!(?:et|ou|que|qui) )[\\p{L}'%\\d]+){1,6}?)";
const event =
  '(?!(?:le|la|les) (?:train|vol|avion|bus|bateau|magasin|bureau|soleil|cours|concert|match|foire|reunion|fete|marche|prix|ecole) )';
const bans =
  'factur|touch|chang|modifi|publi|divulgu|partag|utilis|coup|interromp|bloqu|augment|commenc|demarr|lanc|vend|commenc';

export const anyVerb: readonly Cue[] = [
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.72,
    needs: 'due-or-agreement',
    pattern: `(?<!(?:que|quand|comme|ou|lorsque) )(?<![\\p{L}])(?:je |j')(?:${clitic}){0,3}(?<verb>(?!(?:${noDeed})(?![\\p{L}]))(?![\\p{L}]+(?<!f)ais(?![\\p{L}]))[\\p{L}]{3,})(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.72,
    needs: 'due-or-agreement',
    pattern: `(?<!(?:que|quand|comme|ou|lorsque|qu') ?)(?<![\\p{L}])(?<we>nous|on) (?:${clitic}){0,3}(?<verb>(?!(?:${noDeeds})(?![\\p{L}]))(?:(?<=nous (?:${clitic}){0,3})[\\p{L}]{2,}ons|(?<=on (?:${clitic}){0,3})[\\p{L}]{3,}))(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.78,
    pattern: `(?<![\\p{L}])je (?:vais|vas) (?:${clitic}){0,3}(?<verb>(?!voir|etre|avoir|devoir|pouvoir|essayer|mourir)[\\p{L}]+(?:er|ir|re|oir))(?![\\p{L}])`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.78,
    pattern:
      "(?<![\\p{L}])(?:je (?<verb>m'en occupe|m'occuperai|m'occupe|m'en charge|me chargerai|me charge|m'en occuperai)|c'est moi qui (?<verb>m'en charge|m'en occupe|[\\p{L}' ]{3,20})|c'est (?<we>nous) qui (?<verb>(?:nous )?(?:l'|la |le |les |en |l')?[\\p{L}]+ons))(?![\\p{L}])",
  },
  {
    rule: 'promise-take-care',
    fixed: true,
    binds: 'firm',
    confidence: 0.72,
    pattern: `${subject} (?<verb>(?:est|sont|reste|restent|sera|seront) (?:a notre charge|a ma charge|pour nous|pour moi))(?![\\p{L}])`,
  },
  {
    rule: 'promise-negative',
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern: `(?<![\\p{L}])(?:je|(?<we>nous|on)) (?:ne (?:${clitic}){0,2}|n')(?<verb>(?:${bans})[\\p{L}]*(?:rai|rons|ra))(?= (?:pas|rien|plus|aucun))`,
  },
  {
    rule: 'promise-negative',
    fixed: true,
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern:
      "(?<![\\p{L}])(?:je|(?<we>nous|on)) (?:ne |n')(?<verb>[\\p{L}]{3,} (?:pas|rien|plus))(?= [^.;!?]{0,50}(?:avant (?:votre|ton|vos|que)|sans (?:votre|ton|vos)))",
  },
  {
    rule: 'promise-negative',
    fixed: true,
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern:
      "(?<=nous nous engageons [^.;!?]{3,160} )(?<verb>(?<we>a ne pas [\\p{L}]+(?:r|re)))(?![\\p{L}])|(?<=je m'engage [^.;!?]{3,160} )(?<verb>a ne pas [\\p{L}]+(?:r|re))(?![\\p{L}])",
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])${event}${subject} (?:vous |te |t')?(?<verb>(?:sera|seront) (?!ferme|ouvert|absent|en conge|la |le |les |de retour)(?:(?:bien|donc) )?(?:[\\p{L}]{4,}|devant|mis|mise|lu)|part|partent|arrive|arrivent|arriveront|parviendra|parviendront|suit|suivent|suivra|suivront)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.8,
    pattern:
      "(?:c'est |ce sera )(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)?) qui (?<verb>reprend|s'en? occupe|s'occupe|se charge|s'en charge|prend|assure|fera|[\\p{L}]{3,}ra)(?![\\p{L}])",
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `${named} (?<verb>reprend (?:le|la|les|votre|vos|ce)|prend en charge|prend le relais|s'en charge)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?<verb>(?:t'|l'|(?:vous|te|nous|me|lui|leur) (?:l'|(?:le|la|les) )?)(?!a(?![\\p{L}])|est|avait|semble|plait|manque|doit|faut|parait)[\\p{L}]{3,}(?:e|t|d|a))(?![\\p{L}])`,
  },
  {
    rule: 'team',
    binds: 'team',
    view: 'plain',
    confidence: 0.75,
    pattern:
      "(?<![\\p{L}])(?<team>(?:notre|un|une|l'|le|la) ?(?:[\\p{L}]+ )?(?:technicien|technicienne|coll[eè]gue|équipe|livreur|chauffeur|commune|mairie)) (?<verb>(?:(?:vous|te|lui) )?[\\p{L}]{3,}ra|(?:(?:vous|te) )?(?:passe|rappelle|vient|livre)(?= ))(?![\\p{L}])",
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.65,
    needs: 'due',
    pattern:
      "(?<![\\p{L}])(?:vous (?:me |m'|nous )(?:le |la |les |l')?(?<verb>(?:faites |ferez )?[\\p{L}]{2,}(?:ez|ir|er))|tu (?:me |m'|nous )(?:le |la |les |l')?(?<verb>[\\p{L}]{2,}(?:es|s|ras)))(?![\\p{L}])",
  },
  {
    rule: 'offer',
    binds: 'speaker',
    fixed: true,
    confidence: 0.86,
    status: 'proposed',
    pattern:
      "(?<![\\p{L}])(?:je|(?<we>nous|on)) (?:vous |t'|te )?(?:en |le |la |les |l')?(?<verb>prends|prendrai|prenons|prend|achete|achetons)(?= [^.;!?]{0,40}(?:a|pour) \\d)",
  },
];
