#include "session_load.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/byte_size.h"
#include "core/text.h"
#include "onnx/reader.h"
#include "ops/op.h"
#include "passes/passes.h"
#include "passes/resolver.h"
#include "session_import.h"
#include "session_microsoft.h"
#include "session_sequences.h"

namespace cnn {
namespace {

bool is_open(const GraphInput& input) {
  return !input.has_shape || std::ranges::find(input.declared, -1) != input.declared.end();
}

// By ValueId: the channels that the first convolution reading a value has weights for; 0 where
// there is none.
std::vector<std::int64_t> channels_read(const Graph& graph) {
  std::vector<std::int64_t> channels(graph.values.size());
  for (const Node& node : graph.nodes) {
    const NodeView view(graph, node);
    if (node.op != "Conv" || !view.has_input(0) || !view.constant(1) || view.shape(1).rank() != 4)
      continue;
    // Not checked yet: more groups than kernels are refused later.
    const std::int64_t group = view.get_int("group", 1);
    std::int64_t& first = channels[static_cast<std::size_t>(node.inputs[0])];
    if (first == 0 && group > 0 && group <= view.shape(1)[0]) first = view.shape(1)[1] * group;
  }
  return channels;
}

// Fills the open dimensions of the input shapes: channels as its convolution wants them, `side`
// pixels in height and width.
void guess_shapes(Graph& graph, std::int64_t side) {
  const std::vector<std::int64_t> read = channels_read(graph);
  for (const GraphInput& input : graph.inputs) {
    Shape& shape = graph.value(input.value).type.shape;
    if (shape.rank() != 4) continue;
    const auto open = [&](std::size_t axis) {
      return !input.has_shape || input.declared[axis] < 0;
    };
    if (is_channels_last(input.declared)) {
      if (open(1)) shape[1] = side;
      if (open(2)) shape[2] = side;
      continue;
    }
    const std::int64_t channels = read[static_cast<std::size_t>(input.value)];
    if (open(1) && channels > 0) shape[1] = channels;
    if (open(2)) shape[2] = side;
    if (open(3)) shape[3] = side;
  }
}

// Open dimensions of the inputs that have one of these names get its size. Errors: kInvalidArgument
// for a name that none has, or a size that no dimension can have.
Result<void> fix_dimensions(Graph& graph, std::span<const FreeDimension> dimensions) {
  for (const auto& [name, size] : dimensions) {
    if (size < 0 || size > limits::kMaxDim)
      return fail(ErrorCode::kInvalidArgument,
                  "the dimension " + quoted(name) + " cannot have the size " + decimal(size),
                  "give a whole number that is not negative");
    bool found = false;
    std::string known;
    for (GraphInput& input : graph.inputs)
      for (std::size_t axis = 0; axis < input.symbols.size(); ++axis) {
        if (!input.symbols[axis].empty()) known += " " + quoted(input.symbols[axis]);
        if (input.symbols[axis] != name) continue;
        input.declared[axis] = graph.value(input.value).type.shape[axis] = size;
        found = true;
      }
    if (!found)
      return fail(ErrorCode::kInvalidArgument,
                  "no input of the network has an open dimension called " + quoted(name),
                  known.empty() ? "it has none with a name" : "those that it has are" + known);
  }
  return {};
}

// "'x' [N,3,?,?]" for every input that leaves something open.
std::string open_inputs(const Graph& graph) {
  std::string text;
  for (const GraphInput& input : graph.inputs) {
    if (!is_open(input)) continue;
    text += (text.empty() ? "" : ", ") + quoted(graph.value(input.value).name) + " [";
    if (!input.has_shape) text += "...";
    for (std::size_t axis = 0; axis < input.declared.size(); ++axis) {
      const std::string& symbol = input.symbols[axis];
      if (axis) text += ",";
      text += input.declared[axis] >= 0 ? decimal(input.declared[axis])
              : symbol.empty()          ? "?"
                                        : shortened(symbol);
    }
    text += "]";
  }
  return text;
}

// torch.onnx.export of late 2025 (onnxscript 0.5.0 to 0.5.6) may give two convolutions on one value
// the same bias where each was followed by a normalisation: the network runs, and is wrong.
void warn_of_shared_biases(Graph& graph) {
  std::map<std::pair<ValueId, ValueId>, const Node*> seen;  // by input and bias
  for (const Node& node : graph.nodes) {
    if (node.op != "Conv" || node.inputs.size() != 3 || node.inputs[2] == kNoValue) continue;
    const auto [first, is_new] = seen.try_emplace({node.inputs[0], node.inputs[2]}, &node);
    if (is_new || first->second->inputs[1] == node.inputs[1]) continue;
    graph.notes.push_back("Conv " + quoted(first->second->name) + " and Conv " + quoted(node.name) +
                          " read one value and share one bias, which some exporters (onnxscript "
                          "0.5.0 to 0.5.6) do by mistake: if the answers are wrong, export again "
                          "with a newer one");
  }
}

// Rare operators, the graphs inside of nodes, and what has to be written with other operators.
bool needs_second(const Node& node) {
  return node.control || is_in_second_module(node.op) || node.op.starts_with("com.microsoft.");
}

// Where a file leaves its input open but its dense layer fits one size only, that size is found
// among these, until the caller gives another.
constexpr std::int64_t kUsualSides[] = {224, 32,  64,  28,  96,  128, 160,
                                        192, 227, 256, 299, 384, 512};
// Then among all others up to the first, and every fourth one up to the second.
constexpr std::int64_t kLastOfAll = 128, kLastOfFourth = 640, kFirst = 8;

// The side to try in that place; 0: there is none.
std::int64_t side_to_try(std::size_t attempt) {
  if (attempt < std::size(kUsualSides)) return kUsualSides[attempt];
  const std::int64_t side = kFirst + static_cast<std::int64_t>(attempt - std::size(kUsualSides));
  if (side <= kLastOfAll) return side;
  const std::int64_t fourth = kLastOfAll + 4 * (side - kLastOfAll);
  return fourth <= kLastOfFourth ? fourth : 0;
}

// A dense layer that wants another size than it gets.
bool is_about_size(const Error& error) {
  return error.code == ErrorCode::kInvalidShape &&
         (error.op == "Gemm" || error.op == "MatMul" || error.op == "Reshape" || error.op == "Add");
}

}  // namespace

// Each advance() is one slice; what it does next is decided by what is there already.
class Loader::Stages {
 public:
  Stages(std::span<const std::byte> file, const LoadOptions& options)
      : file_bytes_(file.size()),
        ledger_(std::make_shared<Ledger>(options.max_memory)),
        options_(options),
        reader_(std::make_unique<onnx::ModelReader>(file, options.external)) {}

