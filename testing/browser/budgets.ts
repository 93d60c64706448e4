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
  "/sign-in": 149 * kB,
  "/": 214 * kB,
  "/memories": 237 * kB,
  "/history": 216 * kB,
  "/delete": 212 * kB,
  "/entities": 220 * kB,
  "/clean-up": 258 * kB,
  "/people": 209 * kB,
  "/tickets": 257 * kB,
  "/tickets/new": 220 * kB,
  "/approvals": 206 * kB,
  "/watch": 198 * kB,
  "/ledger": 245 * kB,
  "/import": 257 * kB,
  "/verify": 146 * kB,
  "/settings/account": 255 * kB,
  "/settings/members": 236 * kB,
  "/settings/security": 236 * kB,
  "/settings/api-keys": 236 * kB,
  "/settings/webhooks": 242 * kB,
  "/settings/stores": 245 * kB,
  "/settings/safety": 240 * kB,
  "/settings/holds": 241 * kB,
  "/settings/retention": 239 * kB,
  "/settings/suppressions": 239 * kB,
  "/settings/disk": 242 * kB,
};
