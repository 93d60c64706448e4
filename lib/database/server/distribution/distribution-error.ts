/** Why the tables of the memories cannot be moved, and what to do, in one sentence. Nothing has been moved. */
export class DistributionError extends Error {
  override readonly name = "DistributionError";
}
