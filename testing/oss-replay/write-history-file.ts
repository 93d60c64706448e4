import Libsql from "libsql";
import type { ReplayedMemories } from "./replayed-memories";

/** Writes the history and the chat turns of a replay into a SQLite file with the tables and columns of the real one. */
export const writeHistoryFile = (path: string, { history, chatTurns }: ReplayedMemories): void => {
  const database = new Libsql(path);
  database.exec(`
    create table history (id text primary key, memory_id text, old_memory text, new_memory text, event text,
      created_at datetime, updated_at datetime, is_deleted integer, actor_id text, role text);
    create table messages (id text primary key, session_scope text, role text, content text, name text, created_at datetime)`);
  database.exec("begin");
  const step = database.prepare("insert into history values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  for (const row of history)
    step.run(
      ...[row.id, row.memory_id, row.old_memory, row.new_memory, row.event],
      ...[row.created_at, row.updated_at, row.is_deleted ? 1 : 0, row.actor_id, row.role],
    );
  const turn = database.prepare("insert into messages values (?, ?, ?, ?, null, null)");
  for (const [index, { scope, role, content }] of chatTurns.entries())
    turn.run(String(index), scope, role, content);
  database.exec("commit");
  database.close();
};
