import { isJsonObject, type JsonObject } from "@/lib/json/json-object";
import { checkOf, type Check } from "./check-value";
import { namesCount, namesTexts, readerOf, tellsOneMemory, type ExportedMemory } from "./memory-value";
import { formOf, itemsOf, newBudget, propertiesOf, type Budget, type SchemaNode } from "./schema-node";

/**
 * What is to be written for a part of a schema. `value`: what memories have under a name (`read`), if the schema allows it. `texts` and
 * `count`: of all memories. `memory`: whole, as the API answers it. `each`: a list with one of these for each memory.
 */
export type Plan =
  | { kind: "value"; path: string; read: (memory: ExportedMemory) => unknown; allows: Check }
  | { kind: "texts" | "count" | "memory" }
  | { kind: "each"; item: Plan }
  | { kind: "object"; properties: PlannedProperty[] };
type PlannedProperty = { name: string; plan: Plan; whenUnmet: "null" | "absent" };

const listName = "memories";

/**
 * Plans an export in a JSON Schema. Lists of objects get one entry for each memory; outside of them a property is what the
 * memories have in common. A schema without such a list, unless it forbids further properties, gets "memories" added, so that
 * nothing is lost: in the schema's own form when that is the form of one memory. Throws SchemaProblem.
 */
export const planExport = (schema: JsonObject): Plan => {
  const budget = newBudget();
  const root = rootOf(schema, budget);
  const items = root.node.type === "array" ? itemsOf(root) : null;
  if (items !== null) return { kind: "each", item: planItem("", items, budget) };
  const plan = planObject("", root, "all", budget);
  const names = plan.properties.map(({ name }) => name);
  if (hasEach(plan) || names.includes(listName) || root.node.additionalProperties === false) return plan;
  const item: Plan = names.some(tellsOneMemory) ? planObject("", root, "one", budget) : { kind: "memory" };
  const list: PlannedProperty = { name: listName, plan: { kind: "each", item }, whenUnmet: "null" };
  return { kind: "object", properties: [...plan.properties, list] };
};

/** A schema can also be written as Mem0's JavaScript client shows it: {"messageId": "string", "scope": {"user": "string"}}. */
const rootOf = (schema: JsonObject, budget: Budget): SchemaNode => {
  const definitions = [schema.$defs, schema.definitions].find(isJsonObject) ?? {};
  const isSchema = ["properties", "type", "items", "$ref", "allOf", "anyOf", "oneOf"].some(
    (key) => key in schema,
  );
  return formOf({ node: isSchema ? schema : objectOf(schema), definitions, depth: 0 }, budget);
};

const types = ["string", "number", "integer", "boolean", "array", "object"];
const objectOf = (shorthand: JsonObject): JsonObject => ({
  properties: Object.fromEntries(
    Object.entries(shorthand).map(([name, value]) => [
      name,
      isJsonObject(value) ? objectOf(value) : types.some((type) => type === value) ? { type: value } : {},
    ]),
  ),
});

/** Whether a part of the schema is about one memory, or about all of them. */
type About = "all" | "one";

const planObject = (path: string, part: SchemaNode, about: About, budget: Budget) => ({
  kind: "object" as const,
  properties: (propertiesOf(part) ?? []).map(({ name, part: inner, isRequired }): PlannedProperty => {
    const allows = checkOf(inner, budget);
    const place = path === "" ? name : `${path}.${name}`;
    return {
      name,
      plan: planProperty({ path: place, name, form: formOf(inner, budget), allows }, about, budget),
      whenUnmet: isRequired || allows(null) ? "null" : "absent",
    };
  }),
});

const planProperty = (
  property: { path: string; name: string; form: SchemaNode; allows: Check },
  about: About,
  budget: Budget,
): Plan => {
  const { path, name, form, allows } = property;
  if (about === "all") {
    const items = itemsOf(form);
    if (items !== null && propertiesOf(formOf(items, budget)) !== null) {
      return { kind: "each", item: planItem(path, items, budget) };
    }
    if (form.node.type === "array" && namesTexts(name)) return { kind: "texts" };
    if (namesCount(name) && allows(0)) return { kind: "count" };
  }
  // Metadata is given whole, whatever is said of its keys.
  if (propertiesOf(form) === null || name.toLowerCase() === "metadata")
    return { kind: "value", path, read: readerOf(name), allows };
  return planObject(path, form, about, budget);
};

/** An entry of a list with one for each memory: an object, the text, or the whole memory. */
const planItem = (path: string, part: SchemaNode, budget: Budget): Plan => {
  const form = formOf(part, budget);
  if (propertiesOf(form) !== null) return planObject(path, form, "one", budget);
  if (form.node.type !== "string") return { kind: "memory" };
  return {
    kind: "value",
    path: path === "" ? "memory" : path,
    read: readerOf("memory"),
    allows: () => true,
  };
};

const hasEach = (plan: Plan): boolean =>
  plan.kind === "each" ||
  (plan.kind === "object" && plan.properties.some(({ plan: inner }) => hasEach(inner)));
