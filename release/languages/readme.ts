import * as path from 'node:path';

/**
 * A README as the registries of other languages show it.
 *
 * Links lead to the repository, since PyPI knows no other files. A snippet that continues the one before it is compiled
 * with it, so that `jsii-rosetta` can translate it, and shown without.
 *
 * https://github.com/aws/jsii-rosetta#hiding-code-from-samples
 *
 * @param folder the folder of the file in the repository
 */
export function readmeFor(markdown: string, homepage: string, folder: string): string {
  return withContext(
    markdown.replace(
      /\]\((?!https?:|#|mailto:)([^)]+)\)/g,
      (_, to: string) => `](${homepage}/blob/HEAD/${path.posix.join(folder, to)})`,
    ),
  );
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
