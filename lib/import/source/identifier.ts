/** Identifiers of one source text: each once, made of letters and digits of a name and a word of ours behind it. */
export class Identifiers {
  private readonly taken = new Set<string>();

  /** Keeps an identifier for something else. */
  public reserve(identifier: string): void {
    this.taken.add(identifier);
  }

  /**
   * @param suffix a word of ours in PascalCase: what comes out is no word of the language and no import
   */
  public of(name: string, suffix: string): string {
    const words = name.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
    const [first = '', ...others] = words.map((part) => part.slice(0, 40));
    const base = `${first.toLowerCase()}${others.map(capital).join('')}`.slice(0, 60).replace(/^\d+/, '');
    const plain = base === '' ? `${suffix[0].toLowerCase()}${suffix.slice(1)}` : `${base}${suffix}`;
    for (let count = 1; ; count++) {
      const candidate = count === 1 ? plain : `${plain}${count}`;
      if (this.taken.has(candidate)) continue;
      this.taken.add(candidate);
      return candidate;
    }
  }
}

function capital(part: string): string {
  return `${part[0].toUpperCase()}${part.slice(1).toLowerCase()}`;
}
