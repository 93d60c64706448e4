import { hash } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { givenPassword, newPassword } from "@/lib/members/schema";
import { hashPassword, isPassword } from "./password";
import { refuseCommonPassword } from "./refuse-common-password";

describe("newPassword (ASVS 2.1.1, ASVS 2.1.3, ASVS 2.1.4)", () => {
  it.each([
    "twelve signs",
    "contraseña ñ",
    "密码密码密码密码密码密码",
    "🦊".repeat(12),
    "x".repeat(256),
    "👩‍🚀".repeat(85),
  ])("takes %s", (password) => {
    expect(newPassword.parse(password)).toBe(password);
    expect(givenPassword.safeParse(password).success).toBe(true);
  });

  it.each(["", "eleven sign", "🦊".repeat(11), "e\u0301".repeat(11)])(
    "refuses %s as too short",
    (password) => {
      expect(newPassword.safeParse(password).error?.issues[0]?.message).toMatch("at least 12 characters");
    },
  );

  it("refuses more than 256", () => {
    expect(newPassword.safeParse("x".repeat(257)).error?.issues[0]?.message).toMatch(
      "at most 256 characters",
    );
  });
});

describe("refuseCommonPassword (ASVS 2.1.7)", () => {
  const refused = (password: string) => refuseCommonPassword(password, "ada.lovelace@acme-tools.example");

  it.each([
    "unbelievable",
    "Unbelievable",
    "qwerty123456",
    "password12345",
    "!!Password2026",
    "Summer2026!!",
    "aaaaaaaaaaaa",
    "123123123123",
    "abcabcabcabcab",
    "passwordpassword",
    "abcdefghijkl",
    "123456789012",
    "987654321098",
    "ada.lovelace@acme-tools.example",
    "ada.lovelace1",
    "Lovelace-2026",
    "lethe1234567",
    "LetheLethe12",
    "2026-lethe-!",
    "acme-tools-99",
  ])("refuses %s", async (password) => {
    await expect(refused(password)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it.each([
    "five quiet herons wade",
    "lethe keeps my 3 herons",
    "dragon-48392014",
    "xK3-9vQz71-pLw",
    "lovelace met babbage in 1833",
    "nine slow barges pass",
  ])("takes %s", async (password) => {
    await expect(refused(password)).resolves.toBeUndefined();
  });
});

describe("isPassword (ASVS 2.4.1–2.4.4)", () => {
  const composed = "caf\u00e9 au lait \u00e0 dix";
  const decomposed = composed.normalize("NFD");

  it("is the same however its letters were typed", async () => {
    for (const set of [composed, decomposed])
      for (const given of [composed, decomposed])
        expect(await isPassword(await hashPassword(set), given)).toBe(true);
  });

  it("still opens what an earlier release has hashed as it was typed", async () => {
    expect(await isPassword(await hash(decomposed), decomposed)).toBe(true);
    expect(await isPassword(await hash("short"), "short")).toBe(true);
    expect(await isPassword(await hash(composed), "another password")).toBe(false);
  });

  it("is none of a member who has none", async () => {
    expect(await isPassword(null, "no member has this password")).toBe(false);
  });
});
