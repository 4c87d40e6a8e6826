import { ownPackage } from './package-files';

/** The version of this package. */
export function packageVersion(): string {
  return ownPackage().version;
}
