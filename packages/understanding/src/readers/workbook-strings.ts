// The texts that the cells of a workbook share (sharedStrings.xml), in the order in which cells count them.
import { walkXml } from './xml.js';

export function sharedStrings(xml: Uint8Array | null): string[] {
  const strings: string[] = [];
  if (!xml) return strings;
  const words = runs();
  walkXml(xml, {
    open({ name }) {
      words.open(local(name));
      return undefined;
    },
    close(name) {
      words.close(local(name));
      if (local(name) === 'si') strings.push(words.take());
      return undefined;
    },
    text: words.text,
  });
  return strings;
}

/** Collects the `t` elements of a rich text, without the reading aids (rPh) of Japanese. */
export function runs() {
  let said = '';
  let inText = 0;
  let inAid = 0;
  return {
    open(name: string) {
      if (name === 'rPh') inAid++;
      if (name === 't') inText++;
    },
    close(name: string) {
      if (name === 'rPh') inAid--;
      if (name === 't') inText--;
    },
    text(words: string) {
      if (inText > 0 && inAid === 0) said += words;
    },
    take() {
      const all = said;
      said = '';
      return unescaped(all);
    },
  };
}

/** Control characters stand in XML as "_x000D_" (ECMA-376 part 1, 22.9.2.19). */
const unescaped = (text: string) =>
  text.replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

export const local = (name: string) => name.slice(name.indexOf(':') + 1);
