// Attention of opset 23: scaled products of queries and keys, their shares, and the mean of the
// values by them, for all heads at once.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/support/outputs.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttributes[] = {
    {"is_causal", AttributeSpec::kInt},         {"kv_num_heads", AttributeSpec::kInt},
    {"q_num_heads", AttributeSpec::kInt},       {"qk_matmul_output_mode", AttributeSpec::kInt},
    {"scale", AttributeSpec::kFloat},           {"softcap", AttributeSpec::kFloat},
    {"softmax_precision", AttributeSpec::kInt},
};

enum Index : std::size_t { kQuery, kKey, kValue, kMask, kPastKey, kPastValue, kLengths };

// A tensor of heads [batch, heads, tokens, size], or [batch, tokens, heads * size].
struct Heads {
  std::int64_t heads = 0, tokens = 0, size = 0;
  bool joined = false;  // the latter

  std::int64_t at(std::int64_t batch, std::int64_t head, std::int64_t token) const {
    return (joined ? (batch * tokens + token) * heads + head
                   : (batch * heads + head) * tokens + token) *
           size;
  }
};

// What a node is parsed to.
struct Attention {
  std::int64_t batch;
  Heads query, key, value, past_key, past_value;
  double scale, softcap;
  bool causal;
  std::int64_t mode;  // which of the products go to output 3

  std::int64_t past() const { return past_key.tokens; }
  std::int64_t total() const { return past() + key.tokens; }
};

Result<Heads> read_heads(const NodeView& node, std::size_t index, std::string_view attribute) {
  const Shape& x = node.shape(index);
  if (x.rank() == 4) return Heads{x[1], x[2], x[3]};
  const std::int64_t heads = node.get_int(attribute, 0);
  if (x.rank() != 3 || heads < 1 || x[2] % heads != 0)
    return node.error(ErrorCode::kInvalidShape, "its inputs cannot be cut into heads", {},
                      attribute);
  return Heads{heads, x[1], x[2] / heads, true};
}

Result<ParsedPtr> parse(const NodeView& node) {
  Attention a{};
  a.batch = node.shape(kQuery).rank() > 0 ? node.shape(kQuery)[0] : 0;
  CNN_ASSIGN(a.query, read_heads(node, kQuery, "q_num_heads"));
  CNN_ASSIGN(a.key, read_heads(node, kKey, "kv_num_heads"));
  CNN_ASSIGN(a.value, read_heads(node, kValue, "kv_num_heads"));
  if (node.has_input(kPastKey) != node.has_input(kPastValue))
    return node.error(ErrorCode::kInvalidModel, "it has one of past_key and past_value only");
  if (node.has_input(kPastKey)) {
    CNN_ASSIGN(a.past_key, read_heads(node, kPastKey, "kv_num_heads"));
    CNN_ASSIGN(a.past_value, read_heads(node, kPastValue, "kv_num_heads"));
  }
  const bool fits = node.shape(kKey)[0] == a.batch && node.shape(kValue)[0] == a.batch &&
                    a.key.size == a.query.size && a.key.heads == a.value.heads &&
                    a.key.tokens == a.value.tokens && a.query.heads % a.key.heads == 0 &&
                    a.past_key.tokens == a.past_value.tokens &&
                    (!node.has_input(kPastKey) ||
                     (a.past_key.heads == a.key.heads && a.past_key.size == a.key.size &&
                      a.past_value.size == a.value.size && node.shape(kPastKey)[0] == a.batch &&
                      node.shape(kPastValue)[0] == a.batch));
  if (!fits) return node.error(ErrorCode::kInvalidShape, "its inputs do not fit together");
  if (a.total() == 0 || a.query.size == 0)
    return node.error(ErrorCode::kInvalidShape, "it has no keys");
  a.scale =
      node.get_float("scale", static_cast<float>(1 / std::sqrt(static_cast<double>(a.query.size))));
  a.softcap = node.get_float("softcap", 0);
  a.causal = node.get_int("is_causal", 0) != 0;
  a.mode = node.get_int("qk_matmul_output_mode", 0);
  if (a.mode < 0 || a.mode > 3)
    return node.error(ErrorCode::kInvalidModel, "it is not from 0 to 3", {},
                      "qk_matmul_output_mode");
  return parsed_as(a);
}

