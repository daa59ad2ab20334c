// How far the lines of a page are off the horizontal, and whether they run up and down: from its ink alone.
import type { Grey } from './grey.js';

export interface Lie {
  /** Degrees clockwise by which the lines are off, -8..8, where they run across the page. */
  level: number;
  /** The same on the page turned clockwise by 90 degrees: where lines run up or down it. */
  sideways: number;
  /** Lines seem to run up or down the page. A guess: the letters of typewriters stand in columns too. */
  isSideways: boolean;
}

const steepest = 8;
/** Ink points looked at, at most: more say nothing new. */
const mostPoints = 40_000;
/** How much sharper lines must be across the page than down it to call it sideways. */
const plainly = 1.3;

/**
 * Looks for the angle at which the rows of ink and of blank paper are the most apart: the projection profile whose
 * steps have the largest squares (after Postl). `picture` evenly lit, best some 1000 pixels on its longer side.
 */
export function findLie(picture: Grey): Lie {
  const points = inkOf(picture);
  if (points.length < 200) return { level: 0, sideways: 0, isSideways: false };
  const level = sharpest(points, picture);
  const turned = points.map(({ x, y }) => ({ x: picture.height - y, y: x }));
  const sideways = sharpest(turned, { width: picture.height, height: picture.width });
  return {
    level: level.angle,
    sideways: sideways.angle,
    isSideways: sideways.sharpness > level.sharpness * plainly,
  };
}

interface Point {
  x: number;
  y: number;
}

function inkOf({ data, width, height }: Grey): Point[] {
  const all: Point[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if ((data[y * width + x] ?? 255) < 150) all.push({ x, y });
  const step = Math.max(1, Math.ceil(all.length / mostPoints));
  // A stride that no row's length is a multiple of, or whole columns would be left out.
  return step === 1 ? all : all.filter((_, i) => (i * 7919) % step === 0);
}

function sharpest(
  points: readonly Point[],
  size: { width: number; height: number },
): { angle: number; sharpness: number } {
  let best = { angle: 0, sharpness: sharpness(points, 0, size) };
  const look = (from: number, to: number, step: number) => {
    for (let angle = from; angle <= to + 1e-9; angle += step) {
      const found = sharpness(points, angle, size);
      if (found > best.sharpness) best = { angle, sharpness: found };
    }
  };
  look(-steepest, steepest, 0.5);
  const near = best.angle;
  look(near - 0.4, near + 0.4, 0.1);
  return { angle: Math.round(best.angle * 10) / 10, sharpness: best.sharpness };
}

function sharpness(
  points: readonly Point[],
  angle: number,
  { width, height }: { width: number; height: number },
): number {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const rows = new Float64Array(height + 2 * Math.ceil(width * Math.abs(sin)) + 4);
  const shift = Math.ceil(width * Math.abs(sin)) + 1;
  for (const { x, y } of points) {
    const row = Math.round(y * cos - x * sin) + shift;
    rows[row] = (rows[row] ?? 0) + 1;
  }
  let sum = 0;
  for (let row = 1; row < rows.length; row++) sum += ((rows[row] ?? 0) - (rows[row - 1] ?? 0)) ** 2;
  return sum;
}