  const LedgerPtr& ledger() const { return ledger_; }
  double done() const { return done_; }
  // Read, and nothing more yet.
  bool is_read() const { return !reader_ && !session_; }
  bool needs_second_module() const { return needs_second_module_; }

  Result<void> advance() {
    if (reader_) return read();
    if (resolver_) return resolve_on();
    return prepare();
  }

  std::unique_ptr<Session> take() { return std::move(session_); }

 private:
  Result<void> read() {
    CNN_ASSIGN(const std::size_t left, reader_->step());
    done_ = 0.5 - 0.5 * static_cast<double>(left) / static_cast<double>(file_bytes_ + 1);
    if (left > 0) return {};
    CNN_ASSIGN(imported_, import_model(reader_->take()));
    reader_.reset();
    done_ = 0.5;
    needs_second_module_ = std::ranges::any_of(imported_.nodes, needs_second);
    return {};
  }

  Result<void> prepare() {
    CNN_TRY(xnn::initialize());
    options_.external = {};  // the caller's, and gone after loading
    session_.reset(new Session(options_, ledger_));
    CNN_ASSIGN(session_->threads_, xnn::make_thread_pool(options_.threads));
    if (needs_second_module_) {
      CNN_TRY(second::enter<second::expand_microsoft>(imported_));
      CNN_TRY(second::enter<second::take_sequences_apart>(imported_));
    }
    CNN_TRY(fix_dimensions(imported_, options_.dimensions));
    options_.dimensions = {};
    if (!options_.until.empty()) CNN_TRY(end_at(imported_, options_.until));
    options_.until = {};
    warn_of_shared_biases(imported_);
    CNN_TRY(check_what_counts());
    is_open_ = std::ranges::any_of(imported_.inputs, is_open);
    return try_next_side();
  }

  // A branch that no output depends on runs as long as it can be run: somebody may look into it.
  // Nothing is refused for its sake.
  Result<void> check_what_counts() {
    auto checked = check_supported(imported_);
    if (checked) return checked;
    const std::size_t pruned = prune(imported_);
    if (pruned == 0) return checked;
    imported_.notes.push_back(decimal(pruned) + " nodes that no output depends on were left out");
    return check_supported(imported_);
  }

  Result<void> try_next_side() {
    guesses_ = 0;
    findings_.clear();
    at_side_ = folding_;
    return try_side(attempt_++);
  }

  Result<void> try_side(std::size_t attempt) {
    resolver_.reset();
    graph_ = imported_;
    graph_.findings = findings_;
    if (is_open_) guess_shapes(graph_, side_to_try(attempt));
    if (auto made = make_inputs(); !made) return next_after(std::move(made).error());
    resolver_ = std::make_unique<Resolver>(graph_, folding_);
    return {};
  }

