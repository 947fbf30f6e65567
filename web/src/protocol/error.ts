// Errors as plain data: what crosses the worker boundary, and what PlaygroundError carries.

/**
 * Codes the C++ engine gives (engine/core/error.h); the client uses them too. 'invalid-argument' is
 * the wrong kind of thing; 'invalid-shape' the right kind in sizes that do not fit.
 */
export type EngineErrorCode =
  /** The request makes no sense: the wrong kind of thing, a name that there is not. */
  | 'invalid-argument'
  /** The bytes are something else: a web page, an archive, a picture, a Git LFS pointer, nothing. */
  | 'not-a-model'
  /** The model keeps weights in other files, which were not given; `files` names them. */
  | 'missing-file'
  /** The bytes end, or contradict their own lengths, before the model is complete. */
  | 'truncated'
  /** ONNX that breaks ONNX's own rules. */
  | 'invalid-model'
  /** Valid ONNX that the engine does not run: an operator, an opset, a type. */
  | 'unsupported'
  /** Shapes that do not fit together, or not to the network. */
  | 'invalid-shape'
  /** More than a bound allows: one of the engine's, or maxMemory. */
  | 'limit-exceeded'
  /** Memory was refused. */
  | 'out-of-memory'
  /** XNNPACK refused what the engine's own checks let through. */
  | 'backend';

/** Codes of the worker and the client. */
export type ClientErrorCode =
  /** The caller's AbortSignal fired. */
  | 'aborted'
  /** A newer run with `latest: true` took this run's place. */
  | 'superseded'
  /** The session was released before the answer came. */
  | 'released'
  /** The server answered with a status other than 2xx. */
  | 'http-error'
  /** No answer, or the connection was cut: server unreachable, content security policy. */
  | 'network'
  /** No answer, and the browser says that the device is offline. */
  | 'offline'
  /** The server of another origin answers, but keeps the bytes from this page. */
  | 'cors'
  /** A local file could not be read. */
  | 'file-error'
  /** The bytes do not have the SHA-256 asked for. */
  | 'hash-mismatch'
  /** This page cannot compute SHA-256 (it is not served over https or from localhost). */
  | 'hash-unavailable'
  /** This browser or Node lacks something the engine cannot run without. */
  | 'unsupported-environment'
  /** The worker script could not be started, or ended by itself. */
  | 'worker-failed'
  /** The WebAssembly module could not be fetched, compiled or started. */
  | 'engine-not-loaded'
  /** WebAssembly trapped; the session cannot be used any more. */
  | 'engine-crash'
  /** The file holds weights, but those of a network that is not recognised. */
  | 'unknown-network'
  /** The scores are NaN or infinite, so they cannot be ranked. */
  | 'not-finite'
  /** Labels do not fit the model's output. */
  | 'labels-mismatch'
  /** The bytes are not a picture this environment can read. */
  | 'not-a-picture'
  /** More bytes or pixels than PICTURE_LIMITS. */
  | 'picture-too-large'
  /** The browser recognised the picture's format but could not decode it. */
  | 'picture-undecodable'
  /** The browser keeps the pixels from this page: a picture from another origin without CORS. */
  | 'picture-blocked';

export type ErrorCode = EngineErrorCode | ClientErrorCode;

export interface ErrorData {
  code: ErrorCode;
  /** One sentence: what went wrong, and where. */
  message: string;
  /** What the reader can do about it; may be empty. */
  hint: string;
  /** ONNX node, operator type and attribute, where one is concerned. */
  node?: string;
  op?: string;
  attribute?: string;
  /** "X [1,3,64,64]" of every input involved. */
  shapes?: string[];
  /** Names of the files that are missing or too short, as the model has them: relative to its own folder. */
  files?: string[];
  /** Of a network that cannot run: the last values that can. */
  reachable?: string[];
}
