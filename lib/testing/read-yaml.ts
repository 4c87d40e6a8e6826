import { type DocumentFault, readDocuments } from '../manifests/read/documents';
import { SourceText } from '../manifests/read/source-text';
import { type Manifest, toManifests } from './manifest';

/**
 * Reads the manifests of a YAML or JSON text with any number of documents, as kubectl does; empty ones are passed over.
 *
 * @param source what to call the text in errors
 * @param format what the text should be
 * @throws Error that names the source, the document and the line when it is not that, not a manifest, or has a key twice
 */
export function readYaml(text: string, source: string, format: 'YAML' | 'JSON' = 'YAML'): Manifest[] {
  const lines = new SourceText(source, text);
  const { documents, faults, count } = readDocuments(text);
  const whereIs = ({ number }: { readonly number: number }): string =>
    count > 1 ? `${source}, document ${number}` : source;
  const invalid = (document: Pick<DocumentFault, 'number' | 'reason' | 'offset'>): Error =>
    new Error(
      `${whereIs(document)} is not valid ${format}: ${document.reason}, at line ${lines.lineAt(document.offset)}`,
    );
  if (faults.length > 0) throw invalid(faults[0]);
  return documents.flatMap(({ value, duplicates, number, chunk }) => {
    if (duplicates.length === 0) return toManifests(value, whereIs({ number }));
    // kubectl keeps the last one and says nothing: in a test it is a slip.
    const [{ at, offset }] = duplicates;
    const key = at.slice(1).replaceAll('/', '.');
    throw invalid({ number, reason: `${key} is given twice`, offset: chunk.start + offset });
  });
}
