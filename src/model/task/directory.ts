/**
 * The directory that a path means, `undefined` if it is not absolute or the root itself: `/tmp/` is `/tmp`.
 *
 * Windows tells neither slashes nor letters apart: `C:\Data` is `c:/data`.
 */
export function directoryOf(path: string, mayBeWindows: boolean): string | undefined {
  const drive = mayBeWindows ? /^[A-Za-z]:(?=[\\/])/.exec(path)?.[0].toLowerCase() : undefined;
  if (drive === undefined && !path.startsWith('/')) return undefined;
  const parts = drive === undefined ? path.split('/') : path.slice(drive.length).toLowerCase().split(/[\\/]/);
  const names = parts.filter((part) => part !== '' && part !== '.');
  return names.length === 0 ? undefined : [drive ?? '', ...names].join('/');
}
