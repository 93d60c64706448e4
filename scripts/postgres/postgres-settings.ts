import { totalmem } from "node:os";

const MiB = 1024 * 1024;

/** The settings of the embedded Postgres, as arguments, so that a new version of Lethe changes them at its next start. */
export function postgresSettings({ port, isDurable }: { port: number; isDurable: boolean }): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    max_connections: 50,
    shared_buffers: `${sharedBuffersMiB()}MB`,
    // Compiling costs more than it saves on queries of milliseconds.
    jit: "off",
    // Memory text must never reach the log. Error messages can quote a value ("invalid input syntax …"), and their
    // details whole rows, so nothing below LOG is written; the query's sender gets the error anyway.
    log_min_messages: "log",
    log_error_verbosity: "terse",
    log_statement: "none",
    log_min_error_statement: "panic",
    log_min_duration_statement: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_checkpoints: "off",
    // Of old segments the write-ahead log makes new ones, with what they held, unless told to remove them.
    wal_recycle: "off",
    log_timezone: "UTC",
    timezone: "UTC",
    // For tests only: a crash of the machine would cost the data.
    ...(isDurable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/**
 * An eighth of the memory there is, within bounds. It is taken only as the store grows. At Postgres' own 128 MB a store
 * of a million memories (540 MB) is read from the disk's cache over and over: deleting a tenth of it took half as long again.
 */
function sharedBuffersMiB(): number {
  // A container's limit; 0 or a number beyond all memory where there is none.
  const limit = process.constrainedMemory() || Infinity;
  const eighth = Math.floor(Math.min(totalmem(), limit) / 8 / MiB);
  return Math.min(512, Math.max(128, eighth));
}
