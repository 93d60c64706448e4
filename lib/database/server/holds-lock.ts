/**
 * Held, shared, by whatever may delete or change memories, from before it reads the holds until it has ended. Placing a hold waits for
 * those that have begun before it. The trigger require_holds_heeded asks for it.
 */
export const holdsLock = 7_313_041;
