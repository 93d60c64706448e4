import { isJsonObject, type JsonObject } from "@/lib/json/json-object";

/**
 * A part of the JSON Schema of an export, as Pydantic writes them, the definitions that its references point at, and how many
 * parts and references lie above it.
 */
export type SchemaNode = { node: JsonObject; definitions: JsonObject; depth: number };

/** A schema that no export can be made for; the message is for the client. */
export class SchemaProblem extends Error {
  override readonly name = "SchemaProblem";
}

/** How many more parts of a schema may be looked at: it can point at itself, or at one part from many places. */
export type Budget = { left: number };
export const newBudget = (): Budget => ({ left: 2_000 });

const depthMax = 64;

const spend = (budget: Budget, { depth }: SchemaNode): void => {
  budget.left -= 1;
  if (budget.left < 0 || depth > depthMax) {
    throw new SchemaProblem("The schema has too many parts, or one that contains itself.");
  }
};

/** A part inside of another one. */
const inside = ({ definitions, depth }: SchemaNode, node: JsonObject): SchemaNode => ({
  node,
  definitions,
  depth: depth + 1,
});

/** The part with its reference followed, if it is one, and with what it is wholly made of (allOf) put in. Throws SchemaProblem. */
const resolved = (part: SchemaNode, budget: Budget): SchemaNode => {
  spend(budget, part);
  const { node, definitions } = part;
  const target = typeof node.$ref === "string" ? definitionNamed(node.$ref, definitions) : null;
  const parts = [...(target === null ? [] : [target]), ...objectsIn(node.allOf)];
  if (parts.length === 0) return part;
  const { $ref: _reference, allOf: _parts, ...own } = node;
  const made = parts.map((each) => resolved(inside(part, each), budget).node);
  return { ...part, node: Object.assign({}, ...made, own) as JsonObject };
};

const definitionNamed = (reference: string, definitions: JsonObject): JsonObject | null => {
  const name = /^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(reference)?.[1];
  if (name === undefined || !Object.hasOwn(definitions, name)) return null;
  const found = definitions[name];
  return isJsonObject(found) ? found : null;
};

/** What it may be: itself, or each of its alternatives (anyOf, oneOf); never none. Throws SchemaProblem. */
export const alternativesOf = (part: SchemaNode, budget: Budget): SchemaNode[] => {
  const whole = resolved(part, budget);
  const choices = [...objectsIn(whole.node.anyOf), ...objectsIn(whole.node.oneOf)];
  if (choices.length === 0) return [whole];
  return choices.flatMap((node) => alternativesOf(inside(whole, node), budget));
};

/** The alternative that describes an object or a list, where there is one. Throws SchemaProblem. */
export const formOf = (part: SchemaNode, budget: Budget): SchemaNode => {
  const choices = alternativesOf(part, budget);
  const formed = choices.find((choice) => propertiesOf(choice) !== null || itemsOf(choice) !== null);
  return formed ?? choices[0] ?? part;
};

/** The properties of an object, in their order, and which of them must be there; null for what describes no object. */
export const propertiesOf = (
  part: SchemaNode,
): { name: string; part: SchemaNode; isRequired: boolean }[] | null => {
  const { node } = part;
  if (!isJsonObject(node.properties)) return null;
  const required = new Set(Array.isArray(node.required) ? (node.required as unknown[]) : []);
  return Object.entries(node.properties).map(([name, inner]) => ({
    name,
    part: inside(part, isJsonObject(inner) ? inner : {}),
    isRequired: required.has(name),
  }));
};

/** What a list is made of; null for what describes no list, or not of what. */
export const itemsOf = (part: SchemaNode): SchemaNode | null =>
  isJsonObject(part.node.items) ? inside(part, part.node.items) : null;

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);
