// Conversions between the engine's types and JavaScript values, as engine.d.ts spells them.
#pragma once

#include <emscripten/val.h>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "image/preprocess.h"
#include "session.h"

namespace cnn::wasm {

using emscripten::val;

// ---- C++ to JavaScript ----

// UTF-8, NUL included.
inline val to_js(std::string_view text) {
  return val(std::string(text));
}

inline val to_js(const Shape& shape) {
  val array = val::array();
  for (const std::int64_t dim : shape.dims()) array.call<void>("push", static_cast<double>(dim));
  return array;
}

template <class Items, class Convert>
val list(const Items& items, Convert convert) {
  val array = val::array();
  for (const auto& item : items) array.call<void>("push", convert(item));
  return array;
}

inline val failure(const Error& error) {
  val plain = val::object();
  plain.set("code", to_js(error_code_name(error.code)));
  plain.set("message", to_js(error.message));
  plain.set("hint", to_js(error.hint));
  plain.set("node", to_js(error.node));
  plain.set("op", to_js(error.op));
  plain.set("attribute", to_js(error.attribute));
  const auto text = [](const std::string& item) { return to_js(item); };
  plain.set("shapes", list(error.shapes, text));
  plain.set("files", list(error.files, text));
  plain.set("reachable", list(error.reachable, text));
  val result = val::object();
  result.set("error", plain);
  return result;
}

template <class T>
val success(T&& value) {
  val result = val::object();
  result.set("value", std::forward<T>(value));
  return result;
}

// A Result as { value } or { error }.
template <class T, class Convert>
val to_js(Result<T>&& result, Convert convert) {
  if (!result) return failure(result.error());
  return success(convert(*result));
}

template <class T>
val view(std::span<T> memory) {
  return val(emscripten::typed_memory_view(memory.size(), memory.data()));
}

// ---- JavaScript to C++ ----

inline Shape to_shape(const val& dims) {
  Shape shape;
  for (const double dim : emscripten::convertJSArrayToNumberVector<double>(dims))
    shape.push_back(static_cast<std::int64_t>(dim));
  return shape;
}

inline std::array<float, 3> to_triple(const val& numbers) {
  std::array<float, 3> triple{};
  for (std::size_t i = 0; i < 3; ++i) triple[i] = numbers[i].as<float>();
  return triple;
}

template <class T>
struct Word {
  std::string_view word;
  T value;
};

// What `given` stands for. what: "interpolation", for the message. Errors: kInvalidArgument.
template <class T>
Result<T> one_of(std::span<const Word<T>> words, const std::string& given, const char* what) {
  std::string known;
  for (const Word<T>& each : words) {
    if (each.word == given) return each.value;
    known += (known.empty() ? "'" : ", '") + std::string(each.word) + "'";
  }
  return fail(ErrorCode::kInvalidArgument,
              "there is no " + std::string(what) + " called '" + given + "'",
              "use one of " + known);
}

inline Result<PreprocessSpec> to_spec(const val& from) {
  constexpr Word<Interpolation> kInterpolations[] = {{"nearest", Interpolation::kNearest},
                                                     {"bilinear", Interpolation::kBilinear},
                                                     {"bicubic", Interpolation::kBicubic}};
  constexpr Word<ChannelOrder> kOrders[] = {{"RGB", ChannelOrder::kRgb},
                                            {"BGR", ChannelOrder::kBgr}};
  constexpr Word<TensorLayout> kLayouts[] = {{"NCHW", TensorLayout::kNchw},
                                             {"NHWC", TensorLayout::kNhwc}};
  const auto text = [&](const char* key) { return from[key].as<std::string>(); };
  PreprocessSpec spec;
  spec.resize = from["resize"].as<int>();
  spec.crop_width = from["cropWidth"].as<int>();
  spec.crop_height = from["cropHeight"].as<int>();
  CNN_ASSIGN(spec.interpolation,
             one_of<Interpolation>(kInterpolations, text("interpolation"), "interpolation"));
  spec.divisor = from["divisor"].as<float>();
  spec.mean = to_triple(from["mean"]);
  spec.std = to_triple(from["std"]);
  CNN_ASSIGN(spec.order, one_of<ChannelOrder>(kOrders, text("order"), "order of channels"));
  CNN_ASSIGN(spec.layout, one_of<TensorLayout>(kLayouts, text("layout"), "layout"));
  spec.channels = from["channels"].as<int>();
  return spec;
}

}  // namespace cnn::wasm
