// Attention and MultiHeadAttention of com.microsoft as products of matrices, a Softmax, and what
// cuts and joins heads, so that they run on the kernels of those, and can be looked into.
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "passes/replacement.h"

namespace cnn {
namespace {

// Queries, keys or values: [batch, tokens, size], or [batch, heads, tokens, size of a head].
struct Tokens {
  ValueId value = kNoValue;
  std::int64_t count = 0, size = 0;  // tokens, and numbers of one in all heads
  bool has_heads = false;
};

class Attention {
 public:
  Attention(Resolver& resolver, const Node& node) : made_(resolver, node) {}

  Result<void> replace() {
    const NodeView view = made_.view();
    heads_ = view.get_int("num_heads", 0);
    if (heads_ < 1)
      return view.error(ErrorCode::kInvalidModel, "it does not say how many heads", {},
                        "num_heads");
    const bool projects = view.node().op == "com.microsoft.Attention";
    if (projects && view.has_input(4))
      return view.error(ErrorCode::kUnsupported,
                        "keys and values of earlier tokens are not supported",
                        "export the network without a cache of keys and values");
    CNN_TRY(projects ? project() : read());
    for (const Tokens* tokens : {&query_, &key_, &value_})
      if (tokens->size % heads_ != 0 || tokens->count < 1) return does_not_fit();
    if (key_.count != value_.count || key_.size != query_.size) return does_not_fit();
    // Both have what is added to the products as input 5.
    return attend(projects ? 3 : 4, 5);
  }

 private:
  std::unexpected<Error> does_not_fit() const {
    return made_.view().error(ErrorCode::kInvalidShape, "its inputs do not fit together");
  }
  const Shape& shape(ValueId id) const { return made_.type(id).shape; }
  bool has(std::size_t index) const { return made_.view().has_input(index); }

  // Attention: one product makes all three.
  Result<void> project() {
    const Shape x = shape(made_.input(0)), weight = shape(made_.input(1));
    if (x.rank() != 3 || weight.rank() != 2 || weight[0] != x[2]) return does_not_fit();
    const auto given = made_.view().get_ints("qkv_hidden_sizes");
    std::vector<std::int64_t> sizes(given.begin(), given.end());
    if (sizes.empty()) sizes.assign(3, weight[1] / 3);
    if (sizes.size() != 3 || sizes[0] < 1 || sizes[1] < 1 || sizes[2] < 1 || sizes[0] > weight[1] ||
        sizes[1] > weight[1] || sizes[0] + sizes[1] + sizes[2] != weight[1])
      return does_not_fit();
    batch_ = x[0];
    CNN_ASSIGN(ValueId all, made_.add("MatMul", {made_.input(0), made_.input(1)}));
    if (has(2)) {
      CNN_ASSIGN(all, made_.add("Add", {all, made_.input(2)}));
    }
    CNN_ASSIGN(const std::vector<ValueId> parts, split(all, 2, sizes));
    query_ = {parts[0], x[1], sizes[0]};
    key_ = {parts[1], x[1], sizes[1]};
    value_ = {parts[2], x[1], sizes[2]};
    return {};
  }

  Result<std::vector<ValueId>> split(ValueId x, std::int64_t axis,
                                     const std::vector<std::int64_t>& sizes) {
    CNN_ASSIGN(const ValueId list, made_.integers(sizes));
    return made_.add_many("Split", {x, list}, {{"axis", axis}}, sizes.size());
  }

  // MultiHeadAttention: three inputs, or [batch, tokens, heads, 2 or 3, size] with several in one.
  Result<void> read() {
    if (shape(made_.input(0)).rank() == 0) return does_not_fit();
    batch_ = shape(made_.input(0))[0];
    if (!has(1) && !has(2)) {
      CNN_ASSIGN(query_, part(0, 0, 3));
      CNN_ASSIGN(key_, part(0, 1, 3));
      CNN_ASSIGN(value_, part(0, 2, 3));
    } else {
      CNN_ASSIGN(query_, part(0, 0, 1));
      const bool joined = !has(2);
      CNN_ASSIGN(key_, part(1, 0, joined ? 2 : 1));
      CNN_ASSIGN(value_, part(joined ? 1 : 2, joined ? 1 : 0, joined ? 2 : 1));
    }
    return has(3) ? add_biases() : Result<void>();
  }

