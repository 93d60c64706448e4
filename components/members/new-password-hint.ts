import { passwordLengthMin } from "@/lib/members/schema";

/** Below the field of every password that is being set. */
export const newPasswordHint = `At least ${passwordLengthMin} characters. A few unrelated words work well.`;
