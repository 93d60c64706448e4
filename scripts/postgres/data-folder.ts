import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";
import { errorCode, StartError } from "../start-error";
import { canEnter, findPostgresUser, ownerAsPostgresUser, type PostgresUser } from "./unprivileged-user";

/** Where root puts what the unprivileged user must reach when the data folder is out of its reach. */
export const systemFolder = "/var/lib/lethe";

const secretsSchema = z.object({
  instanceId: z.string().regex(/^[0-9a-f]{16}$/),
  postgresPassword: z.string().min(32),
  /** Signs sessions and digests when LETHE_SECRET is not set. */
  letheSecret: z.string().min(32),
});
export type DataFolderSecrets = z.infer<typeof secretsSchema>;

/** Creates the folder if need be and makes sure that it can be written. */
export function prepareDataFolder(dataDir: string): void {
  try {
    if (!existsSync(dataDir)) {
      makeFolder(dataDir);
      // As root the database inside belongs to another user, who must be able to step through.
      chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    accessSync(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `Lethe cannot write its data folder ${dataDir} (${errorCode(error) ?? String(error)}): make it writable, or choose another with LETHE_DATA_DIR.`,
    );
  }
}

/** Like mkdir -p. Node's own `recursive` never returns where a file system answers ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another start was faster.
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/** Reads the secrets of a data folder; makes them on its first use. */
export function readOrCreateSecrets(dataDir: string): DataFolderSecrets {
  const file = path.join(dataDir, "secrets.json");
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
    const secrets: DataFolderSecrets = {
      instanceId: randomBytes(8).toString("hex"),
      postgresPassword: randomBytes(32).toString("base64url"),
      letheSecret: randomBytes(32).toString("base64url"),
    };
    writeFileSync(draft, JSON.stringify(secrets, null, 2) + "\n", { mode: 0o600, flag: "wx", flush: true });
    try {
      // Unlike a rename, a link never replaces: of two first starts at once the slower one takes the other's secrets.
      linkSync(draft, file);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
  }
  const parsed = secretsSchema.safeParse(parseJson(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new StartError(
    `${file} is damaged: restore it from a backup, or delete the data folder to start afresh.`,
  );
}

export interface ClusterPlace {
  path: string;
  user: PostgresUser;
  /** Set when the database lies outside the data folder: why. */
  reason: string | null;
}

/** Decides where the cluster lies and who runs it. An existing cluster is always found again. */
export function placeCluster(dataDir: string, instanceId: string): ClusterPlace {
  const inside = path.join(dataDir, "postgres");
  const outside = path.join(systemFolder, "clusters", instanceId);
  const user = findPostgresUser();
  if (user === null) {
    if (existsSync(inside) && statSync(inside).uid !== process.getuid?.()) {
      throw new StartError(
        `${inside} belongs to another user: start Lethe as the user who started it first, or choose another LETHE_DATA_DIR.`,
      );
    }
    return { path: inside, user, reason: null };
  }
  const isOutside = existsSync(outside) || (!existsSync(inside) && !canEnter(user, dataDir));
  const chosen = isOutside ? outside : inside;
  const owner = existsSync(chosen) ? ownerAsPostgresUser(statSync(chosen).uid, statSync(chosen).gid) : user;
  if (isOutside) makeSystemFolder(path.dirname(outside));
  else if (!canEnter(owner, dataDir)) {
    throw new StartError(
      `The user ${user.name}, who runs Postgres for root, cannot enter ${dataDir}: allow it with chmod o+x on that folder and those above.`,
    );
  }
  const reason = isOutside
    ? `Postgres cannot run as root, and the user ${user.name} cannot enter ${dataDir}`
    : null;
  return { path: chosen, user: owner, reason };
}

/** Creates a folder below the system folder which every user can enter, under any umask. */
export function makeSystemFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    for (const each of new Set([systemFolder, folder])) chmodSync(each, 0o755);
  } catch (error) {
    throw new StartError(
      `Lethe cannot write ${folder} (${errorCode(error) ?? String(error)}), which it needs when root starts it from a private folder: start it as a normal user, or set LETHE_DATA_DIR to a folder that everybody can enter.`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
