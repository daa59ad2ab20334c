// Undertakings in Spanish by the form of the verb, whatever the verb: "mañana marco a la oficina", "se las mandamos el lunes".
import type { Cue } from './cue.js';

const clitic = '(?:(?:te|os|le|les|se|nos)(?: (?:lo|la|los|las))?)';
/** First person forms that are states, opinions, journeys or talk, and words that only look like verbs. */
const noDeed =
  'creo|espero|pienso|supongo|temo|agradezco|ruego|pido perdon|deseo|digo(?! (?:algo|por|hoy|mañana|el))|recuerdo|quiero|puedo|debo|necesito|tengo|siento|lamento|prefiero|veo|sigo|estoy|vuelvo|regreso|viajo|salgo|llego|quedo|trabajo|vivo|duermo|descanso|saludo|escribo|adjunto|reitero|echo de menos|primero|segundo|tercero|mismo|nuevo|bueno|malo|unico|ultimo|proximo|resto|foto|mano|tuyo|suyo|nuestro|vuestro|cierto|antiguo|contrario|largo|pronto|como|pero|cuando|solo|mucho|poco|todo|tanto|luego|quinto|otro|cuatro|ocho|enero|febrero|marzo|mayo|junio|julio|agosto|domingo|claro|perfecto|resumo|aviso (?:que|por|de)|morir|cuanto|medio|correo|pedido|envio de|dentro|yo|lo|no|proceso|acuerdo|plazo|precio|tiempo|momento|caso|efecto|bajo|tampoco|incluso|nunca|gusto|desde luego|sino|cinco|asunto|motivo|eso|esto|aquello|[\\p{L}]+(?:ado|ido|ito|ismo|iento|ivo|orio)';
const noDeeds =
  'estamos|somos|tenemos|queremos|podemos|debemos|vamos|sabemos|creemos|esperamos|hemos|necesitamos|conocemos|seguimos|agradecemos|lamentamos|sentimos|pensamos|vemos|volvemos|regresamos|viajamos|salimos|llegamos|quedamos|vivimos|trabajamos|celebramos|cumplimos|preferimos|hablamos|decimos|nos vemos|adjuntamos|recordamos|solemos|rogamos|extremos|ramos|abrimos|descansamos|perdemos|ganamos|jugamos|comemos|bebemos|brindamos|cenamos|recibimos|estuvimos|fuimos|tuvimos|ibamos|eramos';
const day =
  '(?:manana|mañana|pasado mañana|hoy|esta (?:tarde|noche|semana)|(?:el )?(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?: (?:a más tardar|sin falta|temprano|por la (?:mañana|tarde)|que viene))?|luego|ahora)';
const named =
  '(?<![\\p{L}])(?<name>(?!(?:quizas?|ojala|tal|vez|si|que|ya|siempre|nunca|hoy|tambien|solo|esto|eso|todo|algo|nadie|alguien)(?![\\p{L}]))[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const thing = '(?:el|la|los|las|su|sus|tu|tus|vuestro|vuestra|vuestros|vuestras|nuestro|nuestra)';
const event =
  '(?!(?:el|la|los|las) (?:tren|vuelo|avion|avión|autobus|autobús|barco|plazo|sol|curso|concierto|partido|feria|reunión|tienda|oferta|precio|fiesta|gente|niños|clases))';

