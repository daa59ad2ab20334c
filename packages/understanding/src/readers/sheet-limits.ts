// How much of a table is read, and what is said about the rest.

export const mostRows = 20_000;
export const mostColumns = 200;
/** Characters of all rows of a file together. */
export const mostText = 5_000_000;

const count = (n: number) => n.toLocaleString('en');

export const rowsLeftOut = (what: string) =>
  `${what} has more than ${count(mostRows)} rows. What stands below was left out: split the table to have it read.`;
export const columnsLeftOut = (what: string) =>
  `${what} is wider than ${mostColumns} columns. What stands further right was left out.`;
export const textLeftOut = (what: string) =>
  `${what} holds more than ${count(mostText)} characters. What follows was left out: split the table to have it read.`;
