const kB = 1_000;

/** Goal for the pages that are open all day. React and Next are 138 of it. */
export const scriptBytesGoal = 220 * kB;

export const fontBytesMax = 60 * kB;

/** Cumulative layout shift: up to a tenth is called good. */
export const shiftMax = 0.03;

/**
 * What a first visit to a page may load of compressed script until it is idle: what it has, and a little room. It can become less,
 * and never more unnoticed.
 */
export const scriptBudgets: Readonly<Record<string, number>> = {
  "/sign-in": 150 * kB,
  "/": 212 * kB,
  "/memories": 214 * kB,
  "/history": 203 * kB,
  "/delete": 199 * kB,
  "/entities": 201 * kB,
  "/clean-up": 235 * kB,
  "/people": 196 * kB,
  "/tickets": 234 * kB,
  "/tickets/new": 197 * kB,
  "/approvals": 183 * kB,
  "/watch": 174 * kB,
  "/ledger": 232 * kB,
  "/import": 233 * kB,
  "/verify": 147 * kB,
  "/settings/account": 232 * kB,
  "/settings/members": 213 * kB,
  "/settings/security": 213 * kB,
  "/settings/api-keys": 213 * kB,
  "/settings/webhooks": 218 * kB,
  "/settings/stores": 222 * kB,
  "/settings/safety": 216 * kB,
  "/settings/holds": 217 * kB,
  "/settings/retention": 216 * kB,
  "/settings/suppressions": 216 * kB,
  "/settings/disk": 218 * kB,
};
