// Organisations: their names as texts write them, and a readable name made of a mail domain where no text does.
import { fold, nameKey } from '../fold.js';

/** Mail hosts that say nothing about whom somebody works for. */
const publicHosts =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|fastmail|posteo|mailbox|orange|free|laposte|wanadoo|sapo|uol|terra|telefonica|mail|zoho|hey)$/;
const secondLevel = /^(?:co|com|org|net|gov|gob|ac|edu|ltd|plc)$/;
/** Words of trades, by which a run-together domain comes apart: "cocinasgarcia" is "Cocinas Garcia". */
const trades =
  'abogados academy accountants accounting aceites adhesives advisers advisory advogados agency airways alimentos alloys analysis analytics anlagenbau antiques apotheke apparel apps architects archive archives arquitectos arts asesoria associates assurance assurances atelier auctions audio audit auditors autos aviation azulejos bakers bakery bank banking bau bearings beauty bedding beton bicycles bikes biotech boats boatyard bodegas bolts bookkeeping books boulangerie brauerei brewers brewery brewing brews brokerage brokers buchhandlung builders builds butchers bygg cabinet cables cafe campsite candles capital care cargo carpets carpintaria carpinteria cars cartons castings catering cellars ceramics chain charity cheese chem chemicals chocolate church cinema cleaning climbing clinic clinica clinics clocks clockworks clothing cloud coach coaches coaching coatings cocinas coffee cold college confectionery conseil conservas construcciones construcoes consultancy consulting consultores consultoria cooking cosmetics council courier couriers crafts crane cranes creative cristaleria curtains cycles dairy data delivery dental dentistry dentists design developments devices diagnostics digital distillery distribuciones dock docks doors druckerei edition editions editorial education electric electricite electronics elektro elevators energia energy engineering equipment estate estates events express fabrics farm farms fashion fasteners feeds ferragens ferreteria ferries festival festivals films finance fish fishery fitness fleet flooring florist flowers fontaneria foods forestry forge foundation foundry freight fromagerie fruits fuels furniture galleries gallery games gaming garage garden gardens gartenbau gears genetics gestoria glass glazing gmbh golf grafica grains graphics group growers grupo gruppe handel harbour haulage health heizung hire hochbau holzbau homes hops hospital hostel hosting hotel hotelaria hoteles housing hydro imprenta imprimerie industries ingenieria institute instruments insurance interiors jardines jewellery jewelry joinery journal juice kanzlei kitchens klinik labels labs language languages laser lasers laundry law lawyers learning leasing leather legal lending librairie library libros lifts lighting limpezas lines linguistics livraria loans lodge logistica logistics logistik machinery machines maconnerie maderas mail malerei malting marine marketing maschinenbau meats media medical medtech menuiserie metal metallbau metals mill milling mills mobile mobility molinos molkerei motor motors moving muebles museum museums music mutual network networks news notaria notary nurseries nursery nutrition opera optical opticians optics orchard orchards orchestra outdoors packaging padaria paints panaderia papelaria paper papers parcel parcels partners pastries payroll pens people pest pharma pharmacy photo pictures pinturas pipes plant plastics plomberie plumbing polymers port ports post pottery power praxis press presse print printing productions properties property publishing pulp pumps quesos quimica radio rail realty records recruiting recruitment recycling reformas reisen removals rental rentals repairs research resins resorts restaurant retail roasters robotics roofing rubber sailing salon sanitar sawmill scaffolding school schreinerei seafood security seeds seguros sensors services shipping shoes shop signs skis soap software solar solicitors solutions sound spa spediteur spedition spirits sport sports staffing stahlbau stationery steel steuerberatung storage studio studios supplies supply surf surgery systems tailors talent talleres teas tech technik technologies technology telecom telecoms tennis textiles theater theatre therapeutics tiefbau tiles timber tipografia tischlerei tooling tools tourism touristik tours toys trade traders trading training translations transport transportadora transportes transports travel trucks trust tyres underwriters university valves verlag versicherung veterinary vets viajes vignobles vinedos vineyard vineyards vinhos vinos viveros warehouse warehousing waste watches water weingut weinhandel werk werke wind windows winery wines wineshop wire wires wood wool works workshop yachts yarn zimmerei';