// A mask repeats along axes of length 1, and may have fewer axes. Its last one may be shorter than
// the keys: what is beyond is masked.
Result<void> check_mask(const NodeView& node, const Attention& a) {
  const Shape& mask = node.shape(kMask);
  const std::int64_t whole[] = {a.batch, a.query.heads, a.query.tokens, a.total()};
  bool fits = mask.rank() >= 1 && mask.rank() <= 4;
  for (std::size_t i = 0; fits && i < mask.rank(); ++i) {
    const std::int64_t size = mask[mask.rank() - 1 - i], room = whole[3 - i];
    fits = size == room || (size == 1 && i > 0) || (i == 0 && size <= room);
  }
  const DType type = node.input(kMask).type.dtype;
  if (fits && (type == DType::kFloat32 || type == DType::kBool)) return {};
  return node.error(ErrorCode::kInvalidShape, "its mask does not fit its inputs");
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Attention& a = node.parsed<Attention>();
  for (const std::size_t index : {kQuery, kKey, kValue, kPastKey, kPastValue})
    if (node.has_input(index) && node.input(index).type.dtype != DType::kFloat32)
      return node.error(ErrorCode::kUnsupported, "only float32 is supported");
  if (node.has_input(kMask)) CNN_TRY(check_mask(node, a));
  if (node.has_input(kLengths) &&
      (node.input(kLengths).type.dtype != DType::kInt64 || node.shape(kLengths) != Shape{a.batch}))
    return node.error(ErrorCode::kInvalidShape, "its lengths are not one int64 a batch");
  const Shape y = a.query.joined ? Shape{a.batch, a.query.tokens, a.query.heads * a.value.size}
                                 : Shape{a.batch, a.query.heads, a.query.tokens, a.value.size};
  return std::vector<ValueType>{
      {DType::kFloat32, y},
      {DType::kFloat32, {a.batch, a.key.heads, a.total(), a.key.size}},
      {DType::kFloat32, {a.batch, a.key.heads, a.total(), a.value.size}},
      {DType::kFloat32, {a.batch, a.query.heads, a.query.tokens, a.total()}}};
}

// One run of the operator.
class Run {
 public:
  Run(const NodeView& node, Inputs in, Outputs out)
      : node_(node), a_(node.parsed<Attention>()), in_(in), out_(out) {}

  void run() {
    scores_.resize(static_cast<std::size_t>(a_.total()));
    for (std::int64_t batch = 0; batch < a_.batch; ++batch)
      for (std::int64_t head = 0; head < a_.query.heads; ++head)
        for (std::int64_t token = 0; token < a_.query.tokens; ++token) attend(batch, head, token);
    if (float* const to = named_output(node_, out_, 1))
      present(to, kKey, a_.key, kPastKey, a_.past_key);
    if (float* const to = named_output(node_, out_, 2))
      present(to, kValue, a_.value, kPastValue, a_.past_value);
  }

 private:
  // The key or value of a token, counted from the past ones on.
  const float* row(std::size_t index, const Heads& now, std::size_t past_index, const Heads& past,
                   std::int64_t batch, std::int64_t head, std::int64_t token) const {
    return token < past.tokens ? in_[past_index] + past.at(batch, head, token)
                               : in_[index] + now.at(batch, head, token - past.tokens);
  }

  void present(float* to, std::size_t index, const Heads& now, std::size_t past_index,
               const Heads& past) const {
    for (std::int64_t batch = 0; batch < a_.batch; ++batch)
      for (std::int64_t head = 0; head < now.heads; ++head)
        for (std::int64_t token = 0; token < a_.total(); ++token)
          to = std::copy_n(row(index, now, past_index, past, batch, head, token), now.size, to);
  }

  // What is added to the product; -infinity where the query may not see the key.
  double mask(std::int64_t batch, std::int64_t head, std::int64_t token, std::int64_t key) const {
    constexpr double kHidden = -std::numeric_limits<double>::infinity();
    const bool cut = node_.has_input(kLengths);
    const std::int64_t length = cut ? in_.as<std::int64_t>(kLengths)[batch] : a_.total();
    // The last query sees the last key that counts.
    const std::int64_t before = cut ? length - a_.query.tokens : a_.past();
    if (key >= length || (a_.causal && key > token + before)) return kHidden;
    if (!node_.has_input(kMask)) return 0;
    const Shape& shape = node_.shape(kMask);
    const std::int64_t place[] = {batch, head, token, key};
    std::int64_t at = 0;
    for (std::size_t axis = 0; axis < shape.rank(); ++axis) {
      const std::int64_t wanted = place[4 - shape.rank() + axis];
      const bool last = axis + 1 == shape.rank();
      if (last && wanted >= shape[axis]) return kHidden;
      at = at * shape[axis] + (shape[axis] == 1 && !last ? 0 : wanted);
    }
    if (in_.type(kMask) == DType::kBool) return in_.as<std::uint8_t>(kMask)[at] ? 0 : kHidden;
    return in_[kMask][at];
  }

