import { expect, it } from "vitest";
import { ticketSettingsFrom } from "./ticket-settings";

const read = (variables: Record<string, string>) => ticketSettingsFrom({ NODE_ENV: "test", ...variables });

it("reads when tickets are looked at again and reminded of; or off", () => {
  expect(read({})).toMatchObject({
    timeZone: "UTC",
    lookMinutes: [60, 1_440, 43_200],
    remindDays: [0, 2, 7],
  });
  expect(read({ LETHE_TICKETS_LOOKS: "2d, 30m,1h", LETHE_TICKETS_REMIND_DAYS: "14,1,1" })).toMatchObject({
    lookMinutes: [30, 60, 2_880],
    remindDays: [1, 14],
  });
  expect(read({ LETHE_TICKETS_LOOKS: "off", LETHE_TICKETS_REMIND_DAYS: "off" })).toMatchObject({
    lookMinutes: [],
    remindDays: [],
  });
  for (const LETHE_TICKETS_LOOKS of ["0h", "1w", "1h,,2h", "-1h"])
    expect(() => read({ LETHE_TICKETS_LOOKS }), LETHE_TICKETS_LOOKS).toThrow("must be times such as");
});
