// A PowerPoint presentation (.pptx): a page for every slide with its title, its lines, its tables, and its notes.
import { Unreadable } from '../unreadable.js';
import { openPackage } from './office-package.js';
import { plainResult, type ReadResult } from './result.js';
import { slideText } from './slide-text.js';
import { textPages } from './table-text.js';
import { walkXml } from './xml.js';

const mostSlides = 2_000;
const mostText = 5_000_000;

export function readSlides(bytes: Uint8Array): ReadResult {
  const box = openPackage(bytes, 'PowerPoint presentation');
  const main = 'ppt/presentation.xml';
  const relations = box.relations(main);
  const parts: string[] = [];
  walkXml(box.needed(main), {
    open({ name, attributes }) {
      const target = name === 'p:sldId' ? relations.get(attributes['r:id'] ?? '')?.target : undefined;
      if (target) parts.push(target);
      return parts.length > mostSlides ? 'stop' : undefined;
    },
  });
  if (parts.length === 0) {
    const message = 'This presentation has no slides. Open it in PowerPoint, save it again, and add that.';
    throw new Unreadable('no-pages', message);
  }
  const warnings: string[] = [];
  const texts: string[] = [];
  let length = 0;
  for (const [index, name] of parts.slice(0, mostSlides).entries()) {
    const xml = box.part(name);
    const slide = xml ? slideText(xml) : null;
    if (!slide) warnings.push(`Slide ${index + 1} is missing in the file.`);
    if (slide?.hidden) warnings.push(`Slide ${index + 1} is hidden in the show. It was read all the same.`);
    const notes = [...box.relations(name).values()].find(({ type }) => type === 'notesSlide')?.target;
    const notesXml = notes ? box.part(notes) : null;
    const said = notesXml ? slideText(notesXml, 'body').text : '';
    const text = [slide?.text ?? '', said === '' ? '' : `Notes:\n${said}`].filter((part) => part !== '').join('\n\n');
    texts.push(text);
    length += text.length;
    if (length <= mostText) continue;
    warnings.push(
      `This presentation holds more than ${mostText} characters. What follows slide ${index + 1} was left out.`,
    );
    break;
  }
  if (parts.length > mostSlides) warnings.push(`Slides after number ${mostSlides} were left out. Split the file.`);
  const pictures = box.names.some((part) => /^ppt\/media\/.+\.(png|jpe?g|tiff?|gif|bmp|emf|wmf)$/i.test(part));
  if (pictures && texts.every((text) => text.trim() === '')) {
    warnings.push('These slides hold pictures only. Save them as PDF and add that, so that they are read.');
  }
  return plainResult({
    kind: 'slides',
    ...textPages(texts),
    meta: { title: null, date: null, language: null, warnings },
  });
}
