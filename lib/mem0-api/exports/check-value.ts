import { ExactNumber } from "@/lib/json/exact-number";
import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { writeExact } from "@/lib/json/write-exact";
import { alternativesOf, itemsOf, propertiesOf, type Budget, type SchemaNode } from "./schema-node";

/** Whether a value is one that a part of a schema allows. */
export type Check = (value: unknown) => boolean;

/**
 * Made once for a schema, and then asked of each memory: checks types, enumerations, lengths, limits, items and properties. Patterns
 * and formats are not checked: a pattern comes from outside, and one can take forever. Throws SchemaProblem.
 */
export const checkOf = (part: SchemaNode, budget: Budget): Check => {
  const checks = alternativesOf(part, budget).map((choice) => checkOfOne(choice, budget));
  return (value) => checks.some((check) => check(value));
};

const checkOfOne = (part: SchemaNode, budget: Budget): Check => {
  const { node } = part;
  const types = [node.type].flat().filter((type): type is string => typeof type === "string");
  const allowed = Array.isArray(node.enum) ? new Set(node.enum.map((each) => writeExact(each))) : null;
  const constant = "const" in node ? writeExact(node.const) : null;
  const inside = checkOfInside(part, budget);
  return (value) => {
    if (value === null && node.nullable === true) return true;
    if (types.length > 0 && !types.some((type) => isOfType(value, type))) return false;
    if (allowed !== null && !allowed.has(writeExact(value))) return false;
    if (constant !== null && constant !== writeExact(value)) return false;
    return inside(value);
  };
};

const checkOfInside = (part: SchemaNode, budget: Budget): Check => {
  const { node } = part;
  const items = itemsOf(part);
  const checkItem = items === null ? null : checkOf(items, budget);
  const checkObject = checkOfObject(part, budget);
  return (value) => {
    if (typeof value === "string") return isWithin(Array.from(value).length, node.minLength, node.maxLength);
    if (typeof value === "number" || value instanceof ExactNumber)
      return isNumberAllowed(Number(String(value)), node);
    if (Array.isArray(value)) {
      return (
        isWithin(value.length, node.minItems, node.maxItems) && (checkItem === null || value.every(checkItem))
      );
    }
    return !isJsonObject(value) || checkObject(value);
  };
};

const checkOfObject = (part: SchemaNode, budget: Budget): ((value: JsonObject) => boolean) => {
  const properties = (propertiesOf(part) ?? []).map(({ name, part: inner, isRequired }) => ({
    name,
    isRequired,
    check: checkOf(inner, budget),
  }));
  const names = new Set(properties.map(({ name }) => name));
  const isClosed = part.node.additionalProperties === false;
  return (value) =>
    (!isClosed || Object.keys(value).every((key) => names.has(key))) &&
    properties.every(({ name, isRequired, check }) =>
      Object.hasOwn(value, name) ? check(value[name]) : !isRequired,
    );
};

const isOfType = (value: unknown, type: string): boolean => {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return isJsonObject(value);
    case "number":
      return typeof value === "number" || value instanceof ExactNumber;
    case "integer":
      return Number.isInteger(value) || (value instanceof ExactNumber && /^-?\d+$/.test(value.text));
    default:
      return typeof value === type;
  }
};

/** What is no number is no limit. */
const isWithin = (number: number, least: unknown, most: unknown): boolean =>
  (typeof least !== "number" || number >= least) && (typeof most !== "number" || number <= most);

const isNumberAllowed = (number: number, node: JsonObject): boolean =>
  isWithin(number, node.minimum, node.maximum) &&
  (typeof node.exclusiveMinimum !== "number" || number > node.exclusiveMinimum) &&
  (typeof node.exclusiveMaximum !== "number" || number < node.exclusiveMaximum);
