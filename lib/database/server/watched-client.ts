import type { Duplex } from "node:stream";
import pg from "pg";
import type { ClockReading } from "./database-clock";
import { endBackend, stateOfBackend, type Backend } from "./backend-state";

/** A statement without a word from the server for so long is asked after. */
const silentMsMax = 3_000;
const recheckMs = 1_000;
/** One that the server is at work on is asked after ever more rarely. */
const workingMsMax = 8_000;
const goodbyeMsMax = 2_000;

/** How often in a row each answer has to come before the connection is given up. */
const timesUntilDead = {
  waits_for_statement: 2,
  gone: 2,
  unreachable: 2,
  waits_within_statement: 6,
} as const;

/**
 * A connection that notices when the path to the server is dead. A proxy or a failover can leave it open and silent, which
 * neither TCP's keep-alive nor Postgres' own time limits end: this side would wait for ever. How long a statement may take
 * says nothing (freezing a million memories takes minutes), so the server is asked, by a new connection, whether it is at
 * work on it. Where it is not, or cannot be asked, the statement fails as on any broken connection (ECONNABORTED).
 */
export class WatchedClient extends pg.Client {
  /** Of the server's clock, as it was when this connected. */
  clock: ClockReading | null = null;
  /** It is gone, or going: nothing that was sent is answered any more, with whatever error. */
  isLost = false;
  /** Called when it is given up. */
  onDead: () => void = () => undefined;
  /** Ends it at once, without a goodbye. */
  drop: () => void;

  constructor(config: pg.ClientConfig = {}) {
    const given: pg.ClientConfig = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, ...config };
    super(given);
    const noteLost = () => {
      this.isLost = true;
    };
    // What breaks between two statements shows at the next one; without a listener node would end.
    this.on("error", noteLost);
    this.on("end", noteLost);
    const stream = (): Duplex & { bytesRead?: number } => connectionOf(this).stream;
    this.drop = () => {
      // On this event the pool drops it, before it is given out again.
      this.emit("error", new Error("The connection is dropped."));
      stream().destroy();
    };
    let backend: Backend | null = null;
    let timer: NodeJS.Timeout | undefined;

    const endWatch = (): void => {
      clearTimeout(timer);
      timer = undefined;
    };
    const lookAfter = (
      waitMs: number,
      last: { bytes: number; answer: string | null; times: number },
    ): void => {
      timer = setTimeout(() => void look(waitMs, last), waitMs).unref();
    };
    const look = async (waitMs: number, last: { bytes: number; answer: string | null; times: number }) => {
      const mine = timer;
      const bytes = stream().bytesRead ?? 0;
      if (bytes !== last.bytes) return lookAfter(silentMsMax, { bytes, answer: null, times: 0 });
      const answer = backend === null ? "working" : await stateOfBackend(given, backend);
      // Answered meanwhile, or ended.
      if (timer !== mine) return;
      if (answer === "working") {
        return lookAfter(Math.min(waitMs * 2, workingMsMax), { bytes, answer: null, times: 0 });
      }
      const times = answer === last.answer ? last.times + 1 : 1;
      if (times < timesUntilDead[answer]) return lookAfter(recheckMs, { bytes, answer, times });
      endWatch();
      this.onDead();
      stream().destroy(Object.assign(new Error("The connection is dead."), { code: "ECONNABORTED" }));
      // What it had locked would stay locked for as long as the server believes in it.
      if (backend !== null && answer !== "gone") await endBackend(given, backend);
    };

    // Set on the instance: the overloads of pg's methods cannot be written down again in a subclass.
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((...args: unknown[]) => {
      if (timer === undefined)
        lookAfter(silentMsMax, { bytes: stream().bytesRead ?? 0, answer: null, times: 0 });
      return send(...args);
    }) as typeof this.query;
    this.on("drain", endWatch);
    this.on("end", endWatch);

    const connect = this.connect.bind(this) as () => Promise<unknown>;
    this.connect = ((done?: (error?: unknown) => void) => {
      const connected = connect().then(async () => {
        // Not the number that the driver was given: behind a pooler that is another one.
        const askedAt = Date.now();
        const { rows } = await this.query<Backend & { now: number }>(
          `select pid, backend_start::text as "startedAt",
            extract(epoch from clock_timestamp())::double precision * 1000 as now
            from pg_stat_activity where pid = pg_backend_pid()`,
        );
        backend = rows[0] ?? null;
        // The server looked at its clock later than it was asked: what is dated by this one lies rather behind than before
        // what the server has dated.
        if (rows[0] !== undefined)
          this.clock = { aheadMs: Math.floor(askedAt - rows[0].now), tookMs: Date.now() - askedAt };
        return this;
      });
      return done === undefined ? connected : void connected.then(() => done(), done);
    }) as typeof this.connect;

    const end = this.end.bind(this) as (...args: unknown[]) => unknown;
    this.end = ((...args: unknown[]) => {
      // Who waits for the goodbye of a silent server waits for ever.
      const limit = setTimeout(() => stream().destroy(), goodbyeMsMax).unref();
      this.on("end", () => clearTimeout(limit));
      return end(...args);
    }) as typeof this.end;
  }
}

/** The driver's types leave it out. */
const connectionOf = (client: pg.Client): { stream: Duplex } =>
  (client as pg.Client & { connection: { stream: Duplex } }).connection;
