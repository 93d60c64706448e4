/** Today as `YYYY-MM-DD`. Expiration days are days in UTC. */
export const todayInUtc = (): string => new Date().toISOString().slice(0, 10);
