/** A piece of the text of a `Fn::Sub`: a text, or the name of what takes its place. */
export type Piece = { readonly text: string } | { readonly variable: string };

/** The pieces of the text of a `Fn::Sub`; `${!Name}` is the text `${Name}`. */
export function piecesOf(text: string): Piece[] {
  return text.split(/\$\{([^}]*)\}/).map((piece, index) => {
    if (index % 2 === 0) return { text: piece };
    return piece.startsWith('!') ? { text: `\${${piece.slice(1)}}` } : { variable: piece };
  }).filter((piece) => !('text' in piece) || piece.text !== '');
}
