// What the course keeps in this browser: the chosen picture, and the answers. Where storage is refused, or full, it
// holds for this page.

const NAMES = {
  picture: 'cnn-playground-course-picture',
  answers: 'cnn-playground-course-answers',
};

const memory = new Map();

/** undefined where there is nothing, or nothing that can be read. */
export function read(what) {
  try {
    const text = localStorage.getItem(NAMES[what]);
    if (text !== null) return JSON.parse(text);
  } catch {
    // Refused, or somebody else's.
  }
  return memory.get(what);
}

/** Returns false where it holds for this page alone. */
export function write(what, value) {
  memory.set(what, value);
  try {
    localStorage.setItem(NAMES[what], JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(what) {
  memory.delete(what);
  try {
    localStorage.removeItem(NAMES[what]);
  } catch {
    // Then nothing was kept.
  }
}
