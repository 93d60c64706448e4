import type { EntityKind } from "@/lib/memories/entity";
import type { Count, Memory } from "@/lib/memories/types";
import type { NameForm } from "@/lib/text/name-form";

export type EntityName = { kind: EntityKind; value: string };

/**
 * An e-mail or id that is one person's: who else carries it in their own memories may be the same. `written`: as it stands in JSON, in
 * lower case and with its quotes. `form`: as it stands in texts.
 */
export type SoughtId = { term: string; written: string; form: NameForm };

/** Whom a store is searched for. What makes ids alike, and names of terms, is lib/people's to say. */
export type FindPersonInput = {
  /** Ids as they were typed: entities called just so are found, of any kind. */
  ids: readonly string[];
  /** Ids among these that may be no more than half of a name, and somebody else's: "Smith" of "Smith, Caroline". */
  halves: readonly string[];
  /** Entities of this store that are the person's in any case. */
  confirmed: readonly EntityName[];
  /** Whether another entity's id may be the person's; asked of those that `alike` finds. */
  isAlike: (value: string) => boolean;
  /**
   * What an id that may be alike has, folded (foldText). `same`: all of it before an @ or a +, but for what separates. `parts`: one of
   * these in it. `near`: it is spelled nearly like one.
   */
  alike: { same: readonly string[]; parts: readonly string[]; near: readonly string[] };
  /** Users whose memories carry one of these may be the person. */
  carried: readonly SoughtId[];
  /**
   * What is looked for in texts and metadata. `names`: as they were typed. `given`: what is left of longer ones, as people are called
   * by it. `near`: the same with a slip.
   */
  names: readonly NameForm[];
  given: readonly NameForm[];
  near: readonly NameForm[];
};

export type PersonEntityFound = EntityName & {
  count: Count;
  lastAt: string | null;
  sample: string | null;
  /** Whether memories of users who are not theirs name it as well; false for a user. */
  hasOthers: boolean;
  /** Which of the ids its own memories carry, where that is what speaks for it. */
  carries?: string;
};

/** A memory that may be about a person; of a long one a part of the text around the first match. */
export type PersonMemoryFound = Pick<
  Memory,
  "id" | "memory" | "metadata" | "userId" | "agentId" | "appId" | "runId" | "createdAt"
> & {
  /** Of one that was found by it: the earlier text, or the reason of its feedback, as far. */
  earlier?: string;
};

/** In what it was found. `run`: it has no user, and is of a run in which the person took part. `version`: in an earlier text. `feedback`: in its reason. */
export type PersonMemoriesBy = "run" | "text" | "metadata" | "version" | "feedback" | "near";

/** What a store finds, as it does. Each kind of it is followed by `searched` once it is through. */
export type PersonPart =
  | { kind: "theirs"; entities: PersonEntityFound[] }
  | { kind: "alike"; entities: PersonEntityFound[]; isComplete: boolean }
  /** None is theirs by its ids; one may come twice. */
  | { kind: "memories"; by: PersonMemoriesBy; memories: PersonMemoryFound[]; isComplete: boolean }
  | { kind: "searched"; what: "theirs" | "alike" | "memories" }
  | PersonGap;

/** What was not looked at. `examined`: nothing but so many memories was. `unreadable`: so many could not be read. */
export type PersonGap =
  | { kind: "gap"; what: "alike" | PersonMemoriesBy; reason: "timed_out" | "not_supported" }
  | { kind: "gap"; what: "everything"; reason: "examined" | "unreadable"; count: number }
  | { kind: "gap"; what: "everything"; reason: "moving" };

/** Of each way in which memories are found, at most so many are told. */
export const personMemoriesMax = 200;

/** Of ids like a term, at most so many of a kind are told. */
export const personAlikeMax = 50;

/** What separates the words of an id. */
export const idSeparators = " ._-+@/:|'";

/** What is read of a text: enough to show what stands around a name. */
export const personTextMax = 4_000;

/**
 * Entities that are theirs: the confirmed ones, and those called just so, but for what other people's memories name as well and what
 * is called like half of a name.
 */
export const isTheirs = (entity: EntityName & { hasOthers: boolean }, input: FindPersonInput): boolean =>
  isConfirmed(entity, input) ||
  (!entity.hasOthers && input.ids.includes(entity.value) && !input.halves.includes(entity.value));

export const isConfirmed = ({ kind, value }: EntityName, { confirmed }: FindPersonInput): boolean =>
  confirmed.some((each) => each.kind === kind && each.value === value);
