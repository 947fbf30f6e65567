// An ONNX file as a tree of protobuf fields, for the mutator: nothing is checked, and what is not
// understood is kept as bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cnn::fuzz {

// What a length-delimited field holds, as far as the mutator cares.
enum class Kind : std::uint8_t {
  kBytes,  // a text, packed numbers, or a message that is never opened
  kModel,
  kGraph,
  kNode,
  kAttribute,
  kTensor,
  kValueInfo,
  kType,
  kTensorType,
  kShape,
  kDimension,
  kOpset,
};

// Field numbers of onnx.proto.
namespace number {
inline constexpr int kModelGraph = 7, kModelOpset = 8;
inline constexpr int kGraphNode = 1, kGraphInitializer = 5, kGraphInput = 11, kGraphOutput = 12;
inline constexpr int kNodeInput = 1, kNodeOutput = 2, kNodeName = 3, kNodeOp = 4,
                     kNodeAttribute = 5;
inline constexpr int kAttributeName = 1, kAttributeFloat = 2, kAttributeInt = 3, kAttributeText = 4,
                     kAttributeTensor = 5, kAttributeFloats = 7, kAttributeInts = 8,
                     kAttributeType = 20;
inline constexpr int kTensorDim = 1, kTensorType = 2, kTensorName = 8, kTensorRaw = 9;
inline constexpr int kInfoName = 1, kDimensionValue = 1, kDimensionSymbol = 2, kOpsetVersion = 2;
}  // namespace number

enum class Wire : std::uint8_t { kVarint = 0, kFixed64 = 1, kLength = 2, kFixed32 = 5 };

struct Field {
  int number = 0;
  Wire wire = Wire::kVarint;
  std::uint64_t value = 0;  // of a varint, or the bits of a fixed-size number
  std::string bytes;        // of a kBytes
  Kind kind = Kind::kBytes;
  std::vector<Field> fields;  // of any other kind

  // The first field with that number; nullptr when there is none.
  Field* find(int wanted);
  std::vector<Field*> all(int wanted);
};

Field varint_field(int number, std::int64_t value);
Field float_field(int number, float value);
Field text_field(int number, std::string_view text);

// Empty where the bytes are no protobuf. Inner messages that are none stay kBytes.
std::optional<Field> parse_model(std::string_view file);
std::string to_bytes(const Field& message);

// All fields below `field` for which `wanted(const Field&)` holds.
template <class Wanted>
void collect(Field& field, const Wanted& wanted, std::vector<Field*>& found) {
  for (Field& child : field.fields) {
    if (wanted(child)) found.push_back(&child);
    collect(child, wanted, found);
  }
}

}  // namespace cnn::fuzz
