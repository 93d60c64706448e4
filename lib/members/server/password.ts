import { hash, verify } from "@node-rs/argon2";

/** Argon2id with OWASP's first recommendation (19 MiB, two passes); about 20 ms on one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters can be typed as different characters, depending on the keyboard: "é" is one, or two. */
const normalized = (password: string): string => password.normalize("NFC");

export const hashPassword = (password: string): Promise<string> => hash(normalized(password), cost);

let decoy: Promise<string> | undefined;

/** Compares with a hash. With null it does the same work, so that the time does not reveal whether a member exists. */
export const isPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword("no member has this password");
  const known = passwordHash ?? (await decoy);
  const matches =
    (await verify(known, normalized(password))) ||
    // Hashes of earlier releases are of the characters as they were typed.
    (normalized(password) !== password && (await verify(known, password)));
  return passwordHash !== null && matches;
};
