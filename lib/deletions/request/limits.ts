export const listedCountMax = 100_000;
export const excludedCountMax = 10_000;
export const reasonLengthMax = 2_000;
export const ticketLengthMax = 200;
