import { show } from './show';

/** Reads a URL. One that is wrong is a problem, whose text never repeats a password. */
export function readUrl(
  property: string,
  value: unknown,
  schemes: readonly string[],
): { readonly url: URL } | { readonly problem: string } {
  const wanted = schemes.map((scheme) => `'${scheme}://...'`).join(' or ');
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url && (url.username !== '' || url.password !== '')) {
    return {
      problem: `${property} must hold no user and password, which stand in the manifest for everyone to read; give them by a Secret`,
    };
  }
  if (!url || url.hostname === '' || !schemes.includes(url.protocol.slice(0, -1)) || /\s/.test(value as string))
    return { problem: `${property} must be a URL that begins with ${wanted}, got ${show(value)}` };
  return { url };
}
