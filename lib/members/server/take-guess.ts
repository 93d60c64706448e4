import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { addressGroup, addressSite } from "@/lib/security/server/address-group";
import { waitWords } from "@/lib/instants/wait-words";
import { sharedLimiter, type Limited, type SharedLimiter } from "@/lib/security/server/shared-limiter";

type Limits = Record<"own" | "pair" | "address" | "site" | "account" | "slot", SharedLimiter>;

/** A guess that may be looked at. One of the two is called when the hash has been computed, or was not. */
export type Guess = {
  /** It was the password: what counted against its member no longer does. */
  wasRight: () => Promise<void>;
  /** It was not looked at, and does not count. */
  wasNotLookedAt: () => Promise<void>;
};

const quarterHour = 900;

/** How many passwords are looked at. Strangers have no more than OWASP's hundred an hour at one account (ASVS 2.2.1). */
const limitsOf = (database: Database, secret: string): Limits => {
  const limit = (name: string, points: number, seconds: number) =>
    sharedLimiter(database, { name: `sign-in-${name}`, points, seconds, secret });
  return {
    // Of a browser or session that the account's member is known by.
    own: limit("own", 10, quarterHour),
    // Of an account from one address.
    pair: limit("pair", 10, quarterHour),
    // From one address: one password tried at many accounts.
    address: limit("address", 30, quarterHour),
    // From one wide IPv6 network, within which somebody can have thousands of addresses.
    site: limit("site", 120, quarterHour),
    // Of an account from all addresses: ten an hour, and then one in 45 seconds. It slows down, and shuts out no one.
    account: limit("account", 10, 3_600),
    slot: limit("slot", 1, 45),
  };
};

const made = new WeakMap<Database, Limits>();

/**
 * Counts a guess at an account's password before anything is computed, and says whether it may be looked at: throws ExpectedError
 * too_many_attempts, with `retryAfterSeconds`, when not. `knownBy`: the browser or session that the account's member is known by,
 * or null. The same for accounts that do not exist.
 */
export const takeGuess = async (
  ctx: { database: Database; secret: string; address?: string | null },
  { email, knownBy }: { email: string; knownBy: string | null },
): Promise<Guess> => {
  const limits = made.get(ctx.database) ?? limitsOf(ctx.database, ctx.secret);
  made.set(ctx.database, limits);
  const from = addressGroup(ctx.address ?? null);
  const site = addressSite(ctx.address ?? null);

  if (knownBy !== null) {
    const who = `${email}\0${knownBy}`;
    refuse(await limits.own.take(who), "known");
    return {
      wasRight: () => limits.own.reset(who).then(() => undefined),
      wasNotLookedAt: () => limits.own.giveBack(who),
    };
  }

  const pair = `${email}\0${from}`;
  // What this process knows to be over costs no query; and nothing is counted that another limit refuses.
  refuse(limits.pair.refusal(pair), "pair");
  refuse(limits.address.refusal(from), "address");
  if (site !== null) refuse(limits.site.refusal(site), "site");
  if (limits.account.refusal(email) !== null) refuse(limits.slot.refusal(email), "account");

  const taken: (() => Promise<void>)[] = [];
  const take = async (limiter: SharedLimiter, who: string): Promise<Limited | null> => {
    const limited = await limiter.take(who);
    if (limited === null) taken.push(() => limiter.giveBack(who));
    return limited;
  };
  const giveBack = async (): Promise<void> => {
    await Promise.all(taken.map((back) => back()));
  };
  const takeOrRefuse = async (limited: Promise<Limited | null>, limit: string): Promise<void> => {
    const answer = await limited;
    if (answer === null) return;
    await giveBack();
    refuse(answer, limit);
  };
  await takeOrRefuse(take(limits.pair, pair), "pair");
  await takeOrRefuse(take(limits.address, from), "address");
  if (site !== null) await takeOrRefuse(take(limits.site, site), "site");
  if ((await take(limits.account, email)) !== null) {
    await takeOrRefuse(take(limits.slot, email), "account");
  }
  return {
    wasRight: async () => {
      await giveBack();
      const wrongCount = await limits.pair.reset(pair);
      if (wrongCount > 0) await limits.account.giveBack(email, wrongCount);
    },
    wasNotLookedAt: giveBack,
  };
};

/** In words for the sign-in form; which limit it was is for the security events. */
const refuse = (limited: Limited | null, limit: string): void => {
  if (limited === null) return;
  const { retryAfterSeconds } = limited;
  throw new ExpectedError(
    "too_many_attempts",
    `Too many attempts. Try again in ${waitWords(retryAfterSeconds)}.`,
    {
      retryAfterSeconds,
      limit,
    },
  );
};
