import { Reference, Tokenization } from 'aws-cdk-lib/core';
import { IConstruct } from 'constructs';

/** The construct that a text names by reference, such as the bucket of `bucket.bucketName`; `undefined` for a literal. */
export function ownerOf(text: string): IConstruct | undefined {
  return resourceOf(text)?.node.scope;
}

/** The resource that a text names by reference, such as the L1 inside that bucket; `undefined` for a literal. */
export function resourceOf(text: string): IConstruct | undefined {
  return Tokenization.reverseString(text).tokens.find(Reference.isReference)?.target;
}
