// A function object that is moved, never copied: std::function without what copying costs in a
// module that is downloaded (the C++ library at hand has no std::move_only_function).
#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cnn {

template <class>
class MoveFunction;

// Empty when made from nothing; calling an empty one is undefined.
template <class R, class... Arguments>
class MoveFunction<R(Arguments...)> {
 public:
  MoveFunction() = default;
  MoveFunction(std::nullptr_t) {}  // NOLINT: empty, as the default
  template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, MoveFunction>)
  MoveFunction(F&& function)  // NOLINT: a lambda is meant to become one
      : call_(std::make_unique<Holder<std::remove_cvref_t<F>>>(std::forward<F>(function))) {}

  explicit operator bool() const { return call_ != nullptr; }
  R operator()(Arguments... arguments) const {
    return call_->run(std::forward<Arguments>(arguments)...);
  }

 private:
  struct Call {
    virtual ~Call() = default;
    virtual R run(Arguments... arguments) = 0;
  };
  template <class F>
  struct Holder final : Call {
    template <class G>
    explicit Holder(G&& given) : function(std::forward<G>(given)) {}
    R run(Arguments... arguments) override {
      return function(std::forward<Arguments>(arguments)...);
    }
    F function;
  };
  std::unique_ptr<Call> call_;
};

}  // namespace cnn
