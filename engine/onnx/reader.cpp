#include "onnx/reader.h"

#include <algorithm>
#include <new>

#include "core/limits.h"
#include "core/text.h"
#include "onnx/external_files.h"
#include "onnx/sniff.h"
#include "onnx/tensor_proto.h"
#include "onnx/wire.h"

// protozero reports broken wire data by throwing. This folder is the only one compiled with
// exceptions, and read_model the only function that catches them: nothing passes it.

namespace cnn::onnx {
namespace {

using protozero::pbf_reader;

// Field numbers below are those of onnx.proto (ONNX IR version 3 and later).

template <class T, class Packed, class Single>
void repeated(pbf_reader& message, std::vector<T>& values, Packed packed, Single single) {
  if (message.wire_type() == protozero::pbf_wire_type::length_delimited)
    for (const auto value : packed(message)) values.push_back(value);
  else
    values.push_back(single(message));
}

Result<Attribute> read_attribute(pbf_reader message, const ExternalFiles& external) {
  // AttributeProto.type; older exporters leave it out, then the field that is set decides.
  enum Kind { kNone, kFloat, kInt, kString, kTensor, kGraph, kFloats, kInts, kStrings };
  Attribute attribute;
  int kind = kNone, seen = kNone;
  float f = 0;
  std::int64_t i = 0;
  std::string s;
  TensorPtr tensor;
  std::vector<float> floats;
  std::vector<std::int64_t> ints;
  std::vector<std::string> strings;
  while (message.next()) {
    switch (message.tag()) {
      case 1: attribute.name = read_name(message); break;
      case 2: f = message.get_float(), seen = kFloat; break;
      case 3: i = message.get_int64(), seen = kInt; break;
      case 4: s = read_text(message), seen = kString; break;
      case 5: {
        CNN_ASSIGN(NamedTensor named, read_tensor(message.get_message(), external));
        tensor = std::make_shared<const Tensor>(std::move(named.tensor));
        seen = kTensor;
        break;
      }
      case 7:
        repeated(
            message, floats, [](auto& m) { return m.get_packed_float(); },
            [](auto& m) { return m.get_float(); });
        seen = kFloats;
        break;
      case 8:
        repeated(
            message, ints, [](auto& m) { return m.get_packed_int64(); },
            [](auto& m) { return m.get_int64(); });
        seen = kInts;
        break;
      case 9: strings.push_back(read_text(message)), seen = kStrings; break;
      case 20: kind = message.get_int32(); break;
      default: message.skip();
    }
  }
  switch (kind == kNone ? seen : kind) {
    case kFloat: attribute.value = f; break;
    case kInt: attribute.value = i; break;
    case kString: attribute.value = std::move(s); break;
    case kTensor:
      if (tensor)
        attribute.value = std::move(tensor);
      else
        attribute.value = OpaqueAttribute{};
      break;
    case kFloats: attribute.value = std::move(floats); break;
    case kInts: attribute.value = std::move(ints); break;
    case kStrings: attribute.value = std::move(strings); break;
    default: attribute.value = OpaqueAttribute{};
  }
  return attribute;
}

Result<Node> read_node(pbf_reader message, const ExternalFiles& external) {
  Node node;
  while (message.next()) {
    switch (message.tag()) {
      case 1: node.inputs.push_back(read_name(message)); break;
      case 2: node.outputs.push_back(read_name(message)); break;
      case 3: node.name = read_name(message); break;
      case 4: node.op = read_name(message); break;
      case 5: {
        CNN_ASSIGN(Attribute attribute, read_attribute(message.get_message(), external));
        node.attributes.push_back(std::move(attribute));
        break;
      }
      case 7: node.domain = read_name(message); break;
      default: message.skip();
    }
  }
  return node;
}

Dimension read_dimension(pbf_reader message) {
  Dimension dimension;
  while (message.next()) {
    switch (message.tag()) {
      case 1: dimension.value = message.get_int64(); break;
      case 2: dimension.symbol = read_name(message); break;
      default: message.skip();
    }
  }
  return dimension;
}

void read_shape(pbf_reader message, ValueInfo& info) {
  info.has_shape = true;
  while (message.next(1)) info.dims.push_back(read_dimension(message.get_message()));
}

void read_tensor_type(pbf_reader message, ValueInfo& info) {
  while (message.next()) {
    switch (message.tag()) {
      case 1: info.element_type = message.get_int32(); break;
      case 2: read_shape(message.get_message(), info); break;
      default: message.skip();
    }
  }
}

ValueInfo read_value_info(pbf_reader message) {
  ValueInfo info;
  while (message.next()) {
    if (message.tag() == 1) {
      info.name = read_name(message);
    } else if (message.tag() == 2) {
      pbf_reader type = message.get_message();
      while (type.next(1)) read_tensor_type(type.get_message(), info);  // 1 = tensor_type
    } else {
      message.skip();
    }
  }
  return info;
}

Result<void> read_graph(pbf_reader message, const ExternalFiles& external, Model& model) {
  while (message.next()) {
    switch (message.tag()) {
      case 1: {
        CNN_ASSIGN(Node node, read_node(message.get_message(), external));
        model.nodes.push_back(std::move(node));
        if (model.nodes.size() > limits::kMaxNodes)
          return fail(ErrorCode::kLimitExceeded,
                      "the model has more than " + decimal(limits::kMaxNodes) + " nodes");
        break;
      }
      case 2: model.graph_name = read_text(message); break;
      case 5: {
        CNN_ASSIGN(NamedTensor named, read_tensor(message.get_message(), external));
        model.initializers.push_back(
            {std::move(named.name), std::make_shared<const Tensor>(std::move(named.tensor))});
        break;
      }
      case 11: model.inputs.push_back(read_value_info(message.get_message())); break;
      case 12:
        model.outputs.push_back(read_value_info(message.get_message()));
        if (model.outputs.size() > limits::kMaxNodes)
          return fail(ErrorCode::kLimitExceeded,
                      "the model has more than " + decimal(limits::kMaxNodes) + " outputs");
        break;
      case 15:
        return fail(ErrorCode::kUnsupported, "the model has sparse initialisers",
                    "export the network with dense weights");
      default: message.skip();
    }
  }
  return {};
}

Opset read_opset(pbf_reader message) {
  Opset opset;
  while (message.next()) {
    switch (message.tag()) {
      case 1: opset.domain = read_name(message); break;
      case 2: opset.version = message.get_int64(); break;
      default: message.skip();
    }
  }
  return opset;
}

std::pair<std::string, std::string> read_metadata(pbf_reader message) {
  std::pair<std::string, std::string> entry;
  while (message.next()) {
    switch (message.tag()) {
      case 1: entry.first = read_text(message); break;
      case 2: entry.second = read_text(message); break;
      default: message.skip();
    }
  }
  return entry;
}

Result<Model> read_fields(std::span<const std::byte> file, const ExternalFiles& external) {
  Model model;
  pbf_reader message(reinterpret_cast<const char*>(file.data()), file.size());
  while (message.next()) {
    switch (message.tag()) {
      case 1: model.ir_version = message.get_int64(); break;
      case 2: model.producer = read_text(message); break;
      case 7: CNN_TRY(read_graph(message.get_message(), external, model)); break;
      case 8: model.opsets.push_back(read_opset(message.get_message())); break;
      case 14: model.metadata.push_back(read_metadata(message.get_message())); break;
      case 25:
        return fail(ErrorCode::kUnsupported, "the model defines functions of its own",
                    "export it without local functions (torch.onnx.export(dynamo=False))");
      default: message.skip();
    }
  }
  return model;
}

std::unexpected<Error> not_a_model(const Sniffed& sniffed) {
  if (!sniffed.what.empty())
    return fail(ErrorCode::kNotAModel,
                "this is " + std::string(sniffed.what) + ", not an ONNX model",
                std::string(sniffed.hint));
  return fail(ErrorCode::kNotAModel, "this file is not an ONNX model", "choose an .onnx file");
}

// Only a model's own fields tell "cut short" from "something else altogether".
bool starts_like_a_model(std::span<const std::byte> file) {
  // ir_version (field 1, varint) is what every known exporter writes first.
  return file.size() >= 2 && file[0] == std::byte{0x08} && file[1] <= std::byte{0x20};
}

}  // namespace

Result<Model> read_model(std::span<const std::byte> file, const ReadOptions& options) {
  const Sniffed sniffed = sniff(file);
  if (!sniffed.what.empty()) return not_a_model(sniffed);
  try {
    CNN_ASSIGN(const ExternalFiles external, ExternalFiles::collect(file, options.external));
    CNN_ASSIGN(Model model, read_fields(file, external));
    if (model.nodes.empty() && model.outputs.empty()) {
      if (starts_like_a_model(file))
        return fail(ErrorCode::kTruncated, "the file ends before the network's graph",
                    "download or export the model again");
      return not_a_model({});
    }
    return model;
  } catch (const protozero::exception&) {
    if (!starts_like_a_model(file)) return not_a_model({});
    return fail(ErrorCode::kTruncated,
                "the model file breaks off or is damaged (" + decimal(file.size()) + " bytes read)",
                "download or export the model again");
  } catch (const BadName& bad) {
    return fail(ErrorCode::kInvalidModel,
                "the file holds the name " + quoted(bad.name) + ", which is not UTF-8 text",
                "the file is damaged or was written by a faulty exporter; export it again");
  } catch (const TextTooLong&) {
    return fail(ErrorCode::kLimitExceeded, "the model holds a name or text of more than " +
                                               decimal(limits::kMaxStringBytes) + " bytes");
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::kOutOfMemory, "no memory left while reading the model",
                "close other tabs, or use a smaller model");
  }
}

}  // namespace cnn::onnx
