import { hash, verify } from "@node-rs/argon2";
import { inHashQueue } from "./hash-queue";

/** Argon2id with OWASP's first recommendation (19 MiB, two passes); about 20 ms on one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters can be typed as different characters, depending on the keyboard: "é" is one, or two. */
const normalized = (password: string): string => password.normalize("NFC");

/** Throws ExpectedError too_many_attempts when too many wait (see `inHashQueue`). */
export const hashPassword = (password: string): Promise<string> =>
  inHashQueue(() => hash(normalized(password), cost));

let decoy: Promise<string> | undefined;

/**
 * Compares with a hash. With null it does the same work, so that the time does not reveal whether a member exists. `isFirst`:
 * goes before others that wait. Throws ExpectedError too_many_attempts when too many do.
 */
export const isPassword = async (
  passwordHash: string | null,
  password: string,
  options: { isFirst?: boolean } = {},
): Promise<boolean> => {
  decoy ??= hash("no member has this password", cost);
  const known = passwordHash ?? (await decoy);
  const matches = await inHashQueue(
    async () =>
      (await verify(known, normalized(password))) ||
      // Hashes of earlier releases are of the characters as they were typed.
      (normalized(password) !== password && (await verify(known, password))),
    options,
  );
  return passwordHash !== null && matches;
};