  void keep(std::int64_t mode, std::int64_t batch, std::int64_t head, std::int64_t token) {
    if (!node_.has_output(3) || a_.mode != mode) return;
    float* to = out_[out_.size() - 1] +
                ((batch * a_.query.heads + head) * a_.query.tokens + token) * a_.total();
    std::ranges::transform(scores_, to, [](double score) { return static_cast<float>(score); });
  }

  void attend(std::int64_t batch, std::int64_t head, std::int64_t token) {
    const std::int64_t group = head / (a_.query.heads / a_.key.heads);
    const float* query = in_[kQuery] + a_.query.at(batch, head, token);
    const auto each = [&](auto change) {
      for (std::int64_t key = 0; key < a_.total(); ++key)
        scores_[static_cast<std::size_t>(key)] =
            change(scores_[static_cast<std::size_t>(key)], key);
    };
    each([&](double, std::int64_t key) {
      const float* other = row(kKey, a_.key, kPastKey, a_.past_key, batch, group, key);
      double sum = 0;
      for (std::int64_t i = 0; i < a_.query.size; ++i) sum += double{query[i]} * other[i];
      return sum * a_.scale;
    });
    keep(0, batch, head, token);
    if (a_.softcap > 0)
      each([&](double score, std::int64_t) { return a_.softcap * std::tanh(score / a_.softcap); });
    keep(1, batch, head, token);
    each([&](double score, std::int64_t key) { return score + mask(batch, head, token, key); });
    keep(2, batch, head, token);
    share();
    keep(3, batch, head, token);
    float* y = out_[0] + Heads{a_.query.heads, a_.query.tokens, a_.value.size, a_.query.joined}.at(
                             batch, head, token);
    for (std::int64_t i = 0; i < a_.value.size; ++i) {
      double sum = 0;
      for (std::int64_t key = 0; key < a_.total(); ++key)
        if (const double share = scores_[static_cast<std::size_t>(key)]; share != 0)
          sum += share * row(kValue, a_.value, kPastValue, a_.past_value, batch, group, key)[i];
      y[i] = static_cast<float>(sum);
    }
  }

  // Softmax. A query that sees no key gets zeros.
  void share() {
    constexpr double kHidden = -std::numeric_limits<double>::infinity();
    double largest = kHidden, sum = 0;
    for (const double score : scores_) largest = std::max(largest, score);
    if (largest == kHidden) return void(std::ranges::fill(scores_, 0));
    for (double& score : scores_) sum += score = std::exp(score - largest);
    for (double& score : scores_) score /= sum;
  }

  const NodeView& node_;
  const Attention& a_;
  Inputs in_;
  Outputs out_;
  std::vector<double> scores_;
};

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  Run(node, in, out).run();
  return {};
}

std::int64_t macs(const NodeView& node) {
  const Attention& a = node.parsed<Attention>();
  return a.batch * a.query.heads * a.query.tokens * a.total() * (a.query.size + a.value.size);
}

Facts facts_of(const NodeView&, std::size_t) {
  return {.reads = {{"query"}}, .known = false};
}

constexpr Operator kTable[] = {
    {.type = "Attention",
     .help =
         "Lets every token look at all others: the mean of their values, weighed by how well its "
         "query fits their keys.",
     .attributes = kAttributes,
     .min_inputs = 3,
     .max_inputs = 7,
     .max_outputs = 4,
     .data_inputs = 7,
     .types = dtypes(DType::kFloat32, DType::kBool, DType::kInt64),
     .parse = parse,
     .infer = infer,
     .typed = typed,
     .macs = macs,
     .formula = "the values, weighed by the shares of query times key",
     .parameters =
         "query; key; value; mask: what is added to the products, or which count; past_key: keys "
         "of "
         "earlier tokens; past_value: values of earlier tokens; lengths: keys that count | scale: "
         "of "
         "the products, by default one over the root of a head's size; q_num_heads: heads of the "
         "queries; kv_num_heads: heads of keys and values; is_causal=0: 1 hides later tokens; "
         "softcap=0: bound of the products; softmax_precision: float type inside, unused here; "
         "qk_matmul_output_mode=0: which products are the last output",
     .facts = facts_of},
};

}  // namespace

std::span<const Operator> attention_table() {
  return kTable;
}

}  // namespace cnn
