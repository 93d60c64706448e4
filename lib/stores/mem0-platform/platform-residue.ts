import { setTimeout as delay } from "node:timers/promises";
import { inParallel } from "@/lib/async/in-parallel";
import { ExpectedError } from "@/lib/errors/expected-error";
import { isStoreOutage, StoreError } from "@/lib/errors/store-error";
import { isJsonObject } from "@/lib/json/json-object";
import type { Profile, ProfileLook, ProfileLooks } from "@/lib/stores/profile";
import type { ResidueInput, ResidueLine, StoreResidue } from "@/lib/stores/residue";
import type { ProfileAnswer } from "./answers";
import { parallelMax, type PlatformRequests } from "./requests";

type Requests = Pick<
  PlatformRequests,
  "listPage" | "getProfile" | "hasProfiles" | "deleteUser" | "isEventOver"
>;

const deletedWithinSeconds = 60;

/**
 * What the Platform keeps of users beside their memories: a profile, which memories are added to as they arrive, and which no
 * call removes but the deletion of the user itself.
 */
export const platformResidue = (requests: Requests): StoreResidue => ({
  places: ["profile"],
  find: async (input) => [await findProfiles(requests, input)],
  purge: async ({ place, ...input }) => {
    if (place !== "profile") throw new StoreError("not_supported");
    return deleteUsers(requests, input);
  },
  readProfile: (userId, signal) => readProfile(requests, userId, signal),
});

const findProfiles = async (requests: Requests, input: ResidueInput): Promise<ResidueLine> => {
  const line = { place: "profile" as const, count: 0, canPurge: false, errorCode: null, where: "" };
  if (input.users.length === 0) return { ...line, outcome: "unknown" };
  const found = await inParallel(input.users, parallelMax, (user) => lookAt(requests, user, input.signal));
  const profiles = found.map((each, index): ProfileLooks => ({
    before: input.profilesBefore?.[index] ?? null,
    now: "look" in each ? each.look : null,
  }));
  const errorCode = found.flatMap((each) => ("errorCode" in each ? [each.errorCode] : []))[0] ?? null;
  const outcomes = profiles.map(outcomeOf);
  const held = input.users.filter(
    (_user, index) => outcomes[index] === "found" || outcomes[index] === "unclear",
  );
  const looked = { ...line, profiles, errorCode, count: held.length };
  if (held.length === 0) {
    if (errorCode === null) return { ...looked, outcome: "none" };
    return { ...looked, outcome: errorCode === "not_supported" ? "unknown" : "out_of_reach" };
  }
  const storedCount = await countStored(requests, held, input.signal);
  const outcome = outcomes.includes("found") ? "found" : "unclear";
  return { ...looked, outcome, storedCount, canPurge: storedCount === 0 };
};

/** Whether a user's profile tells of what was deleted; null when it could not be asked. */
const outcomeOf = ({ before, now }: ProfileLooks): "none" | "found" | "unclear" | null => {
  switch (now?.state) {
    case undefined:
      return null;
    case "says":
      return "found";
    case "pending":
    case "failed":
      return "unclear";
    // What it held before is not told any more, and need not be gone.
    case "off":
      return before !== null && before.state !== "off" && before.state !== "absent" ? "unclear" : "none";
    case "empty":
    case "absent":
      return "none";
  }
};

/** An outage is thrown on; what the Platform refuses for good is an answer. */
const lookAt = async (
  requests: Requests,
  userId: string,
  signal: AbortSignal,
): Promise<{ look: ProfileLook } | { errorCode: StoreError["code"] }> => {
  try {
    return { look: (await readProfile(requests, userId, signal)).look };
  } catch (error) {
    if (!(error instanceof StoreError) || isStoreOutage(error)) throw error;
    return { errorCode: error.code };
  }
};

/** Throws not_supported where Mem0 has no profiles to ask for: "not found" then says nothing of the user. */
const readProfile = async (requests: Requests, userId: string, signal: AbortSignal): Promise<Profile> => {
  const answer = await requests.getProfile(userId, signal);
  if (answer !== null) return profileFrom(answer);
  if (!(await requests.hasProfiles(signal))) throw new StoreError("not_supported");
  return { look: { state: "absent", fieldCount: 0, builtAt: null }, says: {} };
};

const profileFrom = ({ status, profile, updated_at }: ProfileAnswer): Profile => {
  const says = Object.fromEntries(Object.entries(profile ?? {}).filter(([, value]) => holdsSomething(value)));
  const fieldCount = Object.keys(says).length;
  const look = { fieldCount, builtAt: updated_at ?? null };
  if (fieldCount > 0) return { look: { ...look, state: "says" }, says };
  switch (status) {
    case "succeeded":
    case "insufficient_data":
      return { look: { ...look, state: "empty" }, says: {} };
    case "not_enabled":
      return { look: { ...look, state: "off" }, says: {} };
    case "pending":
    case "failed":
      return { look: { ...look, state: status }, says: {} };
  }
};

const holdsSomething = (value: unknown): boolean => {
  if (value === null || value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.some(holdsSomething);
  return isJsonObject(value) ? Object.values(value).some(holdsSomething) : true;
};

const countStored = async ({ listPage }: Requests, users: readonly string[], signal: AbortSignal) => {
  const counts = await inParallel(users, parallelMax, async (user) => {
    const page = await listPage({ filters: { user_id: user }, page: 1, pageSize: 1 }, signal);
    return page?.count ?? 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
};

/**
 * Deletes the users whose profiles still hold something, each counted again immediately before, and waits until Mem0 has done it or a
 * minute has passed. Returns how many are gone by then. Throws count_changed when one has memories.
 */
const deleteUsers = async (requests: Requests, input: ResidueInput): Promise<number> => {
  const { signal } = input;
  let goneCount = 0;
  for (const [index, user] of input.users.entries()) {
    const { look } = await readProfile(requests, user, signal);
    const outcome = outcomeOf({ before: input.profilesBefore?.[index] ?? null, now: look });
    if (outcome !== "found" && outcome !== "unclear") continue;
    const count = await countStored(requests, [user], signal);
    if (count > 0)
      throw new ExpectedError("count_changed", "This user has memories again. Delete them first.", { count });
    const event = await requests.deleteUser(user, signal);
    if (await isGoneSoon(requests, user, event, signal)) goneCount++;
  }
  return goneCount;
};

/** An event is not believed, only waited for: what counts is that the user is not known any more. */
const isGoneSoon = async (
  requests: Requests,
  user: string,
  event: string | null,
  signal: AbortSignal,
): Promise<boolean> => {
  const until = Date.now() + deletedWithinSeconds * 1000;
  for (let pauseMs = 100; ; pauseMs = Math.min(2 * pauseMs, 2000)) {
    const isOver = event === null || (await requests.isEventOver(event, signal));
    const { look } = await readProfile(requests, user, signal);
    if (look.state === "absent") return true;
    if (isOver || Date.now() > until) return false;
    await delay(pauseMs, undefined, { signal });
  }
};
