// OCR of a page: made level and evenly lit, read by Tesseract, and by PP-OCR too where Tesseract is unsure of itself.
import { withAccents } from './accents.js';
import type { LanguagePack, OcrEngine, OcrPage } from './engine.js';
import { type Grey, scaled } from './grey.js';
import { adviceFor, type GuessedLanguage, languageOf, languageOfScript, packFor } from './language.js';
import { type LaidLine, readingOrder } from './layout.js';
import { createPaddle } from './paddle.js';
import { layPage } from './page-text.js';
import { needsSecondReading, type Quality, qualityOf, worth } from './quality.js';
import { createTesseract, type Language, type Orientation } from './tesseract.js';
import { type LevelPage, openSheet, type Sheet, sampleOf, type Turn } from './upright.js';

/** Pixels on a side of the part that shows which way up the page lies; small print is enlarged for it. */
const sampleSide = 1_000;
const smallPrint = { longestSide: 1_600, sampleSide: 800, factor: 1.5 };
/** From the first on a detected orientation counts for something, from the second it is beyond doubt. */
const orientation = { likely: 2, sure: 6 };
/** Words of upright print come out above this, those of a page turned the wrong way far below. */
const plainlyUpright = 75;
/** Below this confidence a script other than Latin is believed. */
const unreadable = 60;

const english: Language = { code: 'eng', folder: null };

interface Read {
  page: LevelPage;
  lines: LaidLine[];
  quality: Quality;
}

/** One engine for all pages until `close`. One page at a time. Nothing is loaded before a page needs it. */
export function createOcr(packs: readonly LanguagePack[] = []): OcrEngine {
  const tesseract = createTesseract();
  const paddle = createPaddle();
  let lastTurn: Turn = 0;

  /** The turns to try, the likeliest first; what lies upside down is told last, as it looks like nothing else. */
  function turnsOf(start: Turn, found: Orientation | null): Turn[] {
    if (!found || found.confidence < orientation.likely) return unique([lastTurn, start, opposite(start), 0, 180]);
    const turn = ((start + found.degrees) % 360) as Turn;
    return found.confidence >= orientation.sure ? [turn] : unique([lastTurn, turn, start, opposite(start), 0]);
  }

  /** The page as Tesseract reads it best, of the ways in which it may lie. */
  async function readUpright(sheet: Sheet, turns: Turn[], signal?: AbortSignal): Promise<Read> {
    let best: Read | null = null;
    for (const turn of turns) {
      const page = await sheet.level(turn);
      const lines = await tesseract.lines(page.grey, english, signal);
      const quality = qualityOf(lines);
      if (!best || quality.confidence > best.quality.confidence) best = { page, lines, quality };
      if (quality.confidence >= plainlyUpright) break;
    }
    return best as Read;
  }

  /** The page again with the data of its own language, where that is there and reads it better. */
  async function inItsLanguage(read: Read, guess: GuessedLanguage | null, signal?: AbortSignal): Promise<Read | null> {
    const pack = guess && packFor(guess, packs);
    if (!pack) return null;
    const lines = await tesseract.lines(read.page.grey, pack, signal);
    const quality = qualityOf(lines);
    return quality.confidence >= read.quality.confidence - 3 ? { ...read, lines, quality } : null;
  }

  async function recognise(...[picture, signal]: Parameters<OcrEngine['recognise']>): Promise<OcrPage> {
    signal?.throwIfAborted();
    const sheet = await openSheet(picture);
    const start: Turn = sheet.lie.isSideways ? 90 : 0;
    const lying = await sheet.level(start);
    const found = await tesseract.orientation(await telling(lying.grey), signal);
    const first = await readUpright(sheet, turnsOf(start, found), signal);
    lastTurn = first.page.turn;
    const guess = guessOf(first, found);
    const own = await inItsLanguage(first, guess, signal);
    const { page, lines, quality } = own ?? first;
    let best = { lines, quality, engine: 'tesseract' as OcrPage['engine'] };
    if (needsSecondReading(quality)) {
      const again = withAccents(await paddle.lines(page.grey, lines, signal), lines);
      const second = qualityOf(again);
      if (worth(second) >= worth(quality)) best = { lines: again, quality: second, engine: 'paddle' };
    }
    return {
      ...layPage(readingOrder(best.lines), page.back),
      confidence: Math.round(best.quality.confidence),
      rotation: page.turn,
      engine: best.engine,
      advice: guess && !own && !packFor(guess, packs) ? adviceFor(guess) : null,
    };
  }

  return {
    recognise,
    async close() {
      await Promise.all([tesseract.close(), paddle.close()]);
    },
  };
}

/** Its language by its small words; by its script only where it could not be read. */
function guessOf({ lines, quality }: Read, found: Orientation | null): GuessedLanguage | null {
  const text = lines.map((line) => line.map((word) => word.text).join(' ')).join('\n');
  const scripted = found && found.confidence >= orientation.likely && quality.confidence < unreadable;
  return languageOf(text) ?? (scripted ? languageOfScript(found.script) : null);
}

/** The part of a page that shows which way up it is. */
async function telling(page: Grey): Promise<Grey> {
  if (Math.max(page.width, page.height) > smallPrint.longestSide) return sampleOf(page, sampleSide);
  return scaled(sampleOf(page, smallPrint.sampleSide), smallPrint.factor);
}

const opposite = (turn: Turn) => ((turn + 180) % 360) as Turn;
const unique = (turns: Turn[]): Turn[] => [...new Set(turns)];
