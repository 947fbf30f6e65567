import type { CameraFailure } from './failure/camera-failure.js';

export interface CameraView {
  /** 'starting' while the browser asks for permission. */
  status: 'off' | 'starting' | 'on';
  mirrored: boolean;
  /** How it ended last; '' for nothing. */
  message: string;
  failure?: CameraFailure;
}

declare module '../../kit/playground.js' {
  interface AppState {
    camera: CameraView;
  }
}
