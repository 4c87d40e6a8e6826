/**
 * The README as the registries of other languages show it.
 *
 * Links lead to the repository, since PyPI knows no other files. A snippet that continues the one before it is compiled
 * with it, so that `jsii-rosetta` can translate it, and shown without.
 *
 * https://github.com/aws/jsii-rosetta#hiding-code-from-samples
 */
export function readmeFor(markdown: string, homepage: string): string {
  return withContext(withAbsoluteLinks(markdown, `${homepage}/blob/HEAD/`));
}

function withAbsoluteLinks(markdown: string, base: string): string {
  return markdown.replace(/\]\((?!https?:|#|mailto:)([^)]+)\)/g, `](${base}$1)`);
}

function withContext(markdown: string): string {
  let before = '';
  return markdown.replace(
    /(<!-- continues -->\s*)?```ts\n(.*?)```/gs,
    (block, continues: string | undefined, code: string) => {
      const context = before;
      before = code;
      if (continues === undefined) return block;
      return `\`\`\`ts\n/// !hide\n${context}/// !show\n${code}\`\`\``;
    },
  );
}
