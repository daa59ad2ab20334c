// Topics: the words that what is to be done is about. No model: words as they are, without those that say little. Pure.

/** Words of actions that name no thing: verbs of sending and doing, times, and what joins words. English, German, Spanish, French. */
const said = new Set(
  `about after again against agreed ahead also another around back before being below between both bring call check come
  complete confirm could deliver done draft each early either else email ensure every everything file finish first
  from full further get give given going hand have here hold home instead into issue keep kind last later latest least less
  let like look make more most much must need never next note nothing once only order other over own part pass pay place please
  possible post prepare present produce provide pull push put raise ready receive remain remove reply return review right ring
  said same schedule send sent set share short should show sign since some something soon stay still such supply sure take
  talk tell than that their them then there these they thing think this those through time today together tomorrow top
  train turn two under until update upload use very wait want week well what when where whether which while will with within
  without work would write year your yours days day month months weeks monday tuesday wednesday thursday friday saturday sunday
  january february march april june july august september october november december morning afternoon evening noon
  business hours hour minutes date dates end least
  aber alle allem allen aller alles also andere auch beim bereits bitte dann dass davon dein deine denn dies diese diesem diesen
  dieser doch durch eine einem einen einer eines euch euer gegen haben hier hinter ihnen ihre ihrem ihren immer jede jeden
  jetzt kann keine machen mein meine mich morgen muss nach nicht noch oder ohne rufe schicke schicken schon sein seine sende
  senden sich sind soll sowie unser unsere unter vom vor wann warum wenn werde werden wieder wird wollen woche zum zur zwei
  ante antes como con cual cuando desde donde ella ellos entre enviar enviamos enviare envio este esta estos estas hacer haremos
  hasta luego mando mandar mañana mismo para pero por porque que quien segun sera sobre solo tambien tiene todo todos una unos
  avant avec cette dans elle envoie envoyer est faire leur mais notre nous pour quand sans son sont sur tout tous vers votre vous`.split(
    /\s+/,
  ),
);

/** What a word is counted under: its singular, or null for words that are no topic. */
export function topicOf(word: string): string | null {
  const topic = singular(word);
  return topic.length < 4 || !/^\p{L}+$/u.test(topic) || said.has(word) || said.has(topic) ? null : topic;
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) && word.length > 4 ? word.slice(0, -1) : word;
}

/** The forms in which a topic stands in actions: those that `topicOf` brings back to it. */
export function formsOf(topic: string): string[] {
  const low = topic.toLowerCase();
  const plurals = [`${low}s`, `${low}es`, ...(low.endsWith('y') ? [`${low.slice(0, -1)}ies`] : [])];
  return [low, ...plurals.filter((form) => singular(form) === low)];
}

/** The most frequent topics of counted words, most first. */
export function topTopics(words: readonly { word: string; n: number }[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const { word, n } of words) {
    const topic = topicOf(word);
    if (topic) counts.set(topic, (counts.get(topic) ?? 0) + n);
  }
  const order = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return order.slice(0, most).map(([topic]) => topic);
}
