#include "onnx/tensor_proto.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "core/element_type.h"
#include "core/limits.h"
#include "core/text.h"
#include "onnx/charge.h"

namespace cnn::onnx {
namespace {

// TensorProto.DataType of onnx.proto.
enum DataType : int {
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kFloat16 = 10,
  kDouble = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16,
  kUint4 = 21,
  kInt4 = 22,
  kUint2 = 25,
  kInt2 = 26,
};

struct Fields {
  std::string name;
  Shape shape;
  int type = 0;
  bool external = false;
  ExternalPlace place;  // where the data is then
  bool has_raw = false;
  protozero::data_view raw;
  std::vector<float> floats;
  std::vector<double> doubles;
  std::vector<std::int64_t> ints;  // int32_data, int64_data and uint64_data
  Held held;                       // the three lists
};

std::string label(const Fields& fields) {
  return "the tensor " + quoted(fields.name) + " " + to_string(fields.shape);
}

// Of what is not stored, where it has a name that people know.
std::string type_name(int type) {
  if (type == kString) return "string";
  if ((type >= 17 && type <= 20) || type == 24) return "float8 (" + decimal(type) + ")";
  return type == 23 ? "float4 (23)" : decimal(type);
}

std::unexpected<Error> mismatch(const Fields& fields, std::size_t got) {
  return fail(ErrorCode::kInvalidModel,
              label(fields) + " should hold " + decimal(fields.shape.elements()) +
                  " values, but the file has " + decimal(got),
              "the file is damaged or was written by a faulty exporter; export it again");
}

// Bits of an element, where several lie in a byte, the first in its lowest bits; else 0.
int packed_bits(int type) {
  if (type == kUint4 || type == kInt4) return 4;
  return type == kUint2 || type == kInt2 ? 2 : 0;
}

// Number `index` of `bits` each in `byte`, as one of 8 bits.
std::uint8_t unpacked(int type, std::uint8_t byte, std::size_t index) {
  const int bits = packed_bits(type);
  const std::uint32_t mask = (1u << bits) - 1, sign = 1u << (bits - 1);
  const std::size_t place = index % static_cast<std::size_t>(8 / bits);
  const std::uint32_t value = byte >> (static_cast<int>(place) * bits) & mask;
  const bool is_signed = type == kInt4 || type == kInt2;
  return static_cast<std::uint8_t>(is_signed ? (value ^ sign) - sign : value);
}

// Bytes of raw_data; one element of a type above takes a part of one.
std::uint64_t raw_bytes(int type, std::uint64_t count, std::size_t element) {
  const auto bits = static_cast<std::uint64_t>(packed_bits(type));
  return bits ? (count * bits + 7) / 8 : count * element;
}

// Bytes one element takes in raw_data; 0 for a type this engine does not store.
std::size_t raw_size(int type) {
  switch (type) {
    case kUint8:
    case kInt8:
    case kUint4:
    case kInt4:
    case kUint2:
    case kInt2:
    case kBool: return 1;
    case kUint16:
    case kInt16:
    case kFloat16:
    case kBfloat16: return 2;
    case kFloat:
    case kInt32:
    case kUint32: return 4;
    case kInt64:
    case kDouble:
    case kUint64: return 8;
    default: return 0;
  }
}

// Of a type that raw_size() knows.
DType held_as(int type) {
  if (packed_bits(type)) return type == kInt4 || type == kInt2 ? DType::kInt8 : DType::kUint8;
  return *stored_type(type);
}

// IEEE 754 binary16 to binary32, exact for every value including subnormals.
float from_half(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000u) << 16;
  const std::uint32_t exponent = (half >> 10) & 31u;
  const std::uint32_t mantissa = half & 0x3ffu;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7f800000u | (mantissa << 13));
  if (exponent) return std::bit_cast<float>(sign | ((exponent + 112) << 23) | (mantissa << 13));
  const float magnitude = static_cast<float>(mantissa) * 0x1p-24f;
  return sign ? -magnitude : magnitude;
}

template <class T>
T load(const char* data, std::size_t index) {
  T value;
  std::memcpy(&value, data + index * sizeof(T), sizeof(T));
  return value;
}

// Fills `out` with convert(i) for every element.
template <class T, class Convert>
void fill(Tensor& tensor, Convert convert) {
  const std::span<T> out = tensor.data<T>();
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<T>(convert(i));
}

