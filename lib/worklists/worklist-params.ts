import { parseAsNumberLiteral, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { entityKinds } from "@/lib/memories/entity";
import { dayChoices, keepChoices, lengthChoices, type WorklistOptions } from "./worklists";

/** What is chosen on the page, as it stands in its address. What cannot be read there is as if it were not. */
export const worklistParams = {
  keep: parseAsStringLiteral(keepChoices).withDefault("newest"),
  unchanged: parseAsNumberLiteral(dayChoices).withDefault(365),
  inactive: parseAsStringLiteral(entityKinds).withDefault("user"),
  for: parseAsNumberLiteral(dayChoices).withDefault(180),
  longer: parseAsNumberLiteral(lengthChoices).withDefault(2_000),
  /** Whose near duplicates are shown. */
  user: parseAsString.withDefault(""),
};

type Values = {
  keep: WorklistOptions["keeps"];
  unchanged: WorklistOptions["unchangedDays"];
  inactive: WorklistOptions["inactiveKind"];
  for: WorklistOptions["inactiveDays"];
  longer: WorklistOptions["longerThan"];
};

export const worklistOptionsFrom = (values: Values): WorklistOptions => ({
  keeps: values.keep,
  unchangedDays: values.unchanged,
  inactiveKind: values.inactive,
  inactiveDays: values.for,
  longerThan: values.longer,
});
