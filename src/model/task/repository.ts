import { advise, Finding } from '../finding';
import { entryIn, flagIn, knownList, Properties, textIn } from '../template-value';

/** What is known of a repository of images; `undefined` is not known. */
export interface RepositoryFacts {
  /** Images are scanned as they are pushed. */
  readonly scansOnPush?: boolean;
  /** Empty where it is not said. */
  readonly mutability?: string;
  /** Tags that are the exception to it, by what they begin with or hold. */
  readonly exclusions?: readonly (string | undefined)[];
}

// CloudFormation reference, AWS::ECR::Repository ImageTagMutability: what it is, when left out too.
const MUTABLE = 'MUTABLE';
const UNNAMED = '';
// ECR User Guide, "Preventing image tags from being overwritten": what no filter names can be moved, and `*` stands for any text.
const MUTABLE_BUT_SOME = 'MUTABLE_WITH_EXCLUSION';
const ALL_TAGS = /^\*+$/;

/** Reads an `AWS::ECR::Repository`. */
export function readRepository(repository: Properties): RepositoryFacts {
  return {
    scansOnPush: flagIn(entryIn(repository, 'ImageScanningConfiguration.ScanOnPush', false)),
    mutability: textIn(entryIn(repository, 'ImageTagMutability', UNNAMED)),
    exclusions: knownList(repository.ImageTagMutabilityExclusionFilters)
      ?.map((filter) => textIn(entryIn(filter, 'ImageTagMutabilityExclusionFilterValue'))),
  };
}

/** Advises against images that nobody looks into, and against tags that may come to mean another image. */
export function checkRepository({ exclusions, mutability, scansOnPush }: RepositoryFacts): Finding[] {
  return [
    ...(scansOnPush === false ? [advise('Repository.NoScan', 'imageScanningConfiguration',
      'must have images scanned as they are pushed, or nobody hears of known faults in them; set `ScanOnPush` to true')] : []),
    ...(mutability === MUTABLE || mutability === UNNAMED || (mutability === MUTABLE_BUT_SOME && mayMove(exclusions))
      ? [advise('Repository.MutableTags', 'imageTagMutability',
        `must be IMMUTABLE, or a tag that was tested may be another image later, got ${mutability === UNNAMED ? `none, which means ${MUTABLE}` : mutability}; set it to IMMUTABLE`)] : []),
  ];
}

/** Some tags are no exception. */
function mayMove(exclusions: RepositoryFacts['exclusions']): boolean {
  return exclusions?.every((filter) => filter !== undefined && !ALL_TAGS.test(filter)) ?? false;
}
