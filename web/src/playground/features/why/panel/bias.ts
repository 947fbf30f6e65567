// What decides between two classes: the picture, or the bias, which is the same for every picture.

/**
 * picture, bias: the larger share of the lead. againstBias, againstPicture: what speaks for the other class, and is
 * outweighed.
 */
export type Deciding = 'picture' | 'bias' | 'againstBias' | 'againstPicture';

/** cells, bias: what each adds to the lead of the class that leads, so that their sum is not below 0. */
export function deciding(cells: number, bias: number): Deciding {
  if (cells < 0) return 'againstPicture';
  if (bias < 0) return 'againstBias';
  return bias > cells ? 'bias' : 'picture';
}
