import { concatenated, pieceBytesMax } from "./piece";

export type CsvRecord = { line: number; bytes: Uint8Array | null };

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts CSV (RFC 4180) into records, whose quoted fields may hold line breaks; `line` is where a record begins, `bytes` is null
 * where it is too long. Blank lines are left out. The record's parser decides what is in it.
 */
export async function* csvRecords(
  source: AsyncIterable<Uint8Array>,
  delimiter: string,
  isReturnEnd: boolean,
): AsyncGenerator<CsvRecord[]> {
  const lineEnd = isReturnEnd ? carriageReturn : lineFeed;
  const delimiterByte = delimiter.charCodeAt(0);
  let [line, recordLine, size] = [1, 1, 0];
  let parts: Uint8Array[] = [];
  let isInQuotes = false;
  // A quote means something only where a field begins.
  let isAtFieldStart = true;
  const take = (end: Uint8Array): CsvRecord[] => {
    const all = [...parts, end];
    const isTooLong = size + end.length > pieceBytesMax;
    [parts, size] = [[], 0];
    const record = isTooLong ? null : concatenated(all);
    return record !== null && isBlank(record) ? [] : [{ line: recordLine, bytes: record }];
  };
  for await (const chunk of source) {
    const records: CsvRecord[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const value = chunk[at];
      if (value === lineEnd) line += 1;
      if (isInQuotes) {
        // Of two quotes that stand for one, the second opens again.
        if (value === quote) [isInQuotes, isAtFieldStart] = [false, true];
      } else if (value === quote && isAtFieldStart) isInQuotes = true;
      else if (value === lineEnd) {
        records.push(...take(chunk.subarray(start, at)));
        [start, recordLine, isAtFieldStart] = [at + 1, line, true];
      } else isAtFieldStart = value === delimiterByte;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    if (size > pieceBytesMax) parts = [];
    else if (rest.length > 0) parts.push(rest);
    yield records;
  }
  yield take(new Uint8Array());
}

const isBlank = (bytes: Uint8Array): boolean =>
  bytes.every((value) => value === 0x20 || value === 0x09 || value === carriageReturn);
