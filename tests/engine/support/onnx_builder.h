// Writes small ONNX files in memory for tests: just enough protobuf, by hand, so that a test never
// depends on the reader it tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace cnn::test {

class Message {
 public:
  Message& varint(int field, std::uint64_t value) {
    raw_varint(static_cast<std::uint64_t>(field) << 3);
    raw_varint(value);
    return *this;
  }
  Message& number(int field, std::int64_t value) {
    return varint(field, static_cast<std::uint64_t>(value));
  }
  Message& bytes(int field, const std::string& value) {
    raw_varint(static_cast<std::uint64_t>(field) << 3 | 2);
    raw_varint(value.size());
    data_ += value;
    return *this;
  }
  Message& message(int field, const Message& value) { return bytes(field, value.data_); }
  Message& float32(int field, float value) {
    raw_varint(static_cast<std::uint64_t>(field) << 3 | 5);
    char raw[4];
    std::memcpy(raw, &value, 4);
    data_.append(raw, 4);
    return *this;
  }
  const std::string& data() const { return data_; }

 private:
  void raw_varint(std::uint64_t value) {
    for (; value >= 128; value >>= 7) data_ += static_cast<char>((value & 127) | 128);
    data_ += static_cast<char>(value);
  }
  std::string data_;
};

// AttributeProto of each kind (field numbers and type codes of onnx.proto).
inline Message attribute(const std::string& name, std::int64_t value) {
  return Message().bytes(1, name).number(3, value).number(20, 2);
}
inline Message attribute(const std::string& name, int value) {
  return attribute(name, std::int64_t{value});
}
inline Message attribute(const std::string& name, float value) {
  return Message().bytes(1, name).float32(2, value).number(20, 1);
}
inline Message attribute(const std::string& name, const std::string& value) {
  return Message().bytes(1, name).bytes(4, value).number(20, 3);
}
inline Message attribute(const std::string& name, const std::vector<float>& values) {
  Message message;
  message.bytes(1, name);
  for (const float value : values) message.float32(7, value);
  return message.number(20, 6);
}
inline Message attribute(const std::string& name, const std::vector<std::int64_t>& values) {
  Message message;
  message.bytes(1, name);
  for (const std::int64_t value : values) message.number(8, value);
  return message.number(20, 7);
}

// TensorProto. type: TensorProto.DataType; raw: the elements' bytes.
inline Message tensor_proto(const std::string& name, const std::vector<std::int64_t>& shape,
                            int type, const std::string& raw) {
  Message message;
  for (const std::int64_t dim : shape) message.number(1, dim);
  return message.number(2, type).bytes(8, name).bytes(9, raw);
}

template <class T>
std::string raw_bytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

inline Message attribute(const std::string& name, const Message& tensor) {
  return Message().bytes(1, name).message(5, tensor).number(20, 4);
}

// A NodeProto, called after its first output.
inline Message node_proto(const std::string& op, const std::vector<std::string>& inputs,
                          const std::vector<std::string>& outputs,
                          const std::vector<Message>& attributes = {},
                          const std::string& domain = "") {
  Message message;
  for (const std::string& name : inputs) message.bytes(1, name);
  for (const std::string& name : outputs) message.bytes(2, name);
  message.bytes(3, outputs.empty() ? op : outputs[0] + "_node").bytes(4, op);
  for (const Message& value : attributes) message.message(5, value);
  if (!domain.empty()) message.bytes(7, domain);
  return message;
}

// Builds a ModelProto piece by piece.
class ModelBuilder {
 public:
  explicit ModelBuilder(std::int64_t opset = 13) : opset_(opset) {}

  // type: TensorProto.DataType.
  ModelBuilder& input(const std::string& name, const std::vector<std::int64_t>& shape,
                      int type = 1) {
    graph_.message(11, value_info(name, shape, type));
    return *this;
  }
  ModelBuilder& output(const std::string& name) {
    graph_.message(12, Message().bytes(1, name));
    return *this;
  }
  // Of a stated type, and any rank.
  ModelBuilder& output(const std::string& name, int type) {
    const Message tensor_type = Message().number(1, type);
    graph_.message(12, Message().bytes(1, name).message(2, Message().message(1, tensor_type)));
    return *this;
  }
  ModelBuilder& weight(const std::string& name, const std::vector<std::int64_t>& shape,
                       std::span<const float> values) {
    return tensor(name, shape, 1,
                  std::string(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
  }
  ModelBuilder& weight(const std::string& name, const std::vector<std::int64_t>& shape,
                       std::span<const std::int64_t> values) {
    return tensor(name, shape, 7,
                  std::string(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
  }
  // type: TensorProto.DataType; raw: the elements' bytes.
  ModelBuilder& tensor(const std::string& name, const std::vector<std::int64_t>& shape, int type,
                       const std::string& raw) {
    graph_.message(5, tensor_proto(name, shape, type, raw));
    return *this;
  }
  // A float32 weight that lies in the file `path` beside the model, from byte `offset` on.
  ModelBuilder& external_weight(const std::string& name, const std::vector<std::int64_t>& shape,
                                const std::string& path, std::int64_t offset) {
    Message message = tensor_proto(name, shape, 1, "");
    for (const auto& [key, value] :
         {std::pair{"location", path}, {"offset", std::to_string(offset)}})
      message.message(13, Message().bytes(1, key).bytes(2, value));
    graph_.message(5, message.number(14, 1));
    return *this;
  }
  // op: of ONNX's own domain, or "com.microsoft.Gelu".
  ModelBuilder& node(const std::string& op, const std::vector<std::string>& inputs,
                     const std::vector<std::string>& outputs,
                     const std::vector<Message>& attributes = {}, const std::string& domain = "") {
    const std::size_t dot = op.rfind('.');
    if (domain.empty() && dot != std::string::npos)
      return node(op.substr(dot + 1), inputs, outputs, attributes, op.substr(0, dot));
    graph_.message(1, node_proto(op, inputs, outputs, attributes, domain));
    return *this;
  }
  // A FunctionProto.
  ModelBuilder& function(const Message& function) {
    functions_.push_back(function);
    return *this;
  }
  // What was built so far as a GraphProto, for an attribute of If or Loop.
  const Message& graph() const { return graph_; }
  ModelBuilder& metadata(const std::string& key, const std::string& value) {
    metadata_.emplace_back(key, value);
    return *this;
  }

  std::vector<std::byte> build() const {
    Message model;
    model.number(1, 8)
        .bytes(2, "tests")
        .message(7, graph_)
        .message(8, Message().bytes(1, "").number(2, opset_));
    for (const Message& function : functions_) model.message(25, function);
    for (const auto& [key, value] : metadata_)
      model.message(14, Message().bytes(1, key).bytes(2, value));
    std::vector<std::byte> file(model.data().size());
    std::memcpy(file.data(), model.data().data(), file.size());
    return file;
  }

 private:
  // A negative dimension stays open, with the symbol "N".
  static Message value_info(const std::string& name, const std::vector<std::int64_t>& dims,
                            int type) {
    Message shape;
    for (const std::int64_t dim : dims)
      shape.message(1, dim < 0 ? Message().bytes(2, "N") : Message().number(1, dim));
    const Message tensor_type = Message().number(1, type).message(2, shape);
    return Message().bytes(1, name).message(2, Message().message(1, tensor_type));
  }

  std::int64_t opset_;
  Message graph_;
  std::vector<Message> functions_;
  std::vector<std::pair<std::string, std::string>> metadata_;
};

}  // namespace cnn::test
