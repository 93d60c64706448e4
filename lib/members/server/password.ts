import { hash, verify } from "@node-rs/argon2";

/** Argon2id with OWASP's first recommendation (19 MiB, two passes); about 20 ms on one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

let decoy: Promise<string> | undefined;

/** Compares with a hash. With null it does the same work, so that the time does not reveal whether a member exists. */
export const isPassword = async (passwordHash: string | null, password: string): Promise<boolean> => {
  decoy ??= hashPassword("no member has this password");
  const matches = await verify(passwordHash ?? (await decoy), password);
  return passwordHash !== null && matches;
};
