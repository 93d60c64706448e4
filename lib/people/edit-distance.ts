/**
 * How many letters have to be changed, added, taken out or swapped with the next one to make one word of another, as far as `max`;
 * `max` + 1 for more. https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)
 */
export const editDistance = (some: string, other: string, max: number): number => {
  const [a, b] = [Array.from(some), Array.from(other)];
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (const [row, letter] of a.entries()) {
    const next = [row + 1];
    for (const [column, wanted] of b.entries()) {
      const isSwapped = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === wanted;
      next.push(
        Math.min(
          at(next, column) + 1,
          at(last, column + 1) + 1,
          at(last, column) + (letter === wanted ? 0 : 1),
          isSwapped ? at(before, column - 1) + 1 : Infinity,
        ),
      );
    }
    if (Math.min(...next) > max) return max + 1;
    [before, last] = [last, next];
  }
  return Math.min(at(last, b.length), max + 1);
};

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
