import { writeExact } from "@/lib/json/write-exact";
import { ApiError, refusal } from "./api-error";
import { parseInstant } from "./instants";
import { isObject, type JsonObject, type Predicate } from "./predicate";
import { entityFields, type StoredMemory } from "./types";

type Operators = Readonly<Record<string, (value: unknown) => Predicate>>;

/** One field's condition. Throws the API's refusals. */
export const compileCondition = (field: string, value: unknown): Predicate => {
  const entity = entityFields.find((each) => each === field);
  if (entity !== undefined) return compileEntity(entity, value);
  switch (field) {
    case "created_at":
    case "timestamp": // It backdates created_at, and nothing else answers it.
      return compileTime(field, value, ({ createdAt }) => createdAt);
    case "updated_at":
      return compileTime(field, value, ({ updatedAt }) => updatedAt);
    case "expiration_date":
      return compileTime(field, value, ({ expirationDate }) =>
        expirationDate === null ? null : parseInstant(expirationDate),
      );
    case "categories":
      return withOperators(field, value, {
        in: (values) => {
          const wanted = new Set(strings(field, values));
          return ({ categories }) => categories?.some((category) => wanted.has(category)) ?? false;
        },
        contains: (part) => {
          const wanted = string(field, part).toLowerCase();
          return ({ categories }) =>
            categories?.some((category) => category.toLowerCase().includes(wanted)) ?? false;
        },
      });
    case "metadata":
      return compileMetadata(value);
    case "keywords":
      return withOperators(field, value, {
        contains: (part) => {
          const wanted = string(field, part);
          return ({ text }) => text.includes(wanted);
        },
        icontains: (part) => {
          const wanted = string(field, part).toLowerCase();
          return ({ text }) => text.toLowerCase().includes(wanted);
        },
      });
    case "memory_ids": {
      const ids = new Set(strings(field, isObject(value) ? onlyIn(field, value) : value));
      return ({ id }) => ids.has(id);
    }
    default:
      // Allowed by name, described nowhere: nothing should build on what this simulator would invent.
      throw refusal(`The operators of '${field}' are not documented, so the simulator has none.`);
  }
};

/** A search that filters by keywords fails on the Platform: its documentation names the defect, MEM-5746. */
export const refuseKeywords = (filters: unknown): void => {
  if (Array.isArray(filters)) filters.forEach(refuseKeywords);
  if (!isObject(filters)) return;
  if ("keywords" in filters) throw new ApiError(500, "detail", "Internal server error.");
  Object.values(filters).forEach(refuseKeywords);
};

const compileEntity = (field: (typeof entityFields)[number], value: unknown): Predicate => {
  const equals = (wanted: string): Predicate =>
    wanted === "*"
      ? ({ entities }) => entities[field] !== null
      : ({ entities }) => entities[field] === wanted;
  if (!isObject(value)) return equals(string(field, value));
  return withOperators(field, value, {
    eq: (wanted) => equals(string(field, wanted)),
    // Memories without the entity too: the trap that the documentation warns of.
    ne: (unwanted) => {
      const name = string(field, unwanted);
      return ({ entities }) => entities[field] !== name;
    },
    in: (values) => {
      const wanted = new Set(strings(field, values));
      return ({ entities }) => wanted.has(entities[field] ?? "");
    },
  });
};

const compileTime = (
  field: string,
  value: unknown,
  read: (memory: StoredMemory) => number | null,
): Predicate => {
  const compare = (wanted: unknown, holds: (one: number, other: number) => boolean): Predicate => {
    const other = instant(field, wanted);
    return (memory) => {
      const one = read(memory);
      return one !== null && holds(one, other);
    };
  };
  if (!isObject(value)) return compare(value, (one, other) => one === other);
  return withOperators(field, value, {
    gt: (wanted) => compare(wanted, (one, other) => one > other),
    gte: (wanted) => compare(wanted, (one, other) => one >= other),
    lt: (wanted) => compare(wanted, (one, other) => one < other),
    lte: (wanted) => compare(wanted, (one, other) => one <= other),
    ne: (unwanted) => {
      const other = instant(field, unwanted);
      return (memory) => read(memory) !== other;
    },
    in: (values) => {
      const wanted = new Set(strings(field, values).map((text) => instant(field, text)));
      return (memory) => wanted.has(read(memory) ?? Number.NaN);
    },
  });
};

const compileMetadata = (value: unknown): Predicate => {
  if (!isObject(value)) throw refusal("metadata must be an object.");
  const parts = Object.entries(value).map(([key, wanted]): Predicate => {
    const read = ({ metadata }: StoredMemory) => metadata?.[key];
    const equals =
      (other: unknown): Predicate =>
      (memory) =>
        read(memory) !== undefined && writeExact(read(memory)) === writeExact(other);
    if (!isObject(wanted)) return equals(wanted);
    return withOperators(`metadata.${key}`, wanted, {
      eq: equals,
      ne: (unwanted) => (memory) => !equals(unwanted)(memory),
      contains: (part) => (memory) => {
        const held = read(memory);
        if (Array.isArray(held)) return held.includes(part);
        return typeof held === "string" && typeof part === "string" && held.includes(part);
      },
    });
  });
  return (memory) => parts.every((holds) => holds(memory));
};

const withOperators = (field: string, value: unknown, operators: Operators): Predicate => {
  if (!isObject(value) || Object.keys(value).length === 0) {
    throw refusal(`'${field}' needs one of the operators ${Object.keys(operators).join(", ")}.`);
  }
  const parts = Object.entries(value).map(([name, operand]) => {
    const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
    if (operator === undefined)
      throw refusal(`FilterValidationError: '${field}' does not support '${name}'.`);
    return operator(operand);
  });
  return (memory) => parts.every((holds) => holds(memory));
};

const onlyIn = (field: string, value: JsonObject): unknown => {
  if (Object.keys(value).some((operator) => operator !== "in")) {
    throw refusal(`FilterValidationError: '${field}' supports 'in' only.`);
  }
  return value.in;
};

const string = (field: string, value: unknown): string => {
  if (typeof value !== "string" || value === "") throw refusal(`'${field}' must be a string.`);
  return value;
};

const strings = (field: string, value: unknown): string[] => {
  if (!Array.isArray(value)) throw refusal(`'${field}' must be a list.`);
  return value.map((each: unknown) => string(field, each));
};

const instant = (field: string, value: unknown): number => {
  const micros = parseInstant(string(field, value));
  if (micros === null) throw refusal(`'${field}' must be a date or an instant.`);
  return micros;
};
