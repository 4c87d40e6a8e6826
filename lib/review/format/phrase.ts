/** A piece of what a report says. Only `words` are ours; what comes from a manifest is a name, or a sentence with names in it. */
export type Part = { readonly words: string } | { readonly name: string } | { readonly sentence: string };

/** What a report says in one place. Each format shows it in its own way, and names always as text. */
export type Phrase = readonly Part[];

/** Words of ours with names of manifests between them: numbers and phrases are taken as they are, text is a name. */
export function say(words: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase {
  return words.flatMap((text, index) => [
    ...(text === '' ? [] : [{ words: text }]),
    ...(index < values.length ? partsOf(values[index]) : []),
  ]);
}

function partsOf(value: string | number | Phrase | undefined): Phrase {
  if (typeof value === 'string') return [{ name: value }];
  if (typeof value === 'number') return [{ words: String(value) }];
  return value ?? [];
}

/** A name of a manifest alone; nothing where there is none. */
export function name(text: string | undefined): Phrase {
  return text === undefined ? [] : [{ name: text }];
}

/** A sentence of a review, which may have names of manifests in it. */
export function sentence(text: string | undefined): Phrase {
  return text === undefined ? [] : [{ sentence: text }];
}

/** Words of ours alone. */
export function words(text: string): Phrase {
  return [{ words: text }];
}

/** Phrases with commas between them, of many only the first. */
export function listed(phrases: readonly Phrase[], most: number): Phrase {
  const told = phrases.slice(0, most).flatMap((each, index) => (index === 0 ? each : [{ words: ', ' }, ...each]));
  const more = phrases.length - most;
  return more > 0 ? [...told, { words: ` and ${more} more` }] : told;
}