  // Number `index` of `of` that lie in an input.
  Result<Tokens> part(std::size_t input, std::int64_t index, std::int64_t of) {
    const ValueId id = made_.input(input);
    if (id == kNoValue) return does_not_fit();
    const Shape x = shape(id);
    if (x.rank() < 3 || x[0] != batch_) return does_not_fit();
    if (of == 1 && x.rank() == 3) return Tokens{id, x[1], x[2]};
    if (of == 1 && x.rank() == 4 && x[1] == heads_) return Tokens{id, x[2], x[3] * heads_, true};
    if (x.rank() != 5 || x[2] != heads_ || x[3] != of) return does_not_fit();
    CNN_ASSIGN(const ValueId place, made_.integer(index));
    CNN_ASSIGN(const ValueId taken, made_.add("Gather", {id, place}, {{"axis", std::int64_t{3}}}));
    CNN_ASSIGN(const ValueId joined, reshape(taken, {x[0], x[1], x[2] * x[4]}));
    return Tokens{joined, x[1], x[2] * x[4]};
  }

  // To keys and values that come cut into heads none is added, as in onnxruntime.
  Result<void> add_biases() {
    const Shape bias = shape(made_.input(3));
    if (bias != Shape{query_.size + key_.size + value_.size}) return does_not_fit();
    CNN_ASSIGN(const std::vector<ValueId> parts,
               split(made_.input(3), 0, {query_.size, key_.size, value_.size}));
    std::size_t next = 0;
    for (Tokens* tokens : {&query_, &key_, &value_}) {
      const ValueId part = parts[next++];
      if (tokens->has_heads) continue;
      CNN_ASSIGN(tokens->value, made_.add("Add", {tokens->value, part}));
    }
    return {};
  }

  Result<ValueId> reshape(ValueId x, const std::vector<std::int64_t>& to) {
    CNN_ASSIGN(const ValueId list, made_.integers(to));
    return made_.add("Reshape", {x, list});
  }

  // [batch, heads, tokens, size], or with the last two exchanged.
  Result<ValueId> heads_of(const Tokens& tokens, bool exchanged) {
    using Order = std::vector<std::int64_t>;
    if (tokens.has_heads && !exchanged) return tokens.value;
    if (tokens.has_heads)
      return made_.add("Transpose", {tokens.value}, {{"perm", Order{0, 1, 3, 2}}});
    CNN_ASSIGN(const ValueId cut,
               reshape(tokens.value, {batch_, tokens.count, heads_, tokens.size / heads_}));
    const Order order = exchanged ? Order{0, 2, 3, 1} : Order{0, 2, 1, 3};
    return made_.add("Transpose", {cut}, {{"perm", order}});
  }

  Result<void> attend(std::size_t mask, std::size_t bias) {
    const NodeView view = made_.view();
    const auto size = static_cast<double>(query_.size / heads_);
    float scale = view.get_float("scale", 0);
    if (scale == 0) scale = static_cast<float>(1 / std::sqrt(size));
    CNN_ASSIGN(const ValueId query, heads_of(query_, false));
    CNN_ASSIGN(const ValueId key, heads_of(key_, true));
    CNN_ASSIGN(const ValueId value, heads_of(value_, false));
    CNN_ASSIGN(const ValueId factor, made_.number(scale));
    CNN_ASSIGN(ValueId scores, made_.add("MatMul", {query, key}));
    CNN_ASSIGN(scores, made_.add("Mul", {scores, factor}));
    if (has(bias)) {
      CNN_ASSIGN(scores, made_.add("Add", {scores, made_.input(bias)}));
    }
    if (has(mask)) {
      CNN_ASSIGN(const ValueId hidden, hidden_keys(made_.input(mask)));
      CNN_ASSIGN(scores, made_.add("Add", {scores, hidden}));
    }
    if (view.get_int("unidirectional", 0) != 0) {
      CNN_ASSIGN(const ValueId later, later_keys());
      CNN_ASSIGN(const ValueId lowest, made_.number(std::numeric_limits<float>::lowest()));
      CNN_ASSIGN(scores, made_.add("Where", {later, lowest, scores}));
    }
    CNN_ASSIGN(const ValueId shares, made_.add("Softmax", {scores}, {{"axis", std::int64_t{-1}}}));
    CNN_ASSIGN(const ValueId means, made_.add("MatMul", {shares, value}));
    CNN_ASSIGN(const ValueId turned,
               made_.add("Transpose", {means}, {{"perm", std::vector<std::int64_t>{0, 2, 1, 3}}}));
    CNN_ASSIGN(const ValueId to, made_.integers({batch_, query_.count, value_.size}));
    return made_.finish("Reshape", {turned, to});
  }

