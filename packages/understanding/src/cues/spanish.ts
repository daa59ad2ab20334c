// What Spanish says when somebody undertakes something, and what only looks like it.
import type { Cue, Language } from './cue.js';
import { anyVerb } from './spanish-any-verb.js';

/** Present tense of deeds, first person: "envío", "enviamos". Folded. */
const oneDoes =
  'envio|mando|paso|hago|llevo|traigo|llamo|confirmo|entrego|preparo|busco|reservo|guardo|devuelvo|ingreso|pago|abono|transfiero|subo|comparto|remito|facilito|dejo|consigo|doy|pongo|arreglo|resuelvo|contesto|respondo|recojo|reviso|miro|escribo|firmo|instalo|termino|acabo|monto|reenvio|aviso|pido|compro|encargo|organizo|actualizo|corrijo|imprimo|publico|acerco|cambio|cierro|presento|tramito|gestiono|redacto|sirvo|empiezo|comienzo';
const weDo =
  'enviamos|mandamos|pasamos|hacemos|llevamos|traemos|llamamos|confirmamos|entregamos|preparamos|buscamos|reservamos|guardamos|devolvemos|ingresamos|pagamos|abonamos|transferimos|subimos|compartimos|remitimos|facilitamos|dejamos|conseguimos|damos|ponemos|arreglamos|resolvemos|contestamos|respondemos|recogemos|revisamos|miramos|firmamos|instalamos|terminamos|acabamos|montamos|reenviamos|avisamos|pedimos|compramos|organizamos|actualizamos|corregimos|imprimimos|publicamos|cambiamos|cerramos|presentamos|tramitamos|gestionamos|servimos|mantenemos|bloqueamos|apartamos|empezamos|comenzamos|arrancamos|mantenemos';
const heDoes =
  'envia|manda|pasa|hace|lleva|trae|llama|confirma|entrega|prepara|busca|reserva|devuelve|ingresa|paga|sube|recoge|revisa|firma|instala|termina|monta|avisa|pide|compra|organiza|actualiza|corrige|redacta|presenta';
const clitic = '(?:(?:te|os|le|les|se|nos|me)(?: (?:lo|la|los|las))?|lo|la|los|las)';
const participle = '[\\p{L}]+(?:ad|id)[oa]s?|hech[oa]s?|list[oa]s?|resuelt[oa]s?|escrit[oa]s?|puest[oa]s?|impres[oa]s?';
const named = '(?<![\\p{L}])(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const team =
  '(?<![\\p{L}])(?<team>(?:el|la|los|las|nuestro|nuestra|nuestros|nuestras|mi) (?:[\\p{L}]+ ){0,2}?(?:equipo|departamento|almacen|taller|oficina|cocina|companeros?|companeras?|tecnicos?|transportista|gestoria|contabilidad|administracion|logistica|abogado|abogada|montadores?|personal|brigada|cuadrilla)(?: de (?:la |el )?[\\p{L}]+)?)';

