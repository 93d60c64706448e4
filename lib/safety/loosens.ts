import type { SafetyRule } from "./types";

/** Whether less would wait for a second person than does now: that needs two people itself. */
export const loosens = (from: SafetyRule, to: SafetyRule): boolean =>
  from.isOn &&
  (!to.isOn ||
    (from.countMax !== null && (to.countMax === null || to.countMax > from.countMax)) ||
    (from.coversSupport && !to.coversSupport));

export const isSameRule = (one: SafetyRule, other: SafetyRule): boolean =>
  one.isOn === other.isOn && one.countMax === other.countMax && one.coversSupport === other.coversSupport;
