// Numbers that a script can make again, so that another engine can say what comes of them.
#pragma once

#include <vector>

namespace cnn::test {

// ((i * step) % period - offset) / divisor for i from 0 on.
inline std::vector<float> pattern(int count, int step = 7, int period = 11, int offset = 5,
                                  float divisor = 5) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i)
    values.push_back(static_cast<float>(i * step % period - offset) / divisor);
  return values;
}

}  // namespace cnn::test