const cues: readonly Cue[] = [
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.85,
    pattern: `(?<![\\p{L}])(?:yo )?(?:${clitic} )?(?<verb>[\\p{L}]+(?:[aei]ré|dré|haré|diré|querré))(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.85,
    pattern: `(?<![\\p{L}])(?:nosotr[oa]s )?(?:${clitic} )?(?<verb>(?<we>[\\p{L}]+(?:[aei]remos|dremos)))(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.8,
    pattern: `(?<![\\p{L}])(?:yo )?(?:${clitic} )?(?:voy|(?<we>vamos)) a (?<verb>[\\p{L}]+r(?:te|le|les|os|lo|la|los|las|se|selo|telo)*)(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?<!(?:que|no|si|cuando|como|donde|siempre|nunca|ya|ayer) )(?:yo |nosotros |nosotras )?(?:${clitic} )?(?<verb>(?:${oneDoes}|(?<we>${weDo}))(?![\\p{L}]))`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?:yo )?(?:${clitic} )?(?:tengo|tendre|(?<we>tenemos|tendremos)) (?<verb>(?:el|la|los|las|tu|su|vuestro|vuestra|todo|un|una|lo)?(?: ?[\\p{L}\\d]+){0,5} (?:${participle}))(?![\\p{L}])`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?:yo )?(?:(?<verb>me encargo|me encargare|me ocupo|me ocupare|me comprometo a|quedo en|corre de mi cuenta)|(?<we>nos encargamos|nos encargaremos|nos ocupamos|nos ocuparemos|nos comprometemos a|corre de nuestra cuenta))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.75,
    needs: 'due-or-source',
    pattern: `(?<![\\p{L}])(?:ya )?(?:lo |la |los |las )?(?<verb>tendras|tendra|tendreis|tendran|recibiras|recibira|recibireis|recibiran|tienes|tienen|teneis)(?![\\p{L}])(?!.{0,3} que)`,
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    view: 'plain',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<subject>(?:el|la|los|las|su|tu|vuestro|vuestra) [\\p{L}]+(?: [\\p{L}]+){0,4}) (?:(?:te|os|le|les) )?(?<verb>llegarán?|saldrán?|estarán?(?: (?:list[oa]s?|en su|en tu|disponibles?|terminad[oa]s?|hech[oa]s?))|se (?:enviará|enviarán|entregará|entregarán|abonará|abonarán|pagará|pagarán)|será (?:enviad|entregad|abonad|pagad|ingresad)[oa]|serán (?:enviad|entregad|abonad)[oa]s)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.75,
    pattern: `${named} (?<verb>se (?:encarga|encargara|ocupa|ocupara|hace cargo|hara cargo|compromete)(?= (?:de|a)(?:l)?\\b)|queda en|ha quedado en|va a (?!ser|estar|haber|llover|subir|bajar)[\\p{L}]+r)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    view: 'plain',
    confidence: 0.75,
    pattern: `${named} (?:(?:te|os|le|les|se|nos)(?: (?:lo|la|los|las))? )?(?<verb>[\\p{L}]+(?:[aei]|d)rá)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?:te|os|le|les)(?: (?:lo|la|los|las))? (?<verb>${heDoes})(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    view: 'plain',
    confidence: 0.7,
    pattern: `(?<![\\p{L}])(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)?), (?:que|quien) (?:(?:te|os|le|les|se)(?: (?:lo|la|los|las))? )?(?<verb>[\\p{L}]+(?:[aei]|d)rá)(?![\\p{L}])`,
  },
  {
    rule: 'named-and-will',
    binds: 'named',
    personal: true,
    view: 'plain',
    confidence: 0.7,
    pattern: `^(?:[\\p{L}]+, )?(?<name>[\\p{L}][\\p{L}-]+)(?: [\\p{L}][\\p{L}-]+)? (?:me|nos|se|lo|ha|está|es|tiene|lleva|conoce) [^.;!?]{2,80}? y (?:te|os|le|les|se)(?: (?:lo|la|los|las))? (?<verb>[\\p{L}]+(?:[aei]|d)rá)(?![\\p{L}])`,
  },
  {
    rule: 'team',
    binds: 'team',
    view: 'plain',
    confidence: 0.75,
    pattern: `${team} (?:(?:te|os|le|les|se)(?: (?:lo|la|los|las))? )?(?<verb>[\\p{L}]+(?:[aei]|d)r(?:á|án))(?![\\p{L}])`,
  },
  { rule: 'team', binds: 'team', confidence: 0.7, pattern: `${team} (?<verb>(?:va|van) a [\\p{L}]+r)(?![\\p{L}])` },
  {
    rule: 'recap',
    binds: 'addressee',
    view: 'plain',
    confidence: 0.75,
    needs: 'recap',
    pattern: `(?<![\\p{L}])(?:tú |usted )?(?:me |nos )?(?:lo |la |los |las )?(?<verb>[\\p{L}]+(?:arás|erás|irás|drás|aréis|eréis|iréis)|envías|mandas|pasas|enviáis|mandáis)(?![\\p{L}])`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.65,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?<!no )(?:(?:${clitic}) )?(?:puedo|(?<we>podemos)|podria|podriamos) (?<verb>[\\p{L}]+r(?:te|le|les|os|lo|la|los|las|telo|selo|oslo)*)(?![\\p{L}])`,
  },
];

