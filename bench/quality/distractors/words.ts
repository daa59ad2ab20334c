// The words of invented companies: what they make and use, where they are, who works there.

export interface Trade {
  company: string;
  goods: string[];
  machine: string[];
  material: string[];
  place: string[];
  trouble: string[];
}

const trade = (company: string, ...lists: string[]): Trade => {
  const [goods = [], machine = [], material = [], place = [], trouble = []] = lists.map((list) => list.split(', '));
  return { company, goods, machine, material, place, trouble };
};

export const trades: Trade[] = [
  trade(
    'Pellworth Ceramics',
    'stoneware bowls, roof tiles, wash basins, oven dishes, glazed bricks',
    'tunnel kiln, pug mill, glaze line, dryer',
    'clay, glaze, feldspar, grog',
    'the Dunmere works, the slip house, the tile yard',
    'a hairline in the glaze, warped edges, pinholes, a shade that does not match',
  ),
  trade(
    'Oxlade Marine',
    'winches, davits, hatch covers, fenders, mooring ropes',
    'plate roller, gantry, test bench, winch drum',
    'galvanised steel, bronze, teak, neoprene',
    'the slipway, berth four, the chandlery',
    'a bent shaft, rust under the paint, a seized bearing, a frayed rope',
  ),
  trade(
    'Haverley Dairy',
    'farmhouse butter, soft cheese, skimmed milk, cream, yoghurt',
    'separator, pasteuriser, bottling line, cold store',
    'raw milk, rennet, salt, cultures',
    'the Brackenhill dairy, the cheese cellar, the loading dock',
    'a sour batch, a leaking gasket, short-dated stock, a warm trailer',
  ),
  trade(
    'Lindqvist Lifts',
    'passenger lifts, goods hoists, stairlifts, door operators',
    'traction motor, hoist rope, door drive, control cabinet',
    'steel rope, guide rails, brake linings',
    'the Norrland depot, the shaft, the motor room',
    'a door that reopens, a slack rope, a noisy brake, a display without light',
  ),
  trade(
    'Teasdale Print',
    'annual reports, seed catalogues, posters, menus, exhibition guides',
    'offset press, guillotine, folding machine, plate setter',
    'uncoated paper, spot colour, varnish, board',
    'the Canal Street shop, the bindery, the paper store',
    'a colour shift, set-off, wrong folios, curled sheets',
  ),
  trade(
    'Corvane Instruments',
    'weighing scales, barometers, flow meters, pressure gauges',
    'calibration rig, climate chamber, laser table, lapping plate',
    'quartz, invar, silicone oil, sapphire',
    'the Stanbury laboratory, the clean room, the calibration bay',
    'a drift of two divisions, a cracked window, a sticky needle, noise on the signal',
  ),
  trade(
    'Brightwater Joinery',
    'sash windows, staircases, church pews, shop fronts, oak doors',
    'band saw, spindle moulder, veneer press, sanding line',
    'ash, oak, larch, linseed paint',
    'the Tannery yard, the spray booth, the timber shed',
    'a split stile, swollen boards, a wrong rebate, knots in the rails',
  ),
  trade(
    'Quillon Foods',
    'chutneys, oat biscuits, soups, pickled beetroot, gift hampers',
    'retort, labeller, jar filler, oven band',
    'sugar, vinegar, oats, ginger',
    'the Mill Lane kitchen, the packing hall, the spice room',
    'loose lids, a crooked label, crumbs in the belt, an allergen query',
  ),
  trade(
    'Sorrel & Vane Events',
    'marquees, folding chairs, stage risers, table linen, string lights',
    'generator, cable winch, dishwasher, forklift',
    'canvas, ballast, rope, carpet',
    'the Harrow field store, the park gate, the ballroom',
    'a torn panel, missing pegs, wet carpet, a tripped breaker',
  ),
  trade(
    'Ridgeway Solar',
    'roof panels, inverters, wall batteries, mounting rails',
    'string tester, scissor platform, thermal camera, crimping press',
    'aluminium rail, copper cable, butyl tape',
    'the Ashcombe barn, the school roof, the site cabin',
    'an earth fault, a shaded string, a cracked panel, a lost login',
  ),
  trade(
    'Ellerby Textiles',
    'wool blankets, upholstery cloth, scarves, curtain lining',
    'jacquard loom, warping mill, dye vat, tenter frame',
    'merino yarn, linen, madder, cotton tape',
    'the Weir mill, the dye house, the mending room',
    'a broken pick, moth, a streak in the dye, short pieces',
  ),
  trade(
    'Castell Water',
    'pump stations, valves, sluice gates, sampling kits',
    'borehole pump, dosing unit, telemetry mast, camera crawler',
    'ductile iron, chlorine, gravel, sealing rings',
    'the Aldham intake, reservoir two, the filter gallery',
    'low pressure, a stuck valve, iron in the sample, a burst main',
  ),
  trade(
    'Nettlefold Archive',
    'parish registers, glass negatives, maps, ledgers, oral histories',
    'book scanner, map press, humidifier, microfilm reader',
    'acid-free card, Japan paper, wheat paste',
    'the strong room, the reading room, the Park Road annexe',
    'red rot, foxing, a mislaid box, mould on the spine',
  ),
  trade(
    'Vickers Orchard',
    'cider, dessert apples, perry, apple juice, pruning courses',
    'bottle washer, belt press, tractor, grading table',
    'apples, yeast, cork, sulphur',
    'the top orchard, the press barn, the farm shop',
    'hail damage, wasps, a stuck fermentation, bruised fruit',
  ),
];

export const people =
  'Anneke, Bashir, Carys, Devraj, Elspeth, Farid, Gwenda, Hamish, Ilse, Jarek, Katya, Lorcan, Mirela, Nuala, Olek, Petra, Quentin, Rhian, Stellan, Tamsin, Ulla, Vikram, Wanda, Xanthe, Yusuf, Zelda'.split(
    ', ',
  );

export const surnames =
  'Abernathy, Bielak, Corrigan, Dunmore, Eriksen, Falk, Gathercole, Hoxha, Iwan, Jessop, Kowal, Lindgren, Mukherjee, Norling, Osei, Pemberton, Quaye, Rasmussen, Sillitoe, Tindall'.split(
    ', ',
  );

export const clients =
  'Wexcombe Parish, the Old Harbour Trust, Lavender Court, Thornbury School, the Guildhall, Hotel Merrow, Brookside Clinic, the Kestrel Theatre, Ambleforth Council, Saint Osyth Hospital, Fallowfield Market, the Tide Museum'.split(
    ', ',
  );

export const papers =
  'delivery note, purchase order, test certificate, risk assessment, floor plan, price list, time sheet, insurance schedule, inspection report, customs form, snag list, programme'.split(
    ', ',
  );
