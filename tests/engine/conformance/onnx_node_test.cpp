// The test cases that come with ONNX (Debian's package libonnx-testdata), for the operators this
// engine has: each passes, or is refused at load with a reason. A wrong answer fails.
// CNN_ONNX_CASES names another folder with cases, in node/.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "engine/support/onnx_builder.h"
#include "engine/support/proto.h"
#include "engine/support/run.h"
#include "ops/op.h"

namespace cnn::test {
namespace {

namespace fs = std::filesystem;

constexpr int kFloat = 1;

struct Case {
  std::string model;
  std::vector<TensorFile> inputs, outputs;
  std::vector<std::string> files;  // of the inputs, then of the outputs, as they are
  std::vector<std::string> ops;
  std::uint64_t opset = 0;
  bool contradicts = false;  // a tensor is not of the type that the model states
};

std::string text_of(const fs::path& path) {
  const auto bytes = read_bytes(path.string());
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// ValueInfoProto.type.tensor_type.elem_type
int stated_type(std::string_view info) {
  for (const std::string_view type : all(info, 2))
    for (const std::string_view tensor : all(type, 1))
      for (const Field& field : fields(tensor))
        if (field.number == 1) return static_cast<int>(field.value);
  return 0;
}

// Names come from the graph: some files leave them out.
std::vector<TensorFile> read_tensors(const fs::path& folder, const std::string& kind,
                                     const std::vector<std::string_view>& infos, Case& one) {
  std::vector<TensorFile> tensors;
  for (std::size_t index = 0; index < infos.size(); ++index) {
    const fs::path path = folder / (kind + "_" + std::to_string(index) + ".pb");
    if (!fs::exists(path)) break;
    one.files.push_back(text_of(path));
    tensors.push_back(read_tensor_file(one.files.back()));
    one.contradicts |= tensors.back().type != stated_type(infos[index]);
    tensors.back().name = all(infos[index], 1).at(0);
  }
  return tensors;
}

Case read_case(const fs::path& folder) {
  Case result;
  result.model = text_of(folder / "model.onnx");
  const std::string_view graph = all(result.model, 7).at(0);
  for (const std::string_view node : all(graph, 1))
    result.ops.emplace_back(all(node, 4).empty() ? "" : all(node, 4)[0]);
  for (const std::string_view opset : all(result.model, 8))
    for (const Field& field : fields(opset))
      if (field.number == 2) result.opset = field.value;
  const fs::path data = folder / "test_data_set_0";
  result.inputs = read_tensors(data, "input", all(graph, 11), result);
  result.outputs = read_tensors(data, "output", all(graph, 12), result);
  return result;
}

// The model with all inputs but the first `live` float32 ones as weights. Messages written one
// after another are one message, so a second graph behind the file adds to the first.
std::vector<std::byte> with_weights(const Case& from, int live) {
  Message extra;
  bool any = false;
  for (std::size_t index = 0; index < from.inputs.size(); ++index) {
    if (from.inputs[index].type == kFloat && live-- > 0) {
      any = true;
      continue;
    }
    // The last name of a tensor counts, by the same rule.
    extra.bytes(5, from.files[index] + Message().bytes(8, from.inputs[index].name).data());
  }
  if (!any) {  // the engine wants a picture
    const Message shape = Message().message(1, Message().number(1, 1));
    const Message type = Message().message(1, Message().number(1, kFloat).message(2, shape));
    extra.message(11, Message().bytes(1, "an input nothing reads").message(2, type));
  }
  Message behind;
  behind.message(7, extra);
  // The oldest cases state an opset before 6. What changed with 6 (consumed_inputs) are attributes,
  // which are refused.
  if (from.opset < 6) behind.message(8, Message().bytes(1, "").number(2, 6));
  const std::string file = from.model + behind.data();
  const auto* data = reinterpret_cast<const std::byte*>(file.data());
  return {data, data + file.size()};
}

// Largest difference, relative to the larger of 1 and the largest value. Infinities must agree.
double difference(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return INFINITY;
  double largest = 0, scale = 1;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]))) continue;
    if (!std::isfinite(a[i]) || !std::isfinite(b[i])) return INFINITY;
    largest = std::max(largest, std::abs(a[i] - b[i]));
    scale = std::max(scale, std::abs(b[i]));
  }
  return largest / scale;
}

// What is left of a value that leaves the engine as float16: 11 digits in base 2, ties to even.
double as_half(double value) {
  int exponent = 0;
  std::frexp(value, &exponent);
  const double step = std::ldexp(1, std::max(exponent - 11, -24));
  return std::isfinite(value) ? std::nearbyint(value / step) * step : value;
}

// The engine keeps float16 as float32; its elements are rounded where they leave it.
std::vector<double> leaving(std::vector<double> values, int type) {
  constexpr int kFloat16 = 10;
  if (type == kFloat16) std::ranges::transform(values, values.begin(), as_half);
  return values;
}

