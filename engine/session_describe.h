// What a session's network is made of, as JSON.
#pragma once

#include <string>

#include "session.h"

namespace cnn {

// SessionDescription in wasm/engine.d.ts. Texts of an operator and equal facts stand there once,
// not once a node.
std::string describe_json(const Session& session);

}  // namespace cnn
