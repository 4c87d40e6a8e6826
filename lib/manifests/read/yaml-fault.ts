/** Why a text cannot be read as YAML, and where: an offset in that text. */
export class YamlFault extends Error {
  public constructor(
    public readonly reason: string,
    public readonly offset: number,
  ) {
    super(reason);
  }
}
