// Time zones by the words people use for them: letters after a time, and cities.

/** Region: letters. "PST" said in summer means Pacific time, so letters stand for regions, not for fixed offsets. */
const letterLines = [
  'America/Los_Angeles pt pst pdt pacific',
  'America/Denver mt mst mdt',
  'America/Chicago ct cst cdt',
  'America/New_York et est edt eastern',
  'Etc/UTC gmt utc',
  'Europe/London bst uk',
  'Europe/Lisbon wet',
  'Europe/Berlin cet cest mez mesz',
  'Europe/Helsinki eet eest',
  'Asia/Kolkata ist',
  'Asia/Tokyo jst',
  'Asia/Singapore sgt',
  'Asia/Hong_Kong hkt',
  'Australia/Sydney aest aedt',
];

/** Cities that no zone is named after, and other languages' names for those that are. */
const cityLines = [
  'America/Los_Angeles san|francisco seattle portland san|diego san|jose las|vegas oakland sacramento california',
  'America/Denver salt|lake|city albuquerque colorado',
  'America/Chicago houston dallas austin minneapolis milwaukee st|louis new|orleans kansas|city nashville memphis texas',
  'America/New_York boston philadelphia washington atlanta miami charlotte pittsburgh newark baltimore cleveland raleigh brooklyn nueva|york',
  'America/Toronto montreal ottawa quebec',
  'America/Sao_Paulo rio|de|janeiro brasilia curitiba porto|alegre',
  'America/Mexico_City ciudad|de|mexico guadalajara monterrey',
  'Europe/London manchester birmingham leeds liverpool bristol edinburgh glasgow cardiff belfast oxford cambridge leith londres uk',
  'Europe/Dublin cork galway',
  'Europe/Madrid barcelona valencia sevilla bilbao zaragoza malaga granada',
  'Europe/Lisbon porto coimbra braga lisboa',
  'Europe/Paris lyon marseille toulouse bordeaux lille nantes strasbourg nice',
  'Europe/Berlin hamburg munich munchen frankfurt cologne koln stuttgart bremen bremerhaven hannover leipzig dresden dusseldorf nurnberg',
  'Europe/Vienna wien graz salzburg',
  'Europe/Zurich geneva basel bern lausanne zurich',
  'Europe/Amsterdam rotterdam the|hague utrecht eindhoven',
  'Europe/Brussels antwerp ghent bruxelles',
  'Europe/Rome milan milano turin torino naples roma',
  'Asia/Kolkata mumbai delhi new|delhi bangalore bengaluru chennai hyderabad pune',
  'Asia/Shanghai beijing shenzhen guangzhou',
  'Asia/Tokyo osaka kyoto',
  'Australia/Sydney canberra',
];

function table(lines: readonly string[]): Map<string, string> {
  const out = new Map<string, string>();
  for (const line of lines) {
    const [zone = '', ...words] = line.split(' ');
    for (const word of words) out.set(word.replaceAll('|', ' '), zone);
  }
  return out;
}

export const zoneLetters: ReadonlyMap<string, string> = table(letterLines);

/** Folded city names: the last part of every zone of a region ("new york"), and the cities above. */
export const cityZones: ReadonlyMap<string, string> = new Map([
  ...Intl.supportedValuesOf('timeZone')
    .filter((zone) => /^(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)\//.test(zone))
    .map((zone) => [(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ').toLowerCase(), zone] as const),
  ...table(cityLines),
]);

/** Zones of the countries that the ends of domain names stand for. */
export const countryZones: ReadonlyMap<string, string> = new Map(
  'de Europe/Berlin,at Europe/Vienna,ch Europe/Zurich,fr Europe/Paris,es Europe/Madrid,pt Europe/Lisbon,it Europe/Rome,nl Europe/Amsterdam,be Europe/Brussels,uk Europe/London,ie Europe/Dublin,dk Europe/Copenhagen,se Europe/Stockholm,no Europe/Oslo,fi Europe/Helsinki,pl Europe/Warsaw,cz Europe/Prague,gr Europe/Athens,br America/Sao_Paulo,mx America/Mexico_City,in Asia/Kolkata,jp Asia/Tokyo,sg Asia/Singapore,nz Pacific/Auckland'
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
);

/** Where most business mail with a given offset comes from; the first whose offset fits on that day is taken. */
export const businessZones: readonly string[] = [
  'America/New_York',
  'America/Los_Angeles',
  'America/Chicago',
  'America/Denver',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Helsinki',
  'Asia/Kolkata',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/Sao_Paulo',
];
