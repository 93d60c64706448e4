import { Socket } from "node:net";
import pg from "pg";
import { WatchedClient } from "@/lib/database/server/watched-client";
import { StoreError } from "@/lib/errors/store-error";
import { guardedLookup, refuseAddress, type AddressGuard } from "./guarded-lookup";

const connectionsMax = 4;
const connectMsMax = 10_000;
const statementMsMax = 30_000;

/**
 * A pool of connections to a store's own Postgres, which go only to where requests may go. TLS, when the address asks for it
 * with sslmode, is verified; without it only a private address will do. A refused address is a StoreError at the first query.
 */
export const guardedPool = (guard: AddressGuard, databaseUrl: string): pg.Pool => {
  const url = new URL(databaseUrl);
  const isEncrypted = (url.searchParams.get("sslmode") ?? "disable") !== "disable";
  // Set below: pg takes some of its values to mean "encrypt, but verify nothing".
  url.search = "";
  const pool = new pg.Pool({
    Client: WatchedClient,
    connectionString: url.toString(),
    ssl: isEncrypted ? { rejectUnauthorized: true } : false,
    stream: () => new GuardedSocket(guard, isEncrypted),
    max: connectionsMax,
    connectionTimeoutMillis: connectMsMax,
    statement_timeout: statementMsMax,
    idle_in_transaction_session_timeout: 60_000,
    application_name: "lethe",
  });
  // An idle connection that breaks is dropped by the pool; without a listener node would end.
  pool.on("error", () => undefined);
  return pool;
};

/** pg gives the socket a port and a name, or the path of a socket file, which is no place for a store. */
class GuardedSocket extends Socket {
  readonly #guard: AddressGuard;
  readonly #isEncrypted: boolean;

  constructor(guard: AddressGuard, isEncrypted: boolean) {
    super();
    this.#guard = guard;
    this.#isEncrypted = isEncrypted;
  }

  override connect(...[port, host]: unknown[]): this {
    try {
      if (typeof port !== "number" || typeof host !== "string") throw new StoreError("address_refused");
      refuseAddress(this.#guard, this.#isEncrypted, host);
      return super.connect({ port, host, lookup: guardedLookup(this.#guard, this.#isEncrypted) });
    } catch (error) {
      // Later, as a failed connection would: pg listens by then.
      setImmediate(() => this.destroy(error instanceof Error ? error : undefined));
      return this;
    }
  }
}
