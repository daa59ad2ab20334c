// What the stemmer's package leaves unsaid: it exports one function.
declare module 'wink-porter2-stemmer' {
  export default function stem(word: string): string;
}
