/**
 * How large the batches of an import are, as shares of the largest: so that each is in the store within about a second, as
 * whoever deletes waits for those under way, and has to see to the end of it. Begins small, since nobody knows the database.
 */
export class BatchPace {
  private share = shareFirst;

  /** Whether a batch is to be written. The lengths are in lines and characters. */
  isFull(lines: number, characters: number): boolean {
    return lines >= linesMax * this.share || characters >= charactersMax * this.share;
  }

  /** A batch took so long. Never more than four times the one before. */
  took(lines: number, characters: number, ms: number): void {
    const used = Math.max(lines / linesMax, characters / charactersMax);
    const wanted = (used * aimMs) / Math.max(1, ms);
    this.share = Math.min(1, Math.max(shareMin, Math.min(wanted, used * 4)));
  }
}

const linesMax = 5000;
/** Bounds the memory of a batch of long texts. */
const charactersMax = 4 * 1024 * 1024;
const shareFirst = 0.2;
const shareMin = 0.01;
const aimMs = 1000;
