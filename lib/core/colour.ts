/** One of the two sides of a blue/green release. */
export enum Colour {
  /** The side whose objects end in `-blue`. */
  BLUE = 'blue',
  /** The side whose objects end in `-green`. */
  GREEN = 'green',
}
