// Every word of this feature.

export const words = {
  keep: 'Keep my pictures and models in this browser for the next visit',
  forget: 'Forget them now',
  kept: (count: string, size: string) => `Kept: ${count}, ${size}.`,
  file: 'file',
  picture: (name: string) => `Your picture ${name}`,
  models: 'Your models',
};
