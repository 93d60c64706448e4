import { z } from "zod";
import { hasNullCharacter } from "@/lib/text/storable-text";
import { idLengthMax, idTooLongMessage } from "./limits";

/** A text to compare with or to note, without the null character. `subject` begins the error: "A value cannot contain …". */
export const comparedText = (subject: string) =>
  z.string().refine((text) => !hasNullCharacter(text), `${subject} cannot contain the null character.`);

/** An entity's id to look for; it may be empty. */
export const entityIdToFind = (subject = "An ID") => comparedText(subject).max(idLengthMax, idTooLongMessage);
