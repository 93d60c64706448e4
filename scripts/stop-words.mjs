/**
 * What is said of what stopped a command. A StartError's message is the whole story for the person at the terminal, and so is what
 * the system does not let them do, as another user than the one that Lethe runs as; anything else is a defect.
 *
 * @param {unknown} error
 * @returns {string}
 */
export function stopWords(error) {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "StartError") return error.message;
  if ("code" in error && (error.code === "EACCES" || error.code === "EPERM")) {
    const where =
      "path" in error && typeof error.path === "string" ? ` ${error.path}` : " a file or process of Lethe";
    return `This user may not use${where} (${error.code}): run the command as the user that Lethe runs as.`;
  }
  return error.stack ?? String(error);
}

/**
 * A StartError (start-error.ts) of what runs before TypeScript can be loaded.
 *
 * @param {string} message
 * @returns {Error}
 */
export const startError = (message) => Object.assign(new Error(message), { name: "StartError" });