Result<void> feed(Session& session, const Case& one) {
  const Graph& graph = session.graph();
  for (const GraphInput& input : graph.inputs) {
    const Value& value = graph.value(input.value);
    const auto data = std::ranges::find(one.inputs, value.name, &TensorFile::name);
    if (data == one.inputs.end()) continue;
    CNN_ASSIGN(const InputView to, session.input_view(value.name, Shape(data->dims)));
    const auto fill = [&]<class T>(std::span<T> elements) {
      std::ranges::transform(data->values, elements.begin(),
                             [](double v) { return static_cast<T>(v); });
    };
    switch (to.dtype) {
      case DType::kFloat32: fill(to.data<float>()); break;
      case DType::kInt64: fill(to.data<std::int64_t>()); break;
      case DType::kInt32: fill(to.data<std::int32_t>()); break;
      case DType::kInt8: fill(to.data<std::int8_t>()); break;
      case DType::kUint8:
      case DType::kBool: fill(to.data<std::uint8_t>()); break;
    }
  }
  return {};
}

// ONNX states the values of these to four decimals, or made them with 3.1415 for pi.
constexpr std::string_view kRounded[] = {"test_blackmanwindow",
                                         "test_blackmanwindow_expanded",
                                         "test_blackmanwindow_symmetric",
                                         "test_blackmanwindow_symmetric_expanded",
                                         "test_hammingwindow",
                                         "test_hammingwindow_expanded",
                                         "test_hammingwindow_symmetric",
                                         "test_hammingwindow_symmetric_expanded",
                                         "test_hannwindow",
                                         "test_hannwindow_expanded",
                                         "test_hannwindow_symmetric",
                                         "test_hannwindow_symmetric_expanded",
                                         "test_roialign_aligned_false",
                                         "test_roialign_aligned_true"};

void check(Session& session, const Case& one, const std::string& name) {
  const bool rounded = std::ranges::find(kRounded, name) != std::end(kRounded);
  for (const PlanKind kind : {PlanKind::kPlain, PlanKind::kInspect, PlanKind::kFast}) {
    run(session, kind);
    for (const TensorFile& expected : one.outputs) {
      const Shape& shape = session.graph().value(session.graph().find(expected.name)).type.shape;
      EXPECT_EQ(shape, Shape(expected.dims)) << name;
      EXPECT_LE(
          difference(leaving(numbers(session, expected.name), expected.type), expected.values),
          rounded ? 1e-4 : 1e-5)
          << name << " plan " << static_cast<int>(kind);
    }
  }
}

struct Counts {
  int passed = 0, wrong = 0, other_operators = 0;
  std::map<std::string, std::string> refused;  // why, by case

  void add(const Counts& more) {
    passed += more.passed, wrong += more.wrong, other_operators += more.other_operators;
    refused.insert(more.refused.begin(), more.refused.end());
  }
};

void report(const char* group, const Counts& counts) {
  std::cout << "ONNX's own cases, " << group << ": " << counts.passed << " passed, " << counts.wrong
            << " wrong, " << counts.refused.size() << " refused, " << counts.other_operators
            << " of operators this engine does not have\n";
}

// ONNX's own values for align_corners take the length of the output, 4 * 0.6, for no integer.
// onnxruntime and PyTorch take the 2 elements that there are, and so do we.
constexpr std::string_view kDecidedOtherwise[] = {
    "test_resize_downsample_scales_cubic_align_corners",
    "test_resize_downsample_scales_linear_align_corners"};

void run_case(const fs::path& folder, Counts& counts) {
  const Case one = read_case(folder);
  if (one.ops.empty() || std::ranges::any_of(one.ops, [](auto& op) { return !find_operator(op); }))
    return void(++counts.other_operators);
  const std::string name = folder.filename().string();
  if (std::ranges::find(kDecidedOtherwise, name) != std::end(kDecidedOtherwise)) {
    counts.refused[name] = "its values are not those of onnxruntime and PyTorch";
    return;
  }
  if (one.contradicts) {
    counts.refused[name] = "its data is not of the types that its model states";
    return;
  }
  auto session = Session::load(with_weights(one, 1000), options());
  if (!session) session = Session::load(with_weights(one, 1), options());
  if (!session) session = Session::load(with_weights(one, 0), options());
  const auto ready =
      session ? feed(**session, one) : Result<void>(std::unexpected(session.error()));
  if (!ready) {
    EXPECT_FALSE(ready.error().message.empty()) << name;
    counts.refused[name] = text(ready.error());
    return;
  }
  const auto failed = testing::UnitTest::GetInstance()->current_test_info()->result();
  const int before = failed->total_part_count();
  check(**session, one, name);
  ++(failed->total_part_count() == before ? counts.passed : counts.wrong);
}

TEST(OnnxNodeTests, PassOrAreRefused) {
  const char* elsewhere = std::getenv("CNN_ONNX_CASES");
  const fs::path root = elsewhere ? elsewhere : "/usr/share/libonnx-testdata/data";
  std::error_code error;
  if (!fs::is_directory(root, error))
    GTEST_SKIP() << "Debian's package libonnx-testdata is not installed";
  Counts all;
  for (const char* group : {"node", "pytorch-converted", "pytorch-operator", "simple"}) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(root / group, error))
      if (fs::exists(entry.path() / "model.onnx")) folders.push_back(entry.path());
    std::ranges::sort(folders);
    Counts counts;
    for (const fs::path& folder : folders) run_case(folder, counts);
    report(group, counts);
    all.add(counts);
  }
  if (std::getenv("CNN_VERBOSE"))
    for (const auto& [name, why] : all.refused) std::cout << name << ": " << why << "\n";
  report("all", all);
  EXPECT_EQ(all.wrong, 0);
  if (!elsewhere) EXPECT_GE(all.passed, 820);
}

}  // namespace
}  // namespace cnn::test
