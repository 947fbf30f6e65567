// Names of the classes of learnpytorch.io's data, and how the course makes pictures an input.

import { TO_TENSOR } from './picture.js';

export const FASHION_MNIST = {
  of: 'FashionMNIST',
  names: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
};
export const FOODS = { of: "the course's pictures of food", names: ['pizza', 'steak', 'sushi'] };

/** A square picture, values 0 to 1. */
export const asInCourse = (size: number, sizes?: readonly number[]) => ({
  size,
  ...TO_TENSOR,
  from: 'the course prepares pictures for it',
  ...(sizes && sizes.length > 1 ? { sizes } : {}),
});
