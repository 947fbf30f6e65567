// How the camera ended, and why it could not be used: wanted only once somebody has started it.

import { wordsOf } from '../../../kit/words.js';

const otherPicture = 'Choose a picture from a file, or one of the samples.';

const english = {
  // How it ended
  off: 'The camera is off.',
  hidden: 'The camera was switched off while this page was out of sight.',
  unplugged: 'The camera was switched off or unplugged.',

  failed: 'The camera could not be used',
  otherPicture,
  notAllowed: 'This page may not use the camera.',
  allow: "Allow it in the browser's settings for this site, then start the camera again.",
  notFound: 'No camera was found.',
  connect: `Connect a camera and start it again. ${otherPicture}`,
  notReadable: 'The camera was found, but it delivers no picture.',
  otherProgram: 'Another program may be using it. Close that program, then start the camera again.',
  aborted: 'The camera stopped unexpectedly.',
  startAgain: 'Start the camera again.',
  notHere: 'This page may not use the camera here.',
  notInside: 'Open the page in a tab of its own, not inside another page.',
  insecure: 'Browsers allow the camera only on pages that come over https or from this device.',
  useHttps: 'Open this page at its https address.',
  policy: 'The site, or the page that shows this one, does not allow the camera.',
  ownTab: 'Open this page in a tab of its own.',
  noCameras: 'This browser does not let pages use a camera.',
  browserSays: (text: string) => `The browser says: ${text}.`,
  noRoom: 'there is no memory for a picture',
};

export type CameraFailureWords = typeof english;
export const words = wordsOf('camera-failure', english);