export const anyVerb: readonly Cue[] = [
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?<!(?:que|no|cuando|como|donde|siempre|nunca|ayer) )(?:yo )?(?:${clitic}|lo|la|los|las) (?<verb>(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,}[oy])(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?:^|(?<=[,;:] (?:y )?)|(?<= y )|(?<=${day} )|(?<=(?<![\\p{L}])yo ))(?<verb>(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,}o)(?= (?:el|la|los|las|un|una|a|al|con|mi|tu|tus|su|sus|todo|hoy|mañana|este|esta)(?![\\p{L}])|[.,!]|$)`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?<!(?:que|no|cuando|como|donde|siempre|nunca|ayer) )(?:nosotr[oa]s )?(?:(?:${clitic}|lo|la|los|las) )?(?<verb>(?<we>(?!(?:${noDeeds})(?![\\p{L}]))[\\p{L}]{2,}[aei]mos))(?![\\p{L}])`,
  },
  {
    rule: 'promise-negative',
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern:
      '(?<![\\p{L}])no (?:(?:te|os|le|les|se|lo|la|los|las) )*(?<verb>(?<we>(?:cobra|factura|subi|toca|cambia|modifica|publica|divulga|comparti|usa|corta|interrumpi|bloquea|aumenta|abri|empeza|inicia|arranca|vende|cede)remos)|(?:cobra|factura|subi|toca|cambia|modifica|publica|divulga|comparti|usa|corta|interrumpi|bloquea|aumenta|abri|empeza|inicia|arranca|vende|cede)re)(?![\\p{L}])',
  },
  {
    rule: 'promise-negative',
    fixed: true,
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern:
      '(?<=nos comprometemos [^.;!?]{3,160} )(?<verb>(?<we>a no [\\p{L}]+r))(?![\\p{L}])|(?<=me comprometo [^.;!?]{3,160} )(?<verb>a no [\\p{L}]+r)(?![\\p{L}])',
  },
  {
    rule: 'promise-take-care',
    fixed: true,
    binds: 'firm',
    confidence: 0.75,
    pattern:
      '(?<subject>(?:el|la|los|las) [\\p{L}]+(?: [\\p{L}]+){0,4}) (?<verb>(?:corren?|van?|quedan?|esta|estan) (?:por|de|a) (?:nuestra|mi) (?:cuenta|cargo))(?![\\p{L}])|(?<subject>(?:el|la|los|las) [\\p{L}]+(?: [\\p{L}]+){0,3}) (?<verb>(?:lo|la|los|las) (?:asume|asumimos|pone|ponemos|paga) (?:nuestro|nuestra|el|la) ?(?:equipo|empresa|taller)?)(?![\\p{L}])',
  },
  {
    rule: 'you-will-have',
    fixed: true,
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern:
      '(?<![\\p{L}])(?<verb>(?:cuenta|cuente|contad|cuenten) con (?!que )|(?:lo|la|los|las) (?:tienes|tiene|tienen|teneis) )',
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    view: 'plain',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])${event}(?<subject>${thing} [\\p{L}]+(?: (?!(?:y|que|e) )[\\p{L}]+){0,4}) (?:(?:te|os|le|les) )?(?<verb>salen?|llegan?|parten?|van|va por|quedan? list[oa]s?|será(?:n)? [\\p{L}]+(?:ad|id|ch|st|rt|ert|uest)[oa]s?|se te [\\p{L}]+rá|va(?:n)? a ser [\\p{L}]+[dt][oa]s?)(?![\\p{L}])`,
  },
  {
    rule: 'passive',
    fixed: true,
    binds: 'team',
    view: 'plain',
    confidence: 0.65,
    pattern:
      '(?<![\\p{L}])(?<verb>se (?:te|le|les|os) (?:notificará|avisará|enviará|entregará|devolverá|abonará|reembolsará|informará|confirmará|facturará|llamará)n?)(?![\\p{L}])',
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.82,
    pattern:
      '(?<![\\p{L}])(?<verb>se (?:encarga|encargara|ocupa|ocupara|hace cargo)(?: (?:ahora|ya|desde hoy|desde ahora))?) (?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)(?= (?:a partir|desde|que|y|por|este|esta|en)(?![\\p{L}])|[.,;!]|$)',
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `${named} (?<verb>queda(?:ra)? de [\\p{L}]+r|quedo de [\\p{L}]+r|se queda con|toma el relevo)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?:te|os|le|les|me|nos)(?: (?:lo|la|los|las))? (?<verb>(?!(?:interesa|parece|gusta|importa|dice|dijo|encanta|preocupa|viene|consta|falta|debe|puede)(?![\\p{L}]))[\\p{L}]{2,}(?:a|e|an|en|ara|era|ira))(?![\\p{L}])`,
  },
  {
    rule: 'recap',
    binds: 'addressee',
    view: 'plain',
    confidence: 0.65,
    needs: 'due',
    pattern:
      '(?<![\\p{L}])(?:tú|usted|vosotr[oa]s|ustedes) (?:(?:me|nos|lo|la|los|las|le|les) )*(?<verb>(?!eres|estás|tienes|sabes|puedes|debes|dices|quieres)[\\p{L}]{3,}(?:as|es|áis|éis|an|en|a|e))(?![\\p{L}])',
  },
  {
    rule: 'offer',
    binds: 'speaker',
    fixed: true,
    confidence: 0.86,
    status: 'proposed',
    pattern:
      '(?<![\\p{L}])(?:(?:te|os|le|les|me|nos) )?(?<verb>(?:compro|llevo|quedo con|tomo)|(?<we>compramos|llevamos|quedamos con|tomamos))(?= [^.;!?]{0,40}(?:a|por) \\d)',
  },
];
