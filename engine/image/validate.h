// Checks of what callers hand to preprocess().
#pragma once

#include "core/error.h"
#include "image/preprocess_spec.h"

namespace cnn {

// Errors as documented at preprocess_shape().
Result<void> check_spec(const PreprocessSpec& spec);

}  // namespace cnn
