// Undertakings in Portuguese by the form of the verb, whatever the verb: "amanhã subo", "envio-lhe", "a gente paga na sexta".
import type { Cue } from './cue.js';

const clitic = '(?:(?:te|lhe|lhes|vos|lho|lha|lhos|lhas) )';
/** First person forms that are states, opinions, journeys or talk, and words that only look like verbs. */
const noDeed =
  'acho|espero|resumo|aviso (?:que|por|de|automatico)|penso|suponho|receio|agradeco|desejo|digo|lembro|quero|posso|devo|preciso|tenho|sinto|lamento|prefiro|vejo|sigo|estou|volto|regresso|viajo|saio|chego|moro|trabalho|vivo|durmo|escrevo|peco desculpa|adoro|gosto|quanto|mesmo|novo|primeiro|segundo|terceiro|ultimo|proximo|certo|como|quando|pouco|muito|todo|tanto|logo|outro|quatro|oito|janeiro|fevereiro|marco|maio|junho|julho|agosto|outubro|claro|perfeito|meio|correio|pedido|dentro|isto|isso|prazo|preco|tempo|momento|caso|so|quinto|obrigado|cinco|acordo|assunto|motivo|ano|eu|no|ao|do|o|carro|barco|governo|almoco|tambem|serio|proprio|[\\p{L}]*ão|[\\p{L}]+(?:ado|ido|inho|ismo|mento|ivo|orio)';
const noDeeds =
  'estamos|somos|temos|queremos|podemos|devemos|vamos|sabemos|achamos|esperamos|precisamos|conhecemos|seguimos|agradecemos|lamentamos|sentimos|pensamos|vemos|voltamos|regressamos|viajamos|saimos|chegamos|moramos|vivemos|trabalhamos|celebramos|preferimos|falamos|dizemos|lembramos|extremos|abrimos|recebemos|tivemos|fomos|gostamos|perdemos|ganhamos|jogamos|comemos|bebemos|iamos|eramos|combinamos';
const day =
  '(?:amanhã(?: cedo| de manhã| à tarde)?|hoje|depois de amanhã|(?:na )?(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|esta (?:tarde|semana)|então|ainda|logo)';
const named =
  '(?<![\\p{L}])(?:[oa] )?(?<name>(?!(?:talvez|tomara|se|que|ja|sempre|nunca|hoje|tambem|so|isto|isso|tudo|algo|ninguem|alguem)(?![\\p{L}]))[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)';
const thing = '(?:o|a|os|as|seu|sua|seus|suas|teu|tua|teus|tuas|vosso|vossa|nosso|nossa)';
const event =
  '(?!(?:o|a|os|as) (?:trem|comboio|voo|aviao|avião|barco|prazo|sol|curso|concerto|jogo|feira|reunião|loja|oferta|preço|festa|gente|aulas))';
const bans =
  'cobra|fatura|subi|toca|muda|altera|publica|divulga|partilha|compartilha|usa|corta|interrompe|bloquea|aumenta|abri|inicia|comeca|mexe|vende';

