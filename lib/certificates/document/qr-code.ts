import { encode } from "uqr";
import type { Paper } from "./paper";

/** The side of a QR code, in points, with the four modules of white around it that scanners want. */
export const qrSize = 112;

export const drawQrCode = ({ pdf }: Paper, text: string, { x, y }: { x: number; y: number }): void => {
  const { data, size } = encode(text, { border: 4 });
  const module = qrSize / size;
  for (const [row, modules] of data.entries()) {
    let start = 0;
    // A run of dark modules as one bar: side by side they would show hairlines between them.
    for (let column = 0; column <= size; column++) {
      if (modules[column] === true) continue;
      if (column > start)
        pdf.rect(x + start * module, y + row * module, (column - start) * module, module + 0.05);
      start = column + 1;
    }
  }
  pdf.fillColor("#000000").fill();
};
