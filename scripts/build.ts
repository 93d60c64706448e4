import { buildConsole } from "./build-console";
import { runToEnd } from "./run-to-end";

/** `npm run build`: what `npm run up` would build at its first start, ahead of it. Needs no database and no settings. */
export default async function build(): Promise<number> {
  const isDone = await runToEnd(async ({ signal }) => {
    await buildConsole({ log: (line) => console.log(line), signal });
    return true;
  });
  return isDone === null ? 130 : 0;
}
