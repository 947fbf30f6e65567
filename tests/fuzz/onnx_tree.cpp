#include "fuzz/onnx_tree.h"

// The engine's way to include protozero's reader comes first: the reader's functions are inline,
// and a program has one of each.
#include "onnx/wire.h"

#include <cstring>
#include <protozero/pbf_writer.hpp>
#include <utility>

namespace cnn::fuzz {
namespace {

constexpr int kDeepest = 12;  // a graph may hold graphs

struct Inner {
  Kind outer;
  int number;
  Kind kind;
};
constexpr Inner kInner[] = {
    {Kind::kModel, 7, Kind::kGraph},      {Kind::kModel, 8, Kind::kOpset},
    {Kind::kGraph, 1, Kind::kNode},       {Kind::kGraph, 5, Kind::kTensor},
    {Kind::kGraph, 11, Kind::kValueInfo}, {Kind::kGraph, 12, Kind::kValueInfo},
    {Kind::kGraph, 13, Kind::kValueInfo}, {Kind::kNode, 5, Kind::kAttribute},
    {Kind::kAttribute, 5, Kind::kTensor}, {Kind::kAttribute, 6, Kind::kGraph},
    {Kind::kValueInfo, 2, Kind::kType},   {Kind::kType, 1, Kind::kTensorType},
    {Kind::kTensorType, 2, Kind::kShape}, {Kind::kShape, 1, Kind::kDimension},
};

Kind inner_kind(Kind outer, int number) {
  for (const Inner& inner : kInner)
    if (inner.outer == outer && inner.number == number) return inner.kind;
  return Kind::kBytes;
}

std::vector<Field> parse(std::string_view bytes, Kind kind, int depth);

Field read_field(protozero::pbf_reader& reader, Kind outer, int depth) {
  Field field;
  field.number = static_cast<int>(reader.tag());
  field.wire = static_cast<Wire>(reader.wire_type());
  switch (reader.wire_type()) {
    case protozero::pbf_wire_type::varint: field.value = reader.get_uint64(); return field;
    case protozero::pbf_wire_type::fixed64: field.value = reader.get_fixed64(); return field;
    case protozero::pbf_wire_type::fixed32: field.value = reader.get_fixed32(); return field;
    default: break;
  }
  const protozero::data_view view = reader.get_view();
  field.bytes.assign(view.data(), view.size());
  const Kind kind = inner_kind(outer, field.number);
  if (kind == Kind::kBytes || depth == 0) return field;
  try {
    field.fields = parse(field.bytes, kind, depth - 1);
    field.kind = kind;
  } catch (const protozero::exception&) {  // stays bytes
  }
  return field;
}

std::vector<Field> parse(std::string_view bytes, Kind kind, int depth) {
  std::vector<Field> fields;
  protozero::pbf_reader reader(bytes.data(), bytes.size());
  while (reader.next()) fields.push_back(read_field(reader, kind, depth));
  return fields;
}

}  // namespace

Field* Field::find(int wanted) {
  for (Field& field : fields)
    if (field.number == wanted) return &field;
  return nullptr;
}

std::vector<Field*> Field::all(int wanted) {
  std::vector<Field*> found;
  for (Field& field : fields)
    if (field.number == wanted) found.push_back(&field);
  return found;
}

Field varint_field(int number, std::int64_t value) {
  Field field;
  field.number = number;
  field.value = static_cast<std::uint64_t>(value);
  return field;
}

Field float_field(int number, float value) {
  Field field;
  field.number = number;
  field.wire = Wire::kFixed32;
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  field.value = bits;
  return field;
}

Field text_field(int number, std::string_view text) {
  Field field;
  field.number = number;
  field.wire = Wire::kLength;
  field.bytes = text;
  return field;
}

std::optional<Field> parse_model(std::string_view file) {
  Field model;
  model.wire = Wire::kLength;
  model.kind = Kind::kModel;
  try {
    model.fields = parse(file, Kind::kModel, kDeepest);
  } catch (const protozero::exception&) {
    return std::nullopt;
  }
  return model;
}

std::string to_bytes(const Field& message) {
  if (message.kind == Kind::kBytes) return message.bytes;
  std::string bytes;
  protozero::pbf_writer writer(bytes);
  for (const Field& field : message.fields) {
    const auto tag = static_cast<protozero::pbf_tag_type>(field.number);
    switch (field.wire) {
      case Wire::kVarint: writer.add_uint64(tag, field.value); break;
      case Wire::kFixed64: writer.add_fixed64(tag, field.value); break;
      case Wire::kFixed32: writer.add_fixed32(tag, static_cast<std::uint32_t>(field.value)); break;
      case Wire::kLength: writer.add_bytes(tag, to_bytes(field)); break;
    }
  }
  return bytes;
}

}  // namespace cnn::fuzz
