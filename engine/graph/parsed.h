// What the row of an operator made of one node's attributes, and of the settings that newer opsets
// give as constant inputs: a struct of the row's own choice, read once and then shared by every
// copy of the node.
#pragma once

#include <cassert>
#include <memory>
#include <utility>

namespace cnn {

template <class T>
inline constexpr char kParsedTag = 0;  // its address stands for T

class Parsed {
 public:
  explicit Parsed(const void* tag) : tag_(tag) {}
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;
  virtual ~Parsed() = default;

  template <class T>
  bool is() const {
    return tag_ == &kParsedTag<T>;
  }
  // T must be what parsed_as() was given.
  template <class T>
  const T& as() const;

 private:
  const void* tag_;
};

using ParsedPtr = std::shared_ptr<const Parsed>;

template <class T>
class ParsedAs final : public Parsed {
 public:
  explicit ParsedAs(T&& given) : Parsed(&kParsedTag<T>), value(std::move(given)) {}
  T value;
};

template <class T>
const T& Parsed::as() const {
  assert(is<T>());
  return static_cast<const ParsedAs<T>&>(*this).value;
}

// As a pointer to the base, so that the code that counts its owners exists once, not once a type.
template <class T>
ParsedPtr parsed_as(T value) {
  return ParsedPtr(static_cast<const Parsed*>(new ParsedAs<T>(std::move(value))));
}

}  // namespace cnn
