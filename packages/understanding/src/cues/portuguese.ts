// What Portuguese says when somebody undertakes something, and what only looks like it.
import type { Cue, Language } from './cue.js';
import { anyVerb } from './portuguese-any-verb.js';

const oneDoes =
  'envio|mando|passo|faco|levo|trago|ligo|confirmo|entrego|preparo|reservo|devolvo|pago|transfiro|partilho|compartilho|deixo|dou|ponho|arranjo|resolvo|respondo|recolho|revejo|reviso|vejo|escrevo|assino|instalo|termino|acabo|reenvio|aviso|peco|compro|organizo|atualizo|corrijo|imprimo|publico|trato|cuido';
const weDo =
  'enviamos|mandamos|passamos|fazemos|levamos|trazemos|ligamos|confirmamos|entregamos|preparamos|reservamos|devolvemos|pagamos|transferimos|partilhamos|deixamos|resolvemos|respondemos|recolhemos|revemos|assinamos|instalamos|terminamos|acabamos|avisamos|compramos|organizamos|atualizamos|imprimimos|tratamos';
const clitic = '(?:(?:te|lhe|lhes|vos|me|nos|o|a|os|as|lho|lha) )?';
const named = '(?<![\\p{L}])(?:[oa] )?(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';

const cues: readonly Cue[] = [
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.8,
    pattern: `(?<![\\p{L}])(?:eu |nos |a gente )?${clitic}(?:vou|(?<we>vamos)) ${clitic}(?<verb>[\\p{L}]+r(?:-[\\p{L}-]+)?)(?![\\p{L}])`,
  },
  {
    rule: 'promise-first-person',
    binds: 'speaker',
    confidence: 0.8,
    pattern: `(?<![\\p{L}])(?:eu |nos )?${clitic}(?<verb>(?:[\\p{L}]+[aei]rei|farei|direi|trarei|porei)(?:-[\\p{L}-]+)?|(?<we>[\\p{L}]+[aei]remos|faremos|traremos))(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<!(?:que|nao|se|quando|como|ontem) )(?:eu |nos )?${clitic}(?<verb>(?:${oneDoes}|(?<we>${weDo}))(?:-[\\p{L}-]+)?)(?![\\p{L}])`,
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.75,
    pattern: `(?<![\\p{L}])(?:eu )?(?:(?<verb>trato (?:de|do|da|disso)|cuido (?:de|do|da|disso)|comprometo-me a|fico de|fico responsavel|encarrego-me)|(?<we>tratamos (?:de|do|da|disso)|comprometemo-nos a|ficamos de|encarregamo-nos))(?![\\p{L}])`,
  },
  {
    rule: 'you-will-have',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: `(?<![\\p{L}])(?<verb>tera|terao|recebera|receberao|tens|vai receber|vai ter)(?![\\p{L}])(?! que| de )`,
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.7,
    pattern: `${named} (?<verb>vai [\\p{L}]+r|trata d[eoa]|cuida d[eoa]|fica de|encarrega-se|compromete-se a|(?:[\\p{L}]+[aei]ra)(?= ))(?![\\p{L}])`,
  },
  {
    rule: 'offer',
    binds: 'speaker',
    confidence: 0.6,
    status: 'proposed',
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}])(?<!nao )(?:posso|(?<we>podemos)|poderia|poderiamos) (?<verb>[\\p{L}]+r(?:-[\\p{L}-]+)?)(?![\\p{L}])`,
  },
];

export const portuguese: Language = {
  code: 'pt',
  common:
    'que de do da os as em um uma para com por nao no na se mais foi ao ja muito voce eu isso esta sao ate vou vai tudo bem boa bom obrigado obrigada pra fica nosso nossa seu sua dos das pelo pela ele ela voces tem meu minha lhe amanha terca quinta sexta assim',
  cues: [...cues, ...anyVerb],
  idle: [
    '(?:ver|ser|estar|ter|haver|precisar|querer|poder|saber|dever|serei|seremos|estarei|estaremos|terei de|teremos de|precisarei|verei|veremos|poderei|poderemos|saberei|tentar|tentarei|esperar|manter o que|continuar|pensar|conversar|morrer|virar|agradecer|agradecerei|adiar|jurar|aviso (?:automatico|legal|importante|de|que|por)|adorar|surpreender|embora|sera|estara|havera|podera|primeira|terceira|maneira|carteira|segunda-feira|feira|vejo que|confirmo que)(?![\\p{L}])',
  ],
  weakens: [
    '(?:acho|achamos|espero|esperamos|talvez|provavelmente|possivelmente|duvido|nao sei|creio|suponho|tomara)(?: que| se)?(?: [\\p{L}]+){0,3}',
    '(?:disse|disseram|diz|dizem|segundo|comentou)(?: [\\p{L}]+){0,4}',
    '(?:nao|nunca|nem|tambem nao)(?: (?:o|a|os|as|me|te|lhe|vos|nos))*',
    '(?:(?<!(?:confirm(?:o|amos)|garant(?:o|imos)|promet(?:o|emos)|assegur(?:o|amos)|inform(?:o|amos)|avis(?:o|amos)|claro) )que|quando|como|onde|se|enquanto|porque|embora)',
  ],
  empty: ['(?:cancelar a subscricao|descadastrar|clique aqui|fora do escritorio|kkk|rsrs|estou de ferias ate)'],
  agreement: [
    'se (?:(?:me|nos|voce|o senhor|a senhora|lhe|te|vos) )*(?:confirm|aceit|quis|quer|concord|der jeito|convier|preferir|autoriz|assin|encomend|estiver)',
    '(?:se|caso) (?:(?:me|nos|voce|voces|a senhora|o senhor|tu|lhe|te|vos) )*(?!precisar|houver|chover|tiver duvida|der tempo|for (?:preciso|necessario))[\\p{L}]{2,}(?:ar|er|ir|arem|erem|irem|ares|eres|ires|e|em|a|am)(?![\\p{L}])',
    '(?:assim que|quando) (?:me |nos )?(?:confirm|aceit|autoriz)',
  ],
  conditions: ['se', 'quando', 'assim que', 'desde que', 'caso'],
  requests: [
    '(?<![\\p{L}])(?:tem que|e preciso|temos que|temos de) (?<verb>[\\p{L}]+)|(?<![\\p{L}])quem (?<verb>[\\p{L}]+)(?= [^?]*\\?)',
    '(?:^|[,;:] )(?:(?:me|nos|voce|tu|ce) )*(?<verb>(?!tens|es|estas|sabes|queres|achas)[\\p{L}]{3,}(?:as|es|a|e))(?:-me|-nos)?(?= [^?]*\\?)',
    '(?<![\\p{L}])(?:podes|pode|podem|poderia|poderias|poderiam|podia|podias|alguem pode|quem pode|importa-se de|importas-te de|seria possivel)(?: por favor)? (?<verb>[\\p{L}]+)',
    '(?:por favor),? (?<verb>[\\p{L}]+)|(?<verb2>[\\p{L}]+),? por favor',
    '(?<![\\p{L}])(?:preciso|precisamos|agradecia|agradeciamos|gostaria)(?: que| de)? (?<verb>[\\p{L}]+)',
  ],
  takesOn: [
    '(?:pode deixar(?: comigo)?|deixa comigo|deixe comigo|eu (?:trato|cuido)(?: disso)?|trato (?:disso|eu)|(?:trato|faco|consigo|levo|envio|mando|vejo|resolvo|[\\p{L}]{3,}o) sim|pode contar(?: comigo)?|podes contar(?: comigo)?|fica combinado|pode ficar (?:tranquil[oa]|descansad[oa])|ja trato(?: disso)?|cuido disso|conta comigo|conte comigo|eu faco(?: isso)?|faco isso|e para ja|fica comigo|eu resolvo)',
  ],
  assents: [
    '(?:sim|claro|com certeza|ok(?:ay)?|combinado|esta bem|tudo bem|sem problema|sem falta|entao|tranquilo|beleza|fechado|certo|perfeito|de acordo|obrigado|obrigada|ola|boa|entendido|concordo)',
  ],
  moves: [
    '\\bem (?:vez|lugar) de\\b|\\b(?:adiad[oa]s?|adiamos|adiar|adio|remarcar|remarcamos|passa|passamos|passar)\\b.{0,30}\\bpara\\b|\\bnova data\\b|\\badiar\\b|\\bso (?:na|no|em)\\b|\\bpreciso (?:ate|de mais tempo)\\b|\\bnao (?:consigo|conseguimos|vou conseguir)\\b|\\batras(?:o|a|ou|ado)\\b',
  ],
  handsOver: [
    '\\bem meu (?:lugar|nome)\\b|\\bpor mim\\b|\\bna minha ausencia\\b|\\bassume\\b|\\ba partir de (?:agora|hoje)\\b|\\bdaqui (?:pra|para a?) ?frente\\b|\\bpasso (?:isto|isso) (?:ao|a)\\b',
  ],
  recaps: [
    '\\b(?:como|conforme) (?:combinado|combinamos|acordado|falado|falamos)\\b|\\bpara confirmar\\b|\\bresum(?:o|indo)\\b|\\bficou combinado\\b|\\bficamos de\\b',
  ],
};