export const anyVerb: readonly Cue[] = [
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}-])(?<!(?:que|não|quando|como|ontem|nunca) )(?:eu ${clitic}?(?:(?:já|também) )?|${clitic})(?<verb>(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,}(?:o|ou))(?:-[\\p{L}]+)?(?![\\p{L}-])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?:^|(?<=[,;:] (?:e )?)|(?<= e )|(?<=${day} ))(?<verb>(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,}o)(?:-(?:te|lhe|lhes|vos|o|a|os|as|lho|lha))?(?= (?:o|a|os|as|um|uma|à|ao|às|para|pra|pro|com|te|lhe|meu|minha|teu|tua|seu|sua|tudo|hoje|amanhã|ainda|até|isso)(?![\\p{L}])|[.,!]|$)`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.72,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}-])(?<verb>(?:(?!(?:${noDeed})(?![\\p{L}]))[\\p{L}]{2,}o|(?<we>[\\p{L}]{2,}[aei]mos?))-(?:te|lhe|lhes|vos|nos|o|a|os|as|lho|lha|lo|la|los|las))(?![\\p{L}-])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    view: 'plain',
    confidence: 0.7,
    needs: 'due-or-agreement',
    pattern: `(?<![\\p{L}-])(?<!(?:que|não|quando|como|ontem|nunca) )(?:nós )?${clitic}?(?<verb>(?<we>(?!(?:${noDeeds})(?![\\p{L}]))[\\p{L}]{2,}[aei]mos))(?![\\p{L}])`,
  },
  {
    rule: 'promise-present',
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern:
      '(?<![\\p{L}-])(?:(?<we>a gente) (?:te |lhe )?(?<verb>(?!(?:esta|e|tem|quer|pode|deve|sabe|acha|vai|precisa|fala|vive|gosta|chega)(?![\\p{L}]))[\\p{L}]{2,}[ae])|(?:eu )?(?:vou|(?<we>vamos)) (?:(?:te|lhe|lhes|vos|ai|la|ja) )*(?<verb>(?!(?:ver|ser|estar|ter|haver|precisar|querer|virar|morrer|viajar|adiar)(?![\\p{L}]))[\\p{L}]+r))(?![\\p{L}])',
  },
  {
    rule: 'promise-negative',
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern: `(?<![\\p{L}])nao (?:(?:te|lhe|lhes|o|a) )*(?<verb>(?<we>(?:(?:${bans})remos|vamos (?:${bans})r))|(?:(?:${bans})rei|vou (?:${bans})r))(?![\\p{L}])`,
  },
  {
    rule: 'promise-negative',
    binds: 'speaker',
    confidence: 0.6,
    undated: true,
    pattern:
      '(?<![\\p{L}])nao (?<verb>[\\p{L}]{3,}(?:o|(?<we>amos|emos|imos)))(?= [^.;!?]{0,60}(?:sem (?:a |o )?(?:tua|teu|sua|seu|vossa|vosso)|ate que|antes d))',
  },
  {
    rule: 'promise-negative',
    fixed: true,
    binds: 'speaker',
    confidence: 0.65,
    undated: true,
    pattern:
      '(?<=comprometemo-nos [^.;!?]{3,160} )(?<verb>(?<we>a nao [\\p{L}]+r))(?![\\p{L}])|(?<=comprometo-me [^.;!?]{3,160} )(?<verb>a nao [\\p{L}]+r)(?![\\p{L}])',
  },
  {
    rule: 'promise-take-care',
    fixed: true,
    binds: 'firm',
    confidence: 0.75,
    pattern:
      '(?<subject>(?:o|a|os|as) [\\p{L}]+(?: [\\p{L}]+){0,4}) (?<verb>(?:fica|ficam|corre|correm|vai|vao|e) (?:por|de|a) (?:nossa|minha|nosso|meu) (?:conta|cargo))(?![\\p{L}])',
  },
  {
    rule: 'promise-take-care',
    binds: 'speaker',
    confidence: 0.75,
    pattern:
      '(?<![\\p{L}])(?<verb>ocupo-me(?: eu)?|me ocupo|encarrego-me|me encarrego|me comprometo a|(?<we>ocupamo-nos|nos encarregamos|nos comprometemos a))(?![\\p{L}])',
  },
  {
    rule: 'you-will-have',
    fixed: true,
    binds: 'speaker',
    confidence: 0.7,
    needs: 'due',
    pattern: '(?<![\\p{L}])(?<verb>(?:conta|conte|contem) com (?!igo)|(?:tera|terao|tem|tens) (?:o|a|os|as|tudo) )',
  },
  {
    rule: 'with-you-by',
    fixed: true,
    binds: 'firm',
    view: 'plain',
    confidence: 0.65,
    needs: 'due',
    pattern: `(?<![\\p{L}])${event}(?<subject>${thing} [\\p{L}]+(?: (?!(?:e|que) )[\\p{L}\\d.]+){0,5}) (?:(?:te|lhe|lhes) )?(?<verb>saem?|sai|chegam?|seguem?|vão|partem?|(?:será|serão|vai ser|vão ser) [\\p{L}]+(?:d|t|st|gu|sto)[oa]?e?s?|(?:estará|estarão|vai estar|vão estar|fica|ficam) (?:pront|no ar|disponí|conclu|na |no )[\\p{L}]*)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.78,
    pattern: `${named} (?<verb>ficou de [\\p{L}]+r|fica (?:de [\\p{L}]+r|responsavel|com (?:o|a|os|as) )|assume|trata d[eoa]s?|toma conta)(?![\\p{L}])`,
  },
  {
    rule: 'named',
    binds: 'named',
    personal: true,
    confidence: 0.8,
    pattern:
      'quem (?<verb>(?:toca|assume|trata|cuida|faz|leva|fica)) [^.;!?]{0,60}?(?:e|sera) (?:o |a )?(?<name>[\\p{L}][\\p{L}-]+(?: [\\p{L}][\\p{L}-]+)??)(?=[,.;!]| e |$)',
  },
  {
    rule: 'named',
    binds: 'named',
    confidence: 0.65,
    needs: 'due',
    pattern: `${named} (?:(?:te|lhe|lhes|me|nos) )?(?<verb>(?:te|lhe|me|nos) [\\p{L}]{2,}(?:a|e|am|em|ara|era|ira)|vai (?:(?:te|lhe|me|nos) )?[\\p{L}]+r|[\\p{L}]{2,}[ae]-(?:te|lhe|me|nos|o|a|os|as|lo|la))(?![\\p{L}])`,
  },
  {
    rule: 'team',
    binds: 'team',
    confidence: 0.7,
    pattern:
      '(?<![\\p{L}])(?<team>(?:um|uma|o nosso|a nossa|nosso|nossa) (?:colega|tecnico|tecnica|equipa|equipe|motorista|armazem|departamento)) (?<verb>(?:vai|vao) [\\p{L}]+r|[\\p{L}]{2,}ra)(?![\\p{L}])',
  },
  {
    rule: 'recap',
    binds: 'addressee',
    confidence: 0.65,
    needs: 'due',
    pattern:
      '(?<![\\p{L}])(?:(?:voce|voces|o senhor|a senhora) (?:me |nos )(?<verb>[\\p{L}]{2,}(?:a|e|am|em))|tu (?:(?:me|nos) )?(?<verb>[\\p{L}]{2,}(?:as|es))(?:-(?:me|nos))?)(?![\\p{L}])',
  },
  {
    rule: 'offer',
    binds: 'speaker',
    fixed: true,
    confidence: 0.86,
    status: 'proposed',
    pattern:
      '(?<![\\p{L}])(?<verb>(?:compro|levo|fico com|tomo)|(?<we>compramos|levamos|ficamos com|tomamos))(?= [^.;!?]{0,40}(?:a|por) (?:r\\$ ?)?\\d)',
  },
];
