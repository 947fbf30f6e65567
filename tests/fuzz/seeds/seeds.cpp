#include "fuzz/seeds/seeds.h"

#include <cstdio>
#include <fstream>
#include <utility>

#include "engine/support/random.h"
#include "session.h"

namespace cnn::fuzz {
namespace {

double no_time_passes() {
  return 0;
}

}  // namespace

void Seeds::add(const std::string& name, ModelBuilder model,
                const std::vector<std::string>& outputs) {
  for (const std::string& output : outputs) model.output(output);
  const std::vector<std::byte> file = model.build();
  LoadOptions options;
  options.clock = no_time_passes;
  const auto session = Session::load(file, options);
  if (!session && session.error().code != ErrorCode::kMissingFile) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), session.error().message.c_str());
    failed_ = true;
  }
  std::ofstream(folder_ + "/" + name + ".onnx", std::ios::binary)
      .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
}

void Seeds::one(const std::string& op, const Dims& x, const std::vector<Message>& attributes,
                std::int64_t opset, const std::string& suffix) {
  ModelBuilder model(opset);
  model.input("x", x).node(op, {"x"}, {"y"}, attributes);
  add(op + suffix, std::move(model));
}

std::vector<float> reals(std::int64_t count) {
  return test::Random(static_cast<std::uint64_t>(count)).reals(count);
}

ModelBuilder with_input(const Dims& x, std::int64_t opset) {
  ModelBuilder model(opset);
  model.input("x", x);
  return model;
}

ModelBuilder& weight(ModelBuilder& model, const std::string& name, const Dims& dims) {
  std::int64_t count = 1;
  for (const std::int64_t dim : dims) count *= dim;
  return model.weight(name, dims, reals(count));
}

ModelBuilder& integers(ModelBuilder& model, const std::string& name, const Dims& values) {
  return model.weight(name, {static_cast<std::int64_t>(values.size())}, values);
}

ModelBuilder& number(ModelBuilder& model, const std::string& name, std::int64_t value) {
  return model.weight(name, {}, Dims{value});
}

Message graph_attribute(const std::string& name, const ModelBuilder& graph) {
  return Message().bytes(1, name).message(6, graph.graph()).number(20, 5);
}

}  // namespace cnn::fuzz
