/** Ids of several constructs of a kind: the first keeps the plain one, so that others added after it change no logical id. */
export function numbered(id: string, index: number): string {
  return index === 0 ? id : `${id}${index + 1}`;
}