void decode_raw(const Fields& fields, Tensor& tensor) {
  const char* raw = fields.raw.data();
  if (const int bits = packed_bits(fields.type)) {
    const auto in_byte = static_cast<std::size_t>(8 / bits);
    return fill<std::uint8_t>(tensor, [&](auto i) {
      return unpacked(fields.type, static_cast<std::uint8_t>(raw[i / in_byte]), i);
    });
  }
  switch (fields.type) {
    case kFloat16:
      return fill<float>(tensor, [&](auto i) { return from_half(load<std::uint16_t>(raw, i)); });
    case kBfloat16:
      return fill<float>(tensor, [&](auto i) {
        return std::bit_cast<float>(std::uint32_t{load<std::uint16_t>(raw, i)} << 16);
      });
    case kDouble: return fill<float>(tensor, [&](auto i) { return load<double>(raw, i); });
    case kUint16:
      return fill<std::int32_t>(tensor, [&](auto i) { return load<std::uint16_t>(raw, i); });
    case kInt16:
      return fill<std::int32_t>(tensor, [&](auto i) { return load<std::int16_t>(raw, i); });
    case kUint32:
      return fill<std::int64_t>(tensor, [&](auto i) { return load<std::uint32_t>(raw, i); });
    default:  // the stored form is the raw form; ONNX files are little-endian, and so are we
      if (tensor.bytes()) std::memcpy(tensor.data<std::byte>().data(), raw, tensor.bytes());
  }
}

void decode_typed(const Fields& fields, Tensor& tensor) {
  const std::vector<std::int64_t>& ints = fields.ints;
  if (const int bits = packed_bits(fields.type)) {
    const auto in_byte = static_cast<std::size_t>(8 / bits);
    return fill<std::uint8_t>(tensor, [&](auto i) {
      return unpacked(fields.type, static_cast<std::uint8_t>(ints[i / in_byte]), i);
    });
  }
  switch (fields.type) {
    case kFloat: return fill<float>(tensor, [&](auto i) { return fields.floats[i]; });
    case kDouble: return fill<float>(tensor, [&](auto i) { return fields.doubles[i]; });
    case kFloat16:
      return fill<float>(tensor,
                         [&](auto i) { return from_half(static_cast<std::uint16_t>(ints[i])); });
    case kBfloat16:
      return fill<float>(tensor, [&](auto i) {
        return std::bit_cast<float>(static_cast<std::uint32_t>(ints[i] & 0xffff) << 16);
      });
    default: break;
  }
  switch (tensor.dtype()) {
    case DType::kInt64: return fill<std::int64_t>(tensor, [&](auto i) { return ints[i]; });
    case DType::kInt32: return fill<std::int32_t>(tensor, [&](auto i) { return ints[i]; });
    default: return fill<std::uint8_t>(tensor, [&](auto i) { return ints[i]; });
  }
}

// Whether every number is one of the stored type, too: float64 and uint64 reach further.
bool fits(const Fields& fields, const Tensor& tensor) {
  if (fields.type == kUint64)
    return std::ranges::all_of(tensor.data<std::int64_t>(),
                               [](auto number) { return number >= 0; });
  if (fields.type != kDouble) return true;
  const std::span<const float> stored = tensor.data<float>();
  for (std::size_t i = 0; i < stored.size(); ++i)
    if (std::isinf(stored[i]) &&
        !std::isinf(fields.has_raw ? load<double>(fields.raw.data(), i) : fields.doubles[i]))
      return false;
  return true;
}

std::size_t typed_count(const Fields& fields) {
  if (fields.type == kFloat) return fields.floats.size();
  if (fields.type == kDouble) return fields.doubles.size();
  return fields.ints.size();
}

// Counts another `bytes` for the lists.
void pay(Fields& fields, std::size_t bytes) {
  if (!fields.held.grow(bytes)) throw NoMemoryLeft{bytes};
}

// The usual single run of values takes what it needs; a list that grows, up to three times that.
template <class T, class Range>
void append(Fields& fields, std::vector<T>& values, const Range& range) {
  const auto count = static_cast<std::size_t>(range.size());
  pay(fields, count * sizeof(T) * (values.empty() ? 1 : 3));
  if (values.empty()) values.reserve(count);
  for (const auto value : range) values.push_back(static_cast<T>(value));
}

