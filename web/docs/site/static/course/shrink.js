// A picture of the reader, made small enough to be kept for the next page.

/** Longer side, px: more than any network of the site is fed. */
const SIDE = 640;
const MOST_BYTES = 40_000_000;

/**
 * A data address of the picture.
 * @throws Error with a sentence where the file is no picture.
 */
export async function shrunk(file, name) {
  if (file.size > MOST_BYTES)
    throw new Error(`"${name}" has more than 40 MB. Take a smaller picture.`);
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new Error(`"${name}" is no picture that this browser can read. JPEG, PNG and WebP work.`);
  }
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  // What is transparent would be black in a JPEG.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/jpeg', 0.92);
}
