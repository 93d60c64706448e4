/** A label as it stands within a sentence: "Memory ID" is "memory ID". */
export const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