export const spanish: Language = {
  code: 'es',
  common:
    'que de la el los las le en un una para con por te lo se no del al me os nos pero como esta ya si muy mas hola gracias tu su mi yo hasta eso hay lunes martes jueves viernes',
  cues: [...cues, ...anyVerb],
  idle: [
    '(?:ver|ser|estar|haber|tener|necesitar|querer|poder|saber|deber|veremos|vere|sere|seremos|estare|estaremos|podre|podremos|sabre|sabremos|querre|querremos|queremos|debere|deberemos|habre|habremos|tendre que|tendremos que|echare de menos|necesitare|necesitaremos|esperare|esperaremos|recordare|recordaremos|seguire|seguiremos|intentare|intentaremos|procurare|procuraremos|tratare de|creere|dire que|echar de menos|entretener|sorprender|encantar|enamorar|aburrir|enganar|mentir|decir|tener que|intentar|esperar|seguir|llorar|dormir|morir|pensar|hablar de|continuar|brindar|agradecer|jubilar|agradecere|agradeceremos|adorar|flipar|jurar|extremos|supremos|volvere|volveremos|contare|llegare|llegaremos|ire|iremos|vendre|viajare|saldre|regresare|acordare|olvidare|dire|vere)(?![\\p{L}])',
    '(?:prepare|compare|declare|aclare|repare|separe|mire|tire|retire|gire|espere|genere|supere|opere|recupere|considere|entre|compre|logre|cobre|encontre|registre|mostre|nombre|siempre|quiere|suele|cere|padre|madre|sobre|hombre)(?![\\p{L}])',
    '(?:sera|estara|habra|podra|tendra que|subira|bajara|llovera|costara|parecera|quedara claro|gustara|encantara|dira|querra|seguira|quiza)(?![\\p{L}])',
    'aviso (?:automatico|legal|importante|que|por|de)|resumo|agradezco|pongo (?:en copia|al corriente)|paso (?:por alto|de)|hago (?:falta|referencia)|confirmo que|confirmamos que|dejo (?:aqui|adjunto|que)|doy (?:por hecho que|las gracias)|damos las gracias|escribo (?:para|porque)|llamo la atencion|miro (?:atras)|tienes (?:razon|que|toda)|tienen (?:razon|que)|teneis (?:razon|que)',
  ],
  weakens: [
    '(?:creo|creemos|espero|esperamos|supongo|imagino|ojala|quiza|quizas|tal vez|a lo mejor|probablemente|posiblemente|dudo|no se|no sabemos|temo)(?: que| si)?(?: [\\p{L}]+){0,3}',
    '(?:dice|dicen|dijo|dijeron|me ha dicho|nos han dicho|comento|comentan|segun|asegura|aseguran|piensa|cree|creen)(?: [\\p{L}]+){0,4}',
    '(?:te|le|os|les) (?:dije|habia dicho|decia|prometi)(?: que)?(?: [\\p{L}]+){0,3}',
    '(?:no|nunca|jamas|ni|tampoco)(?: (?:me|te|se|lo|la|los|las|os|le|les|nos))*',
    '(?:(?<!(?:confirm(?:o|amos)|asegur(?:o|amos)|garantiz(?:o|amos)|promet(?:o|emos)|avis(?:o|amos)|inform(?:o|amos)|comunic(?:o|amos)|por supuesto|claro|desde luego|tranquil[oa]) )que|cuando|como|donde|si|mientras|para que|aunque|porque)',
  ],
  empty: [
    '(?:darse de baja|no desea recibir|boletin|pulse aqui|haga clic|oferta limitada|reserve ya|compra ya|descubre)',
    '(?:fuera de la oficina|estare ausente|estoy de vacaciones hasta)',
    '(?:jaja|cuando las ranas crien pelo|ni en broma|es broma|:joy:)',
  ],
  agreement: [
    'si (?:asi )?(?:nos |me |te |os |le |les |lo |la |los |las )*(?:confirm|acept|parec|va bien|viene bien|va mejor|interes|quier|das|dais|da |firm|dese|convien|gust|apetec|encarg|autoriz|apruebas|aprueban|pides|pedis|hace falta|ayud|vale|vien|cuadr)',
    'si (?:usted |vosotr[oa]s )?(?:(?:me|nos|lo|la|los|las|le|les|te|os) )+(?!falta|parece|dice)[\\p{L}]+(?:as|es|ais|eis|an|en|a|e)(?![\\p{L}])',
    '(?:cuando|en cuanto) (?:nos |me )?(?:confirm|acept|autoric)|a falta de (?:tu|su|vuestra) confirmacion|(?:previa|con su|con tu) confirmacion|si te va|dime si|avisame si te',
  ],
  conditions: ['si', 'cuando', 'en cuanto', 'siempre que', 'una vez', 'tan pronto como', 'a condicion de'],
  requests: [
    '(?<![\\p{L}])(?:hay que|habria que|toca|hace falta) (?<verb>[\\p{L}]+)|(?<![\\p{L}])quien (?<verb>[\\p{L}]+)(?= [^?]*\\?)',
    '(?:^|[,;:] |¿)(?:(?:me|nos|te|lo|la|los|las|os) )*(?<verb>(?!tienes|eres|estas|sabes|quieres|gracias|crees)[\\p{L}]{3,}(?:as|es|ais|eis))(?= [^?]*\\?)',
    '(?<![\\p{L}])(?:puedes|puede|podeis|pueden|podrias|podria|podriais|podrian|te importaria|le importaria|os importaria|alguien puede|alguien podria|quien puede|quien podria|seria posible|es posible|serias tan amable de|me haces el favor de)(?: por favor)? (?<verb>[\\p{L}]+)',
    '(?<![\\p{L}])(?:me|nos) (?<verb>envias|mandas|pasas|enviais|mandais|pasais|envia|manda|confirmas|confirmais|confirma|haces|haceis|dices|avisas|traes|preparas|reservas)',
    '(?:por favor|porfa),? (?<verb>[\\p{L}]+)|(?<verb2>[\\p{L}]+),? por favor',
    '(?<![\\p{L}])(?:necesito|necesitamos|necesitaria|necesitariamos|querria|queria|agradeceria|agradeceriamos)(?: que)? (?<verb>[\\p{L}]+)',
  ],
  takesOn: [
    '(?:(?:yo )?me encargo(?: yo)?|(?:ya )?(?:te |se )?lo hago(?: yo)?|yo lo hago|eso esta hecho|dalo por hecho|cuenta con ello|contad con ello|cuente con ello|me pongo(?: (?:a|con) (?:ello|eso))?(?: ya)?|ahora mismo(?: lo (?:hago|miro|mando|envio))?|voy(?: yo| a ello)?|ya voy|enseguida|lo miro(?: ahora| ya)?|me ocupo(?: yo)?|sin falta|dejalo en mis manos|yo mismo|yo misma)',
  ],
  assents: [
    '(?:si|vale|claro(?: que si)?|por supuesto|perfecto|de acuerdo|ok(?:ay)?|sin problema|ningun problema|bueno|entonces|pues|dale|sale|listo|va|eso|quedamos asi|bien|muy bien|hecho|entendido|genial|estupendo|gracias|con mucho gusto|encantado|encantada|hola|venga)',
  ],
  moves: [
    '\\ben (?:vez|lugar) de\\b|\\bmejor (?:el|la|lo)\\b|\\bse (?:retrasa|retrasan|aplaza|aplazan|pospone|posponen|mueve|mueven)\\b|\\b(?:aplazamos|posponemos|retrasamos|movemos|aplazar|posponer|retrasar|mover|pasamos|cambiamos|dejamos)\\b.{0,30}\\b(?:al|a la|para el|hasta)\\b|\\bno (?:llego|llegamos|llega|puedo|podemos|me da tiempo|nos da tiempo)\\b|\\bnecesit(?:o|amos) (?:hasta|mas tiempo|unos dias)|\\bnueva fecha\\b|\\bal final\\b|\\bfinalmente\\b.{0,20}\\bel\\b|\\bcon retraso\\b',
  ],
  handsOver: [
    '\\ben mi (?:lugar|ausencia|nombre)\\b|\\bpor mi\\b|\\bde mi parte\\b|\\ba partir de (?:ahora|hoy)\\b|\\bdesde (?:hoy|ahora)\\b|\\bse (?:ocupa|encarga) (?:ahora|ya)\\b|\\bme sustituye\\b|\\btoma el relevo\\b|\\bse lo paso a\\b|\\blo lleva\\b|\\bmientras (?:estoy|este) fuera\\b',
  ],
  recaps: [
    '\\b(?:como|segun lo) (?:acordamos|acordado|quedamos|hablamos|hablado|dijimos|convenido)\\b|\\bpara confirmar\\b|\\bresumen\\b|\\bresumiendo\\b|\\bquedamos en\\b|\\bconfirmo lo (?:hablado|acordado)\\b|\\bpara que quede claro\\b|\\blo que (?:acordamos|hablamos)\\b',
  ],
};
