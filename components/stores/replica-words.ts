import type { ReplicaStanding } from "@/lib/database/replica-standing";

/** By how much a replica is behind. */
export const behindWords = (seconds: number): string => {
  const rounded = Math.round(seconds);
  if (rounded < 120) return rounded === 1 ? "1 second" : `${rounded} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  return `${Math.round(minutes / 60)} hours`;
};

/** How the read replica is, in a few words, and what that means. */
export const replicaWords = (standing: ReplicaStanding): { short: string; why: string; isWell: boolean } => {
  switch (standing.is) {
    case "read": {
      const { behindSeconds } = standing;
      return behindSeconds < 1
        ? { short: "Replica up to date", why: "Lists, counts and exports are read from it.", isWell: true }
        : {
            short: `Replica ${behindWords(behindSeconds)} behind`,
            why: "Lists and counts are read from it, and say how far it is behind. Exports are not, until it has caught up.",
            isWell: false,
          };
    }
    case "waited_for":
      return {
        short: `Replica ${behindWords(Math.max(1, standing.behindSeconds))} behind`,
        why: "What Lethe has deleted, changed or imported has not reached it. Everything is read from the primary until it has.",
        isWell: false,
      };
    case "away":
      return { ...awayWords[standing.reason], isWell: false };
  }
};

const awayWords: Record<Extract<ReplicaStanding, { is: "away" }>["reason"], { short: string; why: string }> =
  {
    unreachable: {
      short: "Replica does not answer",
      why: "Everything is read from the primary until it does.",
    },
    not_a_replica: {
      short: "Not a replica",
      why: "DATABASE_READ_URL names a server that can be written to, as after a failover. Everything is read from the primary.",
    },
    other_database: {
      short: "Replica of another database",
      why: "DATABASE_READ_URL does not name a replica of the database in DATABASE_URL. Everything is read from the primary.",
    },
  };
