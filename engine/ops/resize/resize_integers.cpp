#include "ops/resize/resize_integers.h"

#include <cstdint>
#include <limits>

#include "kernels/strided.h"

namespace cnn {
namespace {

// The integer toward zero; the nearest one where the type has none, and 0 for NaN.
template <class T>
T cut(float x) {
  const auto number = static_cast<double>(x);
  if (number >= std::numeric_limits<T>::max()) return std::numeric_limits<T>::max();
  if (number <= std::numeric_limits<T>::min()) return std::numeric_limits<T>::min();
  return number == number ? static_cast<T>(number) : T{0};
}

// Walks over the output's elements, and over what each is made of.
class Walk {
 public:
  explicit Walk(const IntegerResize& resize)
      : taps_(resize.taps), steps_(dense_steps(resize.from.dims())), first_(taps_.size()) {
    for (const Taps& axis : taps_) {
      outputs_ *= axis.outputs();
      terms_ *= axis.count;
    }
  }

  std::int64_t outputs() const { return outputs_; }
  std::int64_t terms() const { return terms_; }

  // True where the output's element lies outside.
  bool go_to(std::int64_t output) {
    bool outside = false;
    for (std::size_t axis = taps_.size(); axis-- > 0; output /= taps_[axis].outputs()) {
      const std::int64_t at = output % taps_[axis].outputs();
      first_[axis] = static_cast<std::size_t>(at * taps_[axis].count);
      outside |= !taps_[axis].outside.empty() && taps_[axis].outside[static_cast<std::size_t>(at)];
    }
    return outside;
  }

  struct Term {
    std::int64_t at = 0;  // in the input
    float weight = 1;
  };
  // The last axis counts fastest, and its weight comes first in the product: the order decides how
  // float32 rounds. onnxruntime takes one element twice by halves where both neighbours are it.
  Term term(std::int64_t number) const {
    Term result;
    for (std::size_t axis = taps_.size(); axis-- > 0; number /= taps_[axis].count) {
      const Taps& taps = taps_[axis];
      const std::size_t first = first_[axis];
      const auto tap = first + static_cast<std::size_t>(number % taps.count);
      const bool twice = taps.count == 2 && taps.indices[first] == taps.indices[first + 1];
      result.at += taps.indices[tap] * steps_[axis];
      result.weight *= twice ? 0.5f : taps.weights[tap];
    }
    return result;
  }

 private:
  const std::vector<Taps>& taps_;
  std::vector<std::int64_t> steps_;
  std::vector<std::size_t> first_;  // tap of the element, by axis
  std::int64_t outputs_ = 1, terms_ = 1;
};

template <class T>
void resize_as(const IntegerResize& resize, const T* from, T* to) {
  Walk walk(resize);
  for (std::int64_t i = 0; i < walk.outputs(); ++i) {
    if (walk.go_to(i)) {
      to[i] = cut<T>(resize.extrapolation);
    } else if (walk.terms() == 1) {  // exact, whatever its size
      to[i] = from[walk.term(0).at];
    } else {
      float sum = 0;
      for (std::int64_t number = 0; number < walk.terms(); ++number) {
        const auto [at, weight] = walk.term(number);
        sum += weight * static_cast<float>(from[at]);
      }
      to[i] = cut<T>(sum);
    }
  }
}

}  // namespace

void resize_integers(const IntegerResize& resize, DType type, const void* from, void* to) {
  if (type == DType::kInt32)
    resize_as(resize, static_cast<const std::int32_t*>(from), static_cast<std::int32_t*>(to));
  else if (type == DType::kInt8)
    resize_as(resize, static_cast<const std::int8_t*>(from), static_cast<std::int8_t*>(to));
  else
    resize_as(resize, static_cast<const std::uint8_t*>(from), static_cast<std::uint8_t*>(to));
}

}  // namespace cnn