const legalForms =
  'ltd limited inc incorporated llc llp plc corp corporation co company gmbh ag kg ohg ug se sa sas sarl sl slu srl spa bv nv ab as aps oy lda ltda eirl';

const tradeWords = trades.split(' ').sort((a, b) => b.length - a.length);
const formKeys = new Set(legalForms.split(' '));
const tradeKeys = new Set(tradeWords);

/** The label of a domain that names its owner ("harbour-lights" of "mail.harbour-lights.co.uk"), or null for public hosts. */
export function domainLabel(address: string | null): string | null {
  const domain = address?.split('@')[1]?.toLowerCase();
  if (!domain) return null;
  const labels = domain.split('.').slice(0, -1);
  if (labels.length > 1 && secondLevel.test(labels.at(-1) ?? '')) labels.pop();
  const label = labels.at(-1) ?? '';
  return label === '' || publicHosts.test(label) ? null : label;
}

/** "harbour-lights" as "Harbour Lights", "talleresruiz" as "Talleres Ruiz". */
export function readableDomain(label: string): string {
  const words = label.split(/[-_]/).filter((word) => word !== '');
  return words
    .flatMap((word) => (words.length === 1 ? apart(word) : [word]))
    .map(capital)
    .join(' ');
}

function apart(word: string): string[] {
  for (const trade of tradeWords) {
    if (word.length - trade.length < 3) continue;
    if (word.endsWith(trade)) return [word.slice(0, -trade.length), trade];
    if (word.startsWith(trade)) return [trade, word.slice(trade.length)];
  }
  return [word];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * The name by which `texts` call the owner of a domain: the longest run of capitalised words that spells its label
 * ("Harbour Lights", "Harbour Lights Ltd"), or null.
 */
export function nameInTexts(label: string, texts: readonly string[]): string | null {
  const letters = fold(label).replace(/[^a-z0-9]/g, '');
  let best: string | null = null;
  for (const text of texts) {
    for (const match of text.matchAll(
      /\p{Lu}[\p{L}\d&'.]*(?:[ -](?:&|and|und|y|et|e|de|del|of|\p{Lu}[\p{L}\d&'.]*)){0,5}/gu,
    )) {
      const name = spelled(match[0], letters);
      if (name && name.length > (best?.length ?? 0)) best = name;
    }
  }
  return best;
}

/** The words at the start of a run that spell the letters, with a trade or legal form after them. */
function spelled(run: string, letters: string): string | null {
  const words = run.split(/[ ]/);
  let key = '';
  for (let i = 0; i < words.length; i++) {
    const word = fold(words[i] ?? '').replace(/[^a-z0-9]/g, '');
    if (word === 'and' || word === 'und' || word === '') continue;
    key += word;
    if (!letters.startsWith(key)) return null;
    if (key !== letters) continue;
    let end = i + 1;
    while (end < words.length && isForm(words[end] ?? '')) end++;
    return words
      .slice(0, end)
      .join(' ')
      .replace(/[.,']+$/, (stop) => (isForm(words[end - 1] ?? '') ? stop.replace(/[,']/g, '') : ''));
  }
  return null;
}

function isForm(word: string): boolean {
  const key = fold(word).replace(/[^a-z0-9]/g, '');
  return formKeys.has(key) || tradeKeys.has(key);
}

/** "Tarn Instruments Ltd" without its legal form. */
export function withoutForm(name: string): string {
  const words = name.trim().split(/\s+/);
  while (words.length > 1 && formKeys.has((words.at(-1) ?? '').toLowerCase().replace(/[^a-z]/g, ''))) words.pop();
  return words.join(' ').replace(/,$/, '');
}

/** True where the words end in a legal form or a trade: "Harbour Lights Ltd", "Calder Foods". */
export function looksLikeOrganisation(name: string): boolean {
  const words = name.trim().split(/\s+/);
  return words.length > 1 && isForm(words.at(-1) ?? '');
}

/** True where one is the other, or its first word(s): "Harbour" of "Harbour Lights Ltd". */
export function sameOrganisation(a: string, b: string): boolean {
  const [x, y] = [nameKey(withoutForm(a)), nameKey(withoutForm(b))];
  return x !== '' && y !== '' && (x === y || `${y} `.startsWith(`${x} `) || `${x} `.startsWith(`${y} `));
}
