import { Field, NativeSelect } from "@/components/ui/field";
import type { StoreId } from "@/lib/stores/store-ids";

/** One of several stores, by its name; nothing where there is no choice. */
export const StoreField = ({
  stores,
  value,
  hint,
  onChange,
}: {
  stores: readonly { id: StoreId; name: string }[];
  value: string;
  hint?: string;
  onChange: (id: StoreId) => void;
}) =>
  stores.length > 1 && (
    <Field label="Store" {...(hint !== undefined && { hint })}>
      {(control) => (
        <NativeSelect
          {...control}
          value={value}
          onChange={({ target }) => {
            const chosen = stores.find(({ id }) => id === target.value);
            if (chosen !== undefined) onChange(chosen.id);
          }}
        >
          {stores.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  );
