// What such companies write about their goods, machines and transport. Some of it is near the questions; none answers them.
import type { Topic } from './topics.js';

export const goodsTopics: Topic[] = [
  {
    open: [
      'The {machine} has been adjusted twice this week and {person} is still not happy with it.',
      'We ran the {machine} through the night to catch up with the order for {client}.',
      '{person} has ordered a new control panel for the {machine}.',
      'The service engineer will look at the {machine} on {day} at {time}.',
    ],
    middle: [
      'Until then the {goods} are finished by hand in {place}.',
      'The spare drive is in {place}, behind the {material}.',
      'It makes a noise that nobody could find when the engineer was here.',
      'Please do not run it above {percent} before the filter was cleaned.',
    ],
    close: [
      'The log book is on the shelf.',
      '{person} keeps the key.',
      'I will report on {day}.',
      'The invoice goes to {company}.',
    ],
  },
  {
    open: [
      'One of the {goods} came back from {client} with {trouble}.',
      '{person} found {trouble} on {number} of the {goods}.',
      'At the last firing three pieces were lost, which is about the average for {material}.',
      'The oven tripped at {time} and the batch had to be sorted by hand.',
      'A crack ran through the sample, but the main lot is sound.',
    ],
    middle: [
      'We compared it with the sample in {place} and the difference is plain.',
      'The furnace lining was renewed in spring, so it should not be that.',
      'Quality would like to see {number} more before they sign anything.',
      'It was packed well, so it must have happened in {place}.',
    ],
    close: [
      '{person} has taken photographs for the file.',
      'We offered {money} as a gesture.',
      'A replacement is on the bench.',
      'No claim was made so far.',
    ],
  },
  {
    open: [
      'The pallets for {client} leave {place} on {day} with the morning collection.',
      'The carrier has a new depot and asks for the {paper} a day earlier.',
      'Our shipment of {goods} was split, because the trailer was full.',
      '{person} asked whether the {goods} can travel with the {material}.',
      'The supplier confirmed the order for {material} without giving a week.',
    ],
    middle: [
      'Each crate needs a label on two sides and the {paper} in a pocket.',
      'Transport is charged by the pallet, and the surcharge for fuel is {percent}.',
      'The driver needs a hand at {place}; the tail lift takes {number} kg at most.',
      'They prefer the afternoon, as the gate is crowded before noon.',
    ],
    close: [
      'Tracking is in the portal.',
      '{person} will be there to sign.',
      'Empty pallets go back on {day}.',
      'Ring {person} if the gate is shut.',
    ],
  },
  {
    open: [
      'The winter timetable of the ferry is out and there is one crossing less on {day}.',
      'Our harbour contact says that the berth is free from {date}.',
      'The boat to the islands takes no loose cargo any more.',
      'A sailing trip was suggested for the summer outing.',
    ],
    middle: [
      'The {goods} for {client} are booked as deck cargo at {money} the lot.',
      '{person} knows the harbour master and will ask about storage.',
      'Fog is usual at this time of the year, so allow a day.',
      'The skipper wants the weights in writing.',
    ],
    close: [
      'Tickets are with {person}.',
      'The port dues are ours.',
      'Bring a coat.',
      'The agent answers until {time}.',
    ],
  },
  {
    open: [
      'Calibration of the {machine} is booked for {date}.',
      'The scale in {place} was checked against the reference weights.',
      '{client} asks how the tolerance for the {goods} was chosen.',
      'The station clock at {place} was sold with the building.',
      'The wall clock in the canteen has a new battery.',
    ],
    middle: [
      'Drift was within the limit of {percent} for the third year running.',
      'The drawing gives a tolerance and the {paper} gives another.',
      'Readings are taken at {time} and entered by {person}.',
      'A thermometer of the same make was returned last month.',
    ],
    close: [
      'The certificate is in the folder.',
      'Nobody noticed until {day}.',
      '{person} will write a line about it.',
      'We keep it as it is.',
    ],
  },
  {
    open: [
      'Near the coast we use {material} with a second coat of paint.',
      'The sea air in {place} has taken the shine off the handles.',
      'Corrosion was on the agenda again, this time at {client}.',
      'The coating on the {goods} was measured at {number} points.',
    ],
    middle: [
      'The paint maker will not say anything about the warranty before the lab has seen a sample.',
      'Stainless screws were ordered, the old ones go to scrap.',
      '{person} would rather see bronze fittings, at {percent} more.',
      'The guarantee card for the coating could not be found in {place}.',
    ],
    close: [
      'A test panel hangs on the pier.',
      'Results are due on {date}.',
      'The {paper} says nothing about it.',
      'We shall ask {client}.',
    ],
  },
  {
    open: [
      'The lift at {client} is inspected every March and October.',
      'An elevator engineer from {company} will measure the shaft on {day}.',
      'The goods hoist in {place} may carry {number} kg.',
      'The building has two staircases and a ramp to {place}.',
      'Access to the roof is by the ladder behind {place}.',
    ],
    middle: [
      'The {goods} fit through the door when the leaf is taken off.',
      'The caretaker unlocks at {time} and wants a name.',
      'Please keep the corridor free, as the school uses it.',
      'Handrails are to be wrapped before anything is carried up.',
    ],
    close: ['The {paper} is pinned up.', '{person} has the pass.', 'Wear a helmet.', 'No deliveries at lunch.'],
  },
  {
    open: [
      'The power supplier announced work on the cable for {date}.',
      'The emergency generator is tested on the first {day} of the month.',
      'The new fuse board in {place} is live.',
      'Electricity for {place} is metered apart from the rest.',
    ],
    middle: [
      'Computers should be shut down by {time}, the {machine} as well.',
      'The battery holds the lights for {number} minutes.',
      '{person} will read the meters and send them on.',
      'Costs rose by {percent} against last year.',
    ],
    close: [
      'Torches are in {place}.',
      'The freezer has its own circuit.',
      'Thank you for your patience.',
      'A plan hangs at the door.',
    ],
  },
];