template <class T>
void append_one(Fields& fields, std::vector<T>& values, T value) {
  pay(fields, sizeof(T) * 3);
  values.push_back(value);
}

// A repeated scalar field comes packed (one length-delimited run) or as single values.
bool packed(const protozero::pbf_reader& message) {
  return message.wire_type() == protozero::pbf_wire_type::length_delimited;
}

Result<Fields> read_fields(protozero::pbf_reader message) {
  Fields fields;
  while (message.next()) {
    switch (message.tag()) {
      case 1: {  // dims
        std::vector<std::int64_t> dims;
        if (packed(message))
          append(fields, dims, message.get_packed_int64());
        else
          dims.push_back(message.get_int64());
        if (dims.size() + fields.shape.rank() > limits::kMaxRank)
          return fail(ErrorCode::kLimitExceeded, "the tensor " + quoted(fields.name) +
                                                     " has more than " + decimal(limits::kMaxRank) +
                                                     " dimensions");
        for (const std::int64_t dim : dims) fields.shape.push_back(dim);
        break;
      }
      case 2: fields.type = message.get_int32(); break;
      case 4:
        if (packed(message))
          append(fields, fields.floats, message.get_packed_float());
        else
          append_one(fields, fields.floats, message.get_float());
        break;
      case 5:
        if (packed(message))
          append(fields, fields.ints, message.get_packed_int32());
        else
          append_one(fields, fields.ints, std::int64_t{message.get_int32()});
        break;
      case 7:
        if (packed(message))
          append(fields, fields.ints, message.get_packed_int64());
        else
          append_one(fields, fields.ints, message.get_int64());
        break;
      case 8: fields.name = read_name(message); break;
      case 9:
        fields.raw = message.get_view();
        fields.has_raw = true;
        break;
      case 10:
        if (packed(message))
          append(fields, fields.doubles, message.get_packed_double());
        else
          append_one(fields, fields.doubles, message.get_double());
        break;
      case 11:
        if (packed(message))
          append(fields, fields.ints, message.get_packed_uint64());
        else
          append_one(fields, fields.ints, static_cast<std::int64_t>(message.get_uint64()));
        break;
      case 13: read_place_entry(message.get_message(), fields.place); break;
      case 14: fields.external = message.get_int32() == 1; break;
      default: message.skip();
    }
  }
  return fields;
}

}  // namespace

Result<NamedTensor> read_tensor(protozero::pbf_reader message, const ExternalFiles& external) {
  CNN_ASSIGN(Fields fields, read_fields(message));
  const std::size_t element = raw_size(fields.type);
  if (element == 0)
    return fail(ErrorCode::kUnsupported,
                label(fields) + " has the element type " + type_name(fields.type) +
                    ", which this engine does not store",
                "export the network with float32 weights");
  const auto located = [&](Error&& error) {
    error.message = label(fields) + ": " + error.message;
    return std::unexpected(std::move(error));
  };
  // The count is compared with the data at hand before anything is allocated for it.
  if (auto checked = check(fields.shape); !checked) return located(std::move(checked).error());
  const auto count = static_cast<std::uint64_t>(fields.shape.elements());  // 64 bits on wasm32 too
  if (fields.external) {
    auto data = external.find(fields.place, raw_bytes(fields.type, count, element));
    if (!data) return located(std::move(data).error());
    fields.raw = protozero::data_view(data->data(), data->size());
    fields.has_raw = true;
  }
  const std::uint64_t listed = packed_bits(fields.type) ? raw_bytes(fields.type, count, 1) : count;
  if (fields.has_raw ? fields.raw.size() != raw_bytes(fields.type, count, element)
                     : typed_count(fields) != listed)
    return mismatch(fields, fields.has_raw ? fields.raw.size() / element : typed_count(fields));
  CNN_ASSIGN(Tensor tensor, Tensor::zeros(held_as(fields.type), fields.shape));
  if (fields.has_raw)
    decode_raw(fields, tensor);
  else
    decode_typed(fields, tensor);
  if (!fits(fields, tensor))
    return fail(ErrorCode::kUnsupported,
                label(fields) + " holds a number that is too large for " +
                    std::string(dtype_name(tensor.dtype())) + ", which this engine stores it as",
                "export the network with float32 weights");
  return NamedTensor{fields.name, std::move(tensor), fields.type};
}

}  // namespace cnn::onnx
