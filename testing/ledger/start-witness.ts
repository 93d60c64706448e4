import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openCheckpoint, type Checkpoint } from "@/lib/ledger/log/checkpoint";
import { parseConsistency } from "@/lib/ledger/log/consistency";
import { formatSignature } from "@/lib/ledger/log/note";
import { isConsistent } from "@/lib/ledger/log/tree";
import { formatVerifierKey, parseVerifierKey, verifierKey } from "@/lib/ledger/log/verifier-key";

export type TestWitness = {
  url: string;
  vkey: string;
  name: string;
  /** What was signed last, of each log. */
  signed: Map<string, Checkpoint>;
  /** Every `old` size that was asked from. */
  asked: number[];
  /** What it does instead of its duty; null: its duty. */
  misbehave: ((response: ServerResponse, body: string) => void) | null;
  close: () => Promise<void>;
};

/**
 * A witness of https://c2sp.org/tlog-witness that knows the keys of `logKeys`, verifies, remembers and signs. It has a signing key of
 * its own each time; `name` must be that of a key.
 */
export const startWitness = async (name: string, logKeys: () => string[]): Promise<TestWitness> => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = verifierKey(name, publicKey.export({ type: "spki", format: "der" }).subarray(-32), "witness");
  const server = createServer((request, response) => void answer(request, response));
  const witness: TestWitness = {
    url: "",
    name,
    vkey: formatVerifierKey(key),
    signed: new Map(),
    asked: [],
    misbehave: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    if (request.method !== "POST" || request.url !== "/base/add-checkpoint") {
      response.writeHead(404).end();
      return;
    }
    if (witness.misbehave !== null) {
      witness.misbehave(response, body);
      return;
    }
    const { status, text } = judge(body);
    response
      .writeHead(status, { "content-type": status === 409 ? "text/x.tlog.size" : "text/plain" })
      .end(text);
  };

  const judge = (body: string): { status: number; text: string } => {
    const consistency = parseConsistency(body);
    if (consistency === null || Buffer.byteLength(body) > 10_240) return { status: 400, text: "bad request" };
    witness.asked.push(consistency.oldSize);
    const keys = logKeys()
      .map(parseVerifierKey)
      .filter((known) => known !== null);
    const opened = openCheckpoint(consistency.checkpoint, keys);
    if (opened.outcome !== "signed") return { status: 403, text: "unknown" };
    const { checkpoint } = opened;
    const last = witness.signed.get(checkpoint.origin);
    if (consistency.oldSize > checkpoint.size) return { status: 400, text: "old is larger" };
    if ((last?.size ?? 0) !== consistency.oldSize) return { status: 409, text: `${last?.size ?? 0}\n` };
    if (last !== undefined && !isConsistent(last, checkpoint, consistency.hashes)) {
      return last.size === checkpoint.size
        ? { status: 409, text: `${last.size}\n` }
        : { status: 422, text: "" };
    }
    witness.signed.set(checkpoint.origin, checkpoint);
    const text = consistency.checkpoint.slice(0, consistency.checkpoint.indexOf("\n\n") + 1);
    return { status: 200, text: cosign(text, name, key.keyId, privateKey) };
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  witness.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  return witness;
};

/** The signature line of a witness, for the text of a note, at this moment. */
export const cosign = (text: string, name: string, keyId: Uint8Array, privateKey: KeyObject): string => {
  const seconds = Math.floor(Date.now() / 1000);
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`), privateKey);
  return formatSignature({ name, keyId, signature: Buffer.concat([time, signature]) });
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
};
