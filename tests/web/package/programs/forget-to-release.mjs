// A session that nobody releases must not keep Node from ending.
import { InferenceSession } from '../../../../dist/index.js';

const session = await InferenceSession.create('models/tinyvgg/tinyvgg.onnx');
console.log(JSON.stringify(session.inputNames));
