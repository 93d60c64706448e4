/** How it stands with the read replica (DATABASE_READ_URL). */
export type ReplicaStanding =
  /** Lists are read from it. `behindSeconds` is 0 when it has all that the primary has. */
  | { is: "read"; behindSeconds: number }
  /** What Lethe has deleted, changed or imported has not arrived there: lists are read from the primary until it has. */
  | { is: "waited_for"; behindSeconds: number }
  /** Lists are read from the primary. */
  | { is: "away"; reason: ReplicaFault };

/**
 * `not_a_replica`: it can be written to, as after a failover. `other_database`: it belongs to another one than DATABASE_URL names.
 */
export type ReplicaFault = "unreachable" | "not_a_replica" | "other_database";
