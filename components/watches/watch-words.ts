import { entityWords } from "@/components/entities/entity-words";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { PlaceLook, WatchLook, WatchPlace, WatchSubject } from "@/lib/watches/types";

export const placeWords: Record<WatchPlace, string> = {
  list: "List",
  search: "Search",
  get: "Get by ID",
  versions: "Versions",
  entity: "Entity",
  copies: "Copies",
};

/** What is watched, in a few words without the id itself: "Memories of user", "Memory", "Search". */
export const subjectNoun = (subject: WatchSubject): string => {
  switch (subject.kind) {
    case "memory":
      return "Memory";
    case "entity":
      return entityWords[subject.entity.kind].title;
    case "search":
      return "Search";
  }
};

export const subjectText = (subject: WatchSubject): string => {
  switch (subject.kind) {
    case "memory":
      return subject.id;
    case "entity":
      return subject.entity.value;
    case "search":
      return subject.text;
  }
};

/** What a place has of it: "104 memories", "5 versions", "yes". */
export const presentWords = (
  { place, count }: Extract<PlaceLook, { state: "present" }>,
  subject: WatchSubject,
): string => {
  const about = count.isExact ? "" : "at least ";
  switch (place) {
    case "versions":
      return `${about}${count.value.toLocaleString("en")} ${count.value === 1 ? "version" : "versions"}`;
    case "copies":
      return `${about}${count.value.toLocaleString("en")} ${count.value === 1 ? "copy" : "copies"}`;
    case "entity":
      return "There";
    case "get":
      return subject.kind === "memory" ? "There" : `${memoryCountWords(count.value)} of those noted`;
    case "list":
    case "search":
      return `${about}${memoryCountWords(count.value)}`;
  }
};

/** The verdict of all looks so far, in a line; `isAll`: every store has answered. */
export const verdictWords = (
  looks: readonly WatchLook[],
  isAll: boolean,
): { words: string; look: "present" | "absent" | "unknown" } => {
  const places = looks.flatMap((look) => look.places);
  const presentCount = places.filter(({ state }) => state === "present").length;
  const askedCount = places.filter(({ state }) => state === "present" || state === "absent").length;
  const number = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "place" : "places"}`;
  if (presentCount > 0)
    return {
      words: `Still in ${presentCount.toLocaleString("en")} of the ${number(askedCount)} that can be asked`,
      look: "present",
    };
  if (!isAll || places.some(({ state }) => state === "failed"))
    return { words: "Not every store has answered", look: "unknown" };
  if (askedCount === 0) return { words: "No place can be asked", look: "unknown" };
  return {
    words:
      askedCount === 1
        ? "Absent from the one place that can be asked"
        : `Absent from all ${number(askedCount)} that can be asked`,
    look: "absent",
  };
};
