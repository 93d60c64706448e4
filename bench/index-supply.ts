import type { IndexSupply } from "./section";

/** Larger than any bench, and prime: steps of this length visit every index before they come back to the first. */
const stride = 982_451_653;

export function indexSupplyOf(rows: number): IndexSupply {
  let takenCount = 0;
  let nextUnstored = rows;
  return {
    stored: (count) => {
      if (takenCount + count > rows) throw new Error("Every stored memory has been used: raise --rows.");
      // Factors stay below 2^53: 10^8 rows times a stride below 10^9 does not, hence the remainders first.
      return Array.from({ length: count }, () =>
        Number((BigInt(takenCount++) * BigInt(stride)) % BigInt(rows)),
      );
    },
    unstored: (count) => {
      const first = nextUnstored;
      nextUnstored += count;
      return first;
    },
  };
}
