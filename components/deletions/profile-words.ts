import type { ProfileLook, ProfileLooks } from "@/lib/stores/profile";
import type { ResidueLine } from "@/lib/stores/residue";

export const countWords = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** What the profiles of a deletion's users say now, in a few words: "Still says something". */
export const lookWords = ({
  outcome,
  count,
  profiles = [],
}: Pick<ResidueLine, "outcome" | "count" | "profiles">): string => {
  const of = profiles.length === 1 ? "" : ` (${countWords(count, "user", "users")})`;
  switch (outcome) {
    case "found":
      return `Still says something${of}`;
    case "unclear":
      return `Not clear yet${of}`;
    case "none":
      return profiles.every(({ now }) => now?.state === "off") ? "Profiles are off" : "Says nothing";
    case "unknown":
      return "Unknown";
    case "out_of_reach":
      return "Out of reach from here";
  }
};

/** One user's profile before and after, without what it says. "before: 3 fields, built …" is put together by the page. */
export const stateWords = (look: ProfileLook | null): string => {
  switch (look?.state) {
    case undefined:
      return "could not be asked";
    case "says":
      return countWords(look.fieldCount, "field", "fields");
    case "empty":
      return "says nothing";
    case "pending":
      return "being rebuilt, so it does not say";
    case "failed":
      return "its last rebuild failed, so it does not say";
    case "off":
      return "profiles are off in this project";
    case "absent":
      return "Mem0 does not know this user";
  }
};

/** Whether it is the same as before the deletion: by when it was built and how much it holds, as its text is not kept. */
export const changeWords = ({ before, now }: ProfileLooks): string | null => {
  if (now?.state !== "says" || before?.state !== "says") return null;
  return before.builtAt === now.builtAt && before.fieldCount === now.fieldCount
    ? "unchanged since before the deletion"
    : "changed since the deletion began";
};
