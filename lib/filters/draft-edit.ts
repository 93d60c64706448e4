import type { DraftNode, DraftGroup } from "./draft-types";
import { filterDepthMax } from "./filter-limits";

/** The draft with the part `id` replaced by `change` of it, or taken out where `change` answers null. */
const edit = (group: DraftGroup, id: string, change: (node: DraftNode) => DraftNode | null): DraftGroup => ({
  ...group,
  children: group.children.flatMap((child) => {
    if (child.id === id) return change(child) ?? [];
    return child.kind === "group" ? edit(child, id, change) : child;
  }),
});

/** Puts `node` in the place of the part with the same id; the outermost group can be replaced too. */
export const replaceNode = (root: DraftGroup, node: DraftNode): DraftGroup => {
  if (node.id !== root.id) return edit(root, node.id, () => node);
  return node.kind === "group" ? node : root;
};

export const removeNode = (root: DraftGroup, id: string): DraftGroup => edit(root, id, () => null);

/** Levels of nesting a group takes in the filter: "none of" is a `not` around an `or`. */
export const levelsOf = (group: DraftGroup): number => (group.match === "none" ? 2 : 1);

/** Whether a group may be added to one that, with all around it, takes `levels`: itself and a condition come on top. */
export const canNest = (levels: number): boolean => levels + 2 <= filterDepthMax;
