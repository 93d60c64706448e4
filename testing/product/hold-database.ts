// Run as a process of its own by a test: starts the embedded Postgres of a folder and stays until it is killed.
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";

const [dataDir = ""] = process.argv.slice(2);
const postgres = await startEmbeddedPostgres({ dataDir, isDurable: false, log: (line) => console.log(line) });
console.log(`url ${postgres.url}`);
process.on("SIGTERM", () => void postgres.stop().then(() => process.exit(0)));
// The connection of the lock is kept open but would not keep the process alive once Postgres is gone.
setInterval(() => undefined, 60_000);
