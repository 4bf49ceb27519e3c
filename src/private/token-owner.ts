import { Reference, Tokenization } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';

/** The construct that a text names by reference, such as the bucket of `bucket.bucketName`; `undefined` for a literal. */
export function ownerOf(text: string): IConstruct | undefined {
  const reference = Tokenization.reverseString(text).tokens.find(Reference.isReference);
  return reference?.target.node.scope;
}
