/** A file of which nothing (more) can be read. The message is a sentence or two for people, and quotes nothing of the file. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}
