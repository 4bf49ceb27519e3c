import { advise, Finding } from '../finding';
import { entryIn, flagIn, Properties, textIn } from '../template-value';

/** What is known of a repository of images; `undefined` is not known. */
export interface RepositoryFacts {
  /** Images are scanned as they are pushed. */
  readonly scansOnPush?: boolean;
  /** Empty where it is not said. */
  readonly mutability?: string;
}

// CloudFormation reference, AWS::ECR::Repository ImageTagMutability: what it is, when left out too.
const MUTABLE = 'MUTABLE';
const UNNAMED = '';

/** Reads an `AWS::ECR::Repository`. */
export function readRepository(repository: Properties): RepositoryFacts {
  return {
    scansOnPush: flagIn(entryIn(repository, 'ImageScanningConfiguration.ScanOnPush', false)),
    mutability: textIn(entryIn(repository, 'ImageTagMutability', UNNAMED)),
  };
}

/** Advises against images that nobody looks into, and against tags that may come to mean another image. */
export function checkRepository({ mutability, scansOnPush }: RepositoryFacts): Finding[] {
  return [
    ...(scansOnPush === false ? [advise('Repository.NoScan', 'imageScanningConfiguration',
      'must have images scanned as they are pushed, or nobody hears of known faults in them; set `ScanOnPush` to true')] : []),
    ...(mutability === MUTABLE || mutability === UNNAMED ? [advise('Repository.MutableTags', 'imageTagMutability',
      `must be IMMUTABLE, or a tag that was tested may be another image later, got ${mutability === UNNAMED ? `none, which means ${MUTABLE}` : MUTABLE}; set it to IMMUTABLE`)] : []),
  ];
}
