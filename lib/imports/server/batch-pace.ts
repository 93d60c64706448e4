/**
 * The size of an import's batches, as a share of the largest. Each should be stored within about a second, because a deletion
 * waits for the writers under way. Starts small: the database's speed is not known yet.
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