  // Before constants are computed, so that those can take only what is left.
  Result<void> make_inputs() {
    session_->inputs_.clear();
    std::uint64_t bytes = 0;
    for (const GraphInput& input : graph_.inputs) {
      const auto& [dtype, shape] = graph_.value(input.value).type;
      CNN_TRY(check(shape));
      bytes += static_cast<std::uint64_t>(shape.elements()) * size_of(dtype);
    }
    if (bytes > ledger_->left())
      return fail(ErrorCode::kLimitExceeded,
                  "the weights and the input of this network take " +
                      byte_size(bytes + ledger_->used()) + ", more than the " +
                      byte_size(ledger_->limit()) + " allowed",
                  "use a smaller model, or raise maxMemory");
    for (const GraphInput& input : graph_.inputs) {
      const auto& [dtype, shape] = graph_.value(input.value).type;
      CNN_ASSIGN(Tensor tensor, Tensor::zeros(dtype, shape));
      session_->inputs_.push_back(std::move(tensor));
    }
    return {};
  }

  Result<void> resolve_on() {
    auto left = resolver_->step();
    if (!left) return next_after(std::move(left).error());
    const auto share = static_cast<double>(*left) / static_cast<double>(imported_.nodes.size() + 1);
    // Branches and loops bring nodes that were not there before.
    done_ = std::max(done_, 1 - 0.5 * std::min(share, 1.0));
    if (*left > 0) return {};
    finish();
    return {};
  }

  // Another guess, where one is left; else the error of the first.
  Result<void> next_after(Error error) {
    const bool is_usual = attempt_ < std::size(kUsualSides);
    const bool goes_on = is_usual || (is_about_size(error) && side_to_try(attempt_) > 0);
    // What ended the guessing, rather than what it began with.
    if (!first_ || (guesses_ > 0 && error.code == ErrorCode::kLimitExceeded))
      first_ = std::move(error);
    // Each guess computes the same constants again.
    folding_ = at_side_;
    if (guesses_++ < limits::kMaxGuesses && guess_again(imported_, graph_, findings_))
      return try_side(attempt_ - 1);
    if (is_open_ && goes_on) return try_next_side();
    // Shapes that do not fit are a matter of sizes, which the caller may know better.
    if (!is_open_ || first_->code != ErrorCode::kInvalidShape) {
      add_reachable(imported_, *first_);
      return std::unexpected(std::move(*first_));
    }
    return load_unresolved();
  }

  // With the inputs of the first guess, and no nodes: begin() resolves the shapes that are given.
  Result<void> load_unresolved() {
    resolver_.reset();
    graph_ = imported_;
    guess_shapes(graph_, kUsualSides[0]);
    CNN_TRY(make_inputs());
    graph_.nodes.clear();
    graph_.notes.push_back(
        "The file leaves sizes of its input open, and none that were tried fit (" +
        first_->message + "). Give the sizes of " + open_inputs(graph_) +
        " with the input, or by freeDimensionOverrides.");
    session_->shapes_changed_ = true;
    finish();
    return {};
  }

  void finish() {
    session_->graph_ = std::move(graph_);
    session_->names_ = NameIndex(session_->graph_);
    session_->imported_ = std::move(imported_);
    session_->count_loaded();
    done_ = 1;
  }

  std::size_t file_bytes_;
  LedgerPtr ledger_;
  LoadOptions options_;
  std::unique_ptr<onnx::ModelReader> reader_;
  Graph imported_;
  Graph graph_;
  FoldingBudget folding_, at_side_;
  std::unique_ptr<Resolver> resolver_;
  std::unique_ptr<Session> session_;
  bool needs_second_module_ = false;
  bool is_open_ = false;
  std::size_t attempt_ = 0;  // the next of side_to_try()
  // For this side, of what only a run shows, and how often they changed.
  Findings findings_;
  int guesses_ = 0;
  std::optional<Error> first_;
  double done_ = 0;
};

Loader::Loader(std::span<const std::byte> file, const LoadOptions& options)
    : stages_(std::make_unique<Stages>(file, options)), clock_(options.clock) {}

Loader::~Loader() = default;

Result<double> Loader::step(double budget_ms) {
  const LedgerScope scope(stages_->ledger());
  const double start = clock_();
  do {
    if (failed_ || stages_->done() == 1)
      return fail(ErrorCode::kInvalidArgument, "loading has ended");
    auto advanced = stages_->advance();
    failed_ = !advanced;
    if (failed_) return std::unexpected(std::move(advanced).error());
    if (stages_->is_read() && stages_->needs_second_module()) break;
  } while (stages_->done() < 1 && clock_() - start < budget_ms);
  return stages_->done();
}

bool Loader::needs_second_module() const {
  return stages_->needs_second_module();
}

std::unique_ptr<Session> Loader::take() {
  return stages_->take();
}

}  // namespace cnn
