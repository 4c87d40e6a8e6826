/** A page of the reference, as the index lists it. */
export interface PageSummary {
  readonly kind: 'construct' | 'value' | 'interface' | 'options';
  readonly file: string;
  /** Names of the types on it, that of the page first. */
  readonly names: readonly string[];
  readonly summary: string;
}

const SECTIONS: readonly { readonly kind: PageSummary['kind']; readonly title: string; readonly text: string }[] = [
  { kind: 'construct', title: 'Constructs', text: 'What you declare, with their props.' },
  {
    kind: 'value',
    title: 'Values',
    text: 'What props take: made by static functions of the class, with their options.',
  },
  { kind: 'interface', title: 'Interfaces', text: 'What may stand for a construct of the library.' },
  { kind: 'options', title: 'Options', text: 'What several constructs or values take or give.' },
];

/**
 * The index: pages by what they are, then every type by its name. Guides link to the name here: the page that a struct is on
 * changes when a second one uses it.
 */
export function indexPage(pages: readonly PageSummary[]): string {
  const sections = SECTIONS.map(({ kind, title, text }) => {
    const rows = pages
      .filter((page) => page.kind === kind)
      .map(({ file, names, summary }) => `| [${names[0]}](${file}) | ${summary.replaceAll('|', '\\|')} |`);
    return `## ${title}\n\n${text}\n\n|     |     |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  const types = pages
    .flatMap(({ file, names }) =>
      names.map((name) => ({ name, link: `<a id="${name}"></a>[${name}](${file}#${name})` })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ link }) => link);
  return `# API

Every class, prop and default. Begin with [ModelServer](model-server.md), [ServingRuntime](serving-runtime.md) and
[TenantNamespace](tenant-namespace.md); what they do together is told in the [guides](../README.md). What constructs have from cdk8s
and constructs (\`node\`, \`toString\` and the like) is left out. Made from the sources by \`npm run docs\`.

${sections.join('\n')}
## Every type

${types.join(' · ')}
`;
}
