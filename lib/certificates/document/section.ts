import type { Draft } from "./draft";
import { makeRoom, openElement, writeText } from "./paper";
import { sectionStyle } from "./styles";

/** A heading with room for some of what it is about. */
export const drawSection = ({ paper }: Pick<Draft, "paper">, title: string, room = 72): void => {
  paper.y += 9;
  makeRoom(paper, room);
  writeText(paper, title, sectionStyle, { element: openElement(paper, "H2") });
  paper.y += 2;
};
