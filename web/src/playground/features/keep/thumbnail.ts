// A small version of a picture, for the row of pictures to choose from.

/** Shorter side, px: shown at 40 on a dense screen. */
const SIDE = 80;

/** undefined where the browser cannot draw it. */
export async function thumbnailOf(image: ImageBitmap): Promise<Blob | undefined> {
  try {
    const scale = SIDE / Math.min(image.width, image.height);
    const [width, height] = [image.width, image.height].map((size) => Math.ceil(size * scale));
    const canvas = new OffscreenCanvas(width ?? SIDE, height ?? SIDE);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/webp' });
  } catch {
    return undefined;
  }
}
