/** Whether a file of that name is a picture that an element can fetch and show. */
export const isPictureName = (name: string): boolean =>
  /\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i.test(name);
