import type { default as MemoryClient } from "mem0ai";
import type { Exchange, Recorder } from "./recorder";

/** The same client; what one of its methods asks for is added to `exchanges`, and what others ask for is not. */
export const watchClient = (
  client: MemoryClient,
  method: string,
  recorder: Recorder,
  exchanges: Exchange[],
): MemoryClient =>
  new Proxy(client, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      return async (...input: unknown[]) => {
        recorder.take();
        try {
          return (await value.apply(target, input)) as unknown;
        } finally {
          const own = recorder.take();
          if (key === method) exchanges.push(...own);
        }
      };
    },
  });