  // What is added to the products: nothing for a key that counts. The mask says which do: numbers
  // above 0 a key, or a key and a query; or how many keys do, and from which one on.
  Result<ValueId> hidden_keys(ValueId mask) {
    const Shape given = shape(mask);
    const DType type = made_.type(mask).dtype;
    if (type != DType::kInt32 && type != DType::kInt64 && type != DType::kBool)
      return made_.view().error(ErrorCode::kUnsupported, "its mask is no tensor of integers");
    ValueId counts = kNoValue;
    if (given == Shape{batch_} || given == Shape{2 * batch_}) {
      CNN_ASSIGN(counts, keys_between(mask, type, given[0] != batch_));
    } else if (given == Shape{batch_, key_.count}) {
      CNN_ASSIGN(counts, reshape(mask, {batch_, 1, 1, key_.count}));
    } else if (given == Shape{batch_, query_.count, key_.count}) {
      CNN_ASSIGN(counts, reshape(mask, {batch_, 1, query_.count, key_.count}));
    } else {
      return made_.view().error(ErrorCode::kUnsupported,
                                "a mask of shape " + to_string(given) + " is not supported");
    }
    if (type != DType::kBool && given.rank() > 1) {
      CNN_ASSIGN(Tensor zero, Tensor::zeros(type, Shape{}));
      CNN_ASSIGN(const ValueId none, made_.constant(std::move(zero)));
      CNN_ASSIGN(counts, made_.add("Greater", {counts, none}));
    }
    const float filter = made_.view().get_float("mask_filter_value", -10000);
    CNN_ASSIGN(const ValueId nothing, made_.number(0));
    CNN_ASSIGN(const ValueId hidden, made_.number(filter));
    return made_.add("Where", {counts, nothing, hidden});
  }

  // The keys before an end; `starts`: behind the ends of all batches their starts follow.
  Result<ValueId> keys_between(ValueId mask, DType type, bool starts) {
    CNN_ASSIGN(Tensor places, Tensor::zeros(type, Shape{1, 1, 1, key_.count}));
    for (std::int64_t i = 0; i < key_.count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (type == DType::kInt64)
        places.data<std::int64_t>()[at] = i;
      else if (type == DType::kInt32)
        places.data<std::int32_t>()[at] = static_cast<std::int32_t>(i);
    }
    CNN_ASSIGN(const ValueId place, made_.constant(std::move(places)));
    std::vector<ValueId> ends = {mask};
    if (starts) {
      CNN_ASSIGN(ends, split(mask, 0, {batch_, batch_}));
    }
    CNN_ASSIGN(const ValueId end, reshape(ends[0], {batch_, 1, 1, 1}));
    CNN_ASSIGN(const ValueId before, made_.add("Less", {place, end}));
    if (!starts) return before;
    CNN_ASSIGN(const ValueId start, reshape(ends[1], {batch_, 1, 1, 1}));
    CNN_ASSIGN(const ValueId behind, made_.add("GreaterOrEqual", {place, start}));
    return made_.add("And", {before, behind});
  }

  // Keys behind their query, of which nothing is left, whatever a mask says of others. The last
  // query sees all keys, as in onnxruntime, even where there are more of them than queries.
  Result<ValueId> later_keys() {
    CNN_ASSIGN(Tensor tensor, Tensor::zeros(DType::kBool, Shape{query_.count, key_.count}));
    const auto data = tensor.data<std::uint8_t>();
    for (std::int64_t query = 0; query < query_.count - 1; ++query)
      for (std::int64_t key = query + 1; key < key_.count; ++key)
        data[static_cast<std::size_t>(query * key_.count + key)] = 1;
    return made_.constant(std::move(tensor));
  }

  Replacement made_;
  std::int64_t heads_ = 0, batch_ = 0;
  Tokens query_, key_, value_;
};

}  // namespace

Result<void> replace_attention(Resolver& resolver, const Node& node) {
  return Attention(resolver, node).replace();
}

}  // namespace cnn
