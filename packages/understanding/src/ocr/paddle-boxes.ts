// Boxes of text lines from the map that the detection model draws: where it thinks that there is text.

export interface PixelBox {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The map's values are probabilities 0..1. */
export interface TextMap {
  data: Float32Array;
  width: number;
  height: number;
}

const leastProbable = 0.3;
/** Mean probability that a box needs. */
const surelyText = 0.5;
/** The model draws lines thinner than they are: by how much of area / outline a box must grow. */
const growth = 1.6;

/** Connected areas of the map as upright boxes, grown to the size of the line. For pages whose lines are level. */
export function boxesOf({ data, width, height }: TextMap): PixelBox[] {
  const seen = new Uint8Array(data.length);
  const boxes: PixelBox[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || (data[start] ?? 0) < leastProbable) continue;
    const area = { left: width, top: height, right: 0, bottom: 0 };
    let [sum, count] = [0, 0];
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const at = stack.pop() ?? 0;
      const [x, y] = [at % width, Math.floor(at / width)];
      area.left = Math.min(area.left, x);
      area.right = Math.max(area.right, x + 1);
      area.top = Math.min(area.top, y);
      area.bottom = Math.max(area.bottom, y + 1);
      sum += data[at] ?? 0;
      count++;
      const near = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
      for (const next of near) {
        if (next < 0 || next >= data.length || seen[next] || (data[next] ?? 0) < leastProbable) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    const [across, down] = [area.right - area.left, area.bottom - area.top];
    if (Math.min(across, down) < 3 || sum / count < surelyText) continue;
    const grow = (across * down * growth) / (2 * (across + down));
    boxes.push({
      left: Math.max(0, area.left - grow),
      top: Math.max(0, area.top - grow),
      right: Math.min(width, area.right + grow),
      bottom: Math.min(height, area.bottom + grow),
    });
  }
  return boxes;
}
