/** No memory says by itself whether it is held: what holds cover has to be put in the place of such a condition. */
export class UnresolvedHold extends Error {
  override readonly name = "UnresolvedHold";
  constructor() {
    super("A condition on holds was not resolved.");
  }
}
