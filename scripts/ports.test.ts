import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { findFreePort, requireFreePort } from "./ports";

const input = { host: "127.0.0.1", command: "npm run up", log: () => undefined };

test("a free port is accepted", async () => {
  await expect(requireFreePort({ ...input, port: await findFreePort() })).resolves.toBeUndefined();
});

test("a taken port is refused with the remedy", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  // Proven by listen() with a port: the address of a TCP server is an object.
  const { port } = server.address() as AddressInfo;
  await expect(requireFreePort({ ...input, port, waitSecondsMax: 0.3 })).rejects.toThrow(
    `Port ${port} is taken: stop what uses it, or choose another, for example PORT=`,
  );
  server.close();
});

test("a port that frees itself in a moment is waited for", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  setTimeout(() => server.close(), 300);
  await expect(requireFreePort({ ...input, port })).resolves.toBeUndefined();
});
