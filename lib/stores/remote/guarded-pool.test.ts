import { afterEach, describe, expect, inject, it } from "vitest";
import type { AddressGuard } from "./guarded-lookup";
import { guardedPool } from "./guarded-pool";

const opened: { end: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const pool of opened.splice(0)) await pool.end();
});

const ask = async (guard: AddressGuard, url: string): Promise<unknown> => {
  const pool = guardedPool(guard, url);
  opened.push(pool);
  return (await pool.query<{ one: number }>("select 1 as one")).rows;
};

describe("a pool of a store's database", () => {
  it("connects where private stores are allowed, and not elsewhere", async () => {
    const url = inject("postgresUrl");
    expect(await ask({ allowsPrivate: true }, url)).toEqual([{ one: 1 }]);
    const named = url.replace("127.0.0.1", "localhost");
    for (const each of [url, named]) {
      await expect(ask({ allowsPrivate: false }, each)).rejects.toMatchObject({ code: "address_refused" });
    }
  });

  it.each([
    "postgres://ada@169.254.169.254/mem0",
    "postgres://ada@metadata.google.internal/mem0",
    "postgres://ada@2852039166/mem0",
    "postgres://ada@%2Fvar%2Frun%2Fpostgresql/mem0",
    "postgres://ada@93.184.215.14/mem0",
  ])("never connects to %s", async (url) => {
    await expect(ask({ allowsPrivate: true }, url)).rejects.toMatchObject({ code: "address_refused" });
  });

  it("does not go on in clear when the server has no TLS", async () => {
    await expect(ask({ allowsPrivate: true }, `${inject("postgresUrl")}?sslmode=require`)).rejects.toThrow(
      "SSL",
    );
  });
});
