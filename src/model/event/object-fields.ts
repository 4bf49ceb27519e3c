// S3 User Guide, "EventBridge event message structure". The size of an object is left out: it is a number.
const OF_ALL: readonly string[] = [
  '$.version', '$.id', '$.detail-type', '$.source', '$.account', '$.time', '$.region', '$.resources[0]',
  '$.detail.version', '$.detail.event-version', '$.detail.bucket.name', '$.detail.object.key', '$.detail.object.etag', '$.detail.object.version-id',
  '$.detail.request-id', '$.detail.requester',
];
const BY_REQUEST = ['Object Created', 'Object Deleted', 'Object Restore Initiated', 'Object Tags Added', 'Object Tags Deleted', 'Object ACL Updated'];
const OF_SOME: Readonly<Record<string, readonly string[]>> = {
  '$.detail.object.sequencer': ['Object Created', 'Object Deleted'],
  '$.detail.reason': ['Object Created', 'Object Deleted'],
  '$.detail.source-ip-address': BY_REQUEST,
  '$.detail.deletion-type': ['Object Deleted'],
  '$.detail.restore-expiry-time': ['Object Restore Completed'],
  '$.detail.source-storage-class': ['Object Restore Initiated', 'Object Restore Completed'],
  '$.detail.destination-storage-class': ['Object Storage Class Changed'],
  '$.detail.destination-access-tier': ['Object Access Tier Changed'],
};

/** Paths of the texts that every one of these events of a bucket may have. */
export function objectFields(detailTypes: readonly string[]): string[] {
  const some = Object.keys(OF_SOME).filter((path) => detailTypes.every((type) => OF_SOME[path].includes(type)));
  return [...OF_ALL, ...some];
}

/** The path that was probably meant: one that ends alike, or else one that begins alike for longest. */
export function nearestField(path: string, fields: readonly string[]): string | undefined {
  const alike = fields.find((field) => lastOf(field) === lastOf(path));
  return alike ?? [...fields].sort((one, other) => sharedStart(other, path) - sharedStart(one, path))[0];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.')).toLowerCase().replace(/[^a-z0-9]/g, '');
}

function sharedStart(one: string, other: string): number {
  const different = [...one].findIndex((sign, index) => sign !== other[index]);
  return different < 0 ? one.length : different;
}
