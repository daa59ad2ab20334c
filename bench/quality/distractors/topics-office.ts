// What such companies write about money, law, insurance, rooms and each other. Near the questions, and no answer to them.
import type { Topic } from './topics.js';

export const officeTopics: Topic[] = [
  {
    open: [
      'Invoice {reference} over {money} was booked against the wrong order.',
      '{client} paid {money} on {date}, with the old reference.',
      'The quotation for the {goods} comes to {money} before tax.',
      'Please check the balance of {client} before the next delivery.',
    ],
    middle: [
      'The discount of {percent} was agreed with {person} in spring.',
      'A reminder went out on {day}; the second one costs a fee.',
      'The purchase ledger shows it under {material}.',
      'Bank charges are shared.',
    ],
    close: [
      '{person} has the {paper}.',
      'A credit note follows.',
      'It is small, but it adds up.',
      'Please confirm by mail.',
    ],
  },
  {
    open: [
      'The tax adviser wants the receipts for the summer party in one envelope.',
      'The VAT number of {client} could not be verified on {date}.',
      'Our year end moves to March, says {person}.',
      'Entertainment of guests goes to account {number}.',
    ],
    middle: [
      'Coffee for visitors is one thing, lunch is another, and she would like to see who ate it.',
      'The return was sent by the portal and the number is in the file.',
      'Depreciation of the {machine} starts when it runs.',
      'Mileage is {percent} above last year.',
    ],
    close: [
      'Nothing to pay this time.',
      '{person} has the password.',
      'The audit starts on {date}.',
      'Keep the slips, please.',
    ],
  },
  {
    open: [
      'The broker has sent the {paper} for {place}.',
      'Our insurer raised the premium for {place} by {percent}.',
      'The claim about {trouble} is with the loss adjuster.',
      'Cover for the {machine} ends with the lease.',
    ],
    middle: [
      'They ask for a list of everything worth more than {money}.',
      'The excess is {money}, so it was hardly worth the stamp.',
      'A certificate of last year was enclosed by mistake.',
      '{person} will walk round {place} with the surveyor on {day}.',
    ],
    close: ['The policy is in the safe.', 'We hear on {date}.', 'No decision yet.', 'The form has nine pages.'],
  },
  {
    open: [
      'The Supplier shall deliver the {goods} to {place} in the weeks agreed in the {paper}.',
      'The Client may reject {goods} that show {trouble} on arrival.',
      'The Licensee shall keep the {machine} clean and shall not lend it.',
      'Either side may ask for a review of prices once a year.',
      'Sub-letting of {place} needs the consent of the Landlord.',
    ],
    middle: [
      'Samples remain with the Client and are returned after approval.',
      'Rejected goods are collected by the Supplier, who bears the freight.',
      'The Schedule lists the rates for work on holidays.',
      'Title passes when {money} was received in full.',
      'Access is given between {time} and dusk.',
    ],
    close: [
      'Words in capitals are explained in the Schedule.',
      'The price list of {date} applies.',
      'Nothing here limits what the law says.',
      'The annex is part of it.',
    ],
  },
  {
    open: [
      'Legal have looked at the terms of {client} and marked three clauses.',
      'Our solicitor is on leave until {date}.',
      'The dispute with {client} about {trouble} may go to mediation.',
      'The trade mark search for the new {goods} found two similar names.',
    ],
    middle: [
      'A cap on liability was discussed, without a figure so far.',
      'They would like a clause about late delivery; we would like one about late drawings.',
      'The adviser bills by the quarter of an hour.',
      '{person} thinks that an apology would do.',
    ],
    close: [
      'Let us talk on {day}.',
      'The draft is in the folder.',
      'No signature before that.',
      '{person} keeps the minutes.',
    ],
  },
  {
    open: [
      'Gulls nest on the roof of {place} again.',
      'The wildlife officer asked about the hedge at {place}.',
      'Birds got into the barn and sat on the {material}.',
      'Mice were seen in {place} and the caretaker set traps.',
    ],
    middle: [
      'Nothing may be moved between March and August.',
      'A falconer quoted {money} for a season.',
      'The nets that the gardeners use are in {place}.',
      '{person} feeds them, which does not help.',
    ],
    close: ['Please shut the doors.', 'The guests like them.', 'We wait for the letter.', 'Cleaning is on {day}.'],
  },
  {
    open: [
      '{person} is away on {day} for a cousin’s wedding.',
      'Congratulations to {person}, who passed the forklift test.',
      'The staff outing is on {date}, in {place}.',
      'Anniversaries this month: {person}, {number} years with {company}.',
      'The holiday rota for December hangs in {place}.',
    ],
    middle: [
      'The kitchen needs numbers for lunch, and who eats what.',
      'There will be soup, bread and a vegetable pie.',
      'Partners are welcome, dogs are not.',
      'A card goes round; {person} has it.',
    ],
    close: ['Cake at {time}.', 'Sign the list, please.', 'Photographs are on the board.', 'Thank you all.'],
  },
  {
    open: [
      'The {month} newsletter goes out on {date} and needs two pictures.',
      'The photographer was in {place} on {day}.',
      'The website has the old prices for the {goods}.',
      '{client} wants to use our pictures of the {goods}.',
    ],
    middle: [
      'Most of them show the {machine}, some show {person}.',
      'Resolution is fine for print, says the designer.',
      'The text must not be longer than {number} words.',
      'Please name the maker in the caption.',
    ],
    close: ['The folder is open to all.', 'Draft by {day}.', 'I choose five.', 'Ask before you post.'],
  },
  {
    open: [
      'The branch in {place} keeps shorter hours in winter.',
      'The office moves to the second floor on {date}.',
      'The washroom on the ground floor is being painted.',
      'The storefront gets a new sign before the season.',
      'The cookie shelf in the kitchen is for visitors, not for the night shift.',
    ],
    middle: [
      'Post is forwarded, parcels are not.',
      'The printer goes to {place}, the plants go to {person}.',
      'Keys are handed out at {time} against a signature.',
      'The telephone numbers stay as they are.',
    ],
    close: ['Boxes are in the hall.', 'Painters come on {day}.', 'Mind the wet floor.', 'Questions to {person}.'],
  },
  {
    open: [
      'The road past {place} will be resurfaced in {month}.',
      'The crane for the {goods} was inspected and has its sticker.',
      'Scaffolding at {client} is hired by the week.',
      'Parking in front of {place} needs a permit.',
      'The neighbours of {client} have complained about the noise.',
    ],
    middle: [
      'Signs are put up by the council, we only pay for the paint.',
      'Loading is possible from the side street.',
      'The hire company wants {money} as a deposit.',
      'A banksman is needed wherever it reverses.',
    ],
    close: ['The map is attached.', 'Back to normal by {date}.', '{person} talks to them.', 'Allow more time.'],
  },
  {
    open: [
      'The service plan of the {machine} was renewed by {person}.',
      'In an emergency use the red telephone in {place}.',
      'First aid training is on {date}.',
      'The alarm in {place} rang at {time} without a cause.',
      'The maintenance window is on {day} from {time}.',
    ],
    middle: [
      'The list of contacts was updated and the old one should go.',
      'It took the fire brigade {number} minutes.',
      'Each department names two people.',
      'Repairs under {money} need no approval.',
    ],
    close: ['A drill follows in {month}.', 'Extinguishers were checked.', 'Please sign the sheet.', 'Well done.'],
  },
  {
    open: [
      'Progress on the {goods} for {client} was presented by {person}.',
      'The design of the {goods} is at its third version.',
      '{client} visited {place} and asked sensible questions.',
      'The forecast for {month} is {percent} below plan.',
      'The supplier of {material} changes its packaging.',
    ],
    middle: [
      'Two points are open: the {material} and who fits it.',
      'Training for the new staff was put after the holidays.',
      'Stock of {material} lasts for {number} days.',
      'The drawing office asks for patience.',
    ],
    close: ['Decision on {date}.', 'No action.', 'To be continued.', '{person} and {person2} meet on {day}.'],
  },
];
