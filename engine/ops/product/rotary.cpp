// RotaryEmbedding of opset 23, and the one of com.microsoft: pairs of numbers of a token are turned
// by an angle that its position says.
#include <algorithm>
#include <cstdint>
#include <string>

#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kStandard[] = {{"interleaved", AttributeSpec::kInt},
                                       {"num_heads", AttributeSpec::kInt},
                                       {"rotary_embedding_dim", AttributeSpec::kInt}};
constexpr AttributeSpec kMicrosoft[] = {{"interleaved", AttributeSpec::kInt},
                                        {"is_packed_batching", AttributeSpec::kInt},
                                        {"num_heads", AttributeSpec::kInt},
                                        {"rotary_embedding_dim", AttributeSpec::kInt},
                                        {"scale", AttributeSpec::kFloat}};

// Which inputs the cosines, the sines and the positions are.
struct Places {
  std::size_t cosines, sines, positions;
};

// What a node is parsed to.
struct Rotary {
  Places at;
  std::int64_t batch, heads, tokens, size;
  bool joined;         // [batch, tokens, heads * size] instead of [batch, heads, tokens, size]
  std::int64_t pairs;  // that are turned, of each head; what is behind them stays
  bool interleaved;    // a pair's numbers are neighbours

  std::int64_t token_at(std::int64_t b, std::int64_t head, std::int64_t token) const {
    return (joined ? (b * tokens + token) * heads + head : (b * heads + head) * tokens + token) *
           size;
  }
};

std::unexpected<Error> does_not_fit(const NodeView& node) {
  return node.error(ErrorCode::kInvalidShape, "its inputs do not fit together");
}

Result<void> check_heads(const NodeView& node, Rotary& r, std::int64_t turned) {
  const Shape& x = node.shape(0);
  const std::int64_t heads = node.get_int("num_heads", 0);
  if (x.rank() == 4) {
    r.heads = x[1], r.tokens = x[2], r.size = x[3];
  } else if (x.rank() == 3) {
    // Without a number of heads, a head is as long as the angles are for.
    const std::int64_t width = turned > 0 ? turned : 1;
    r.joined = true, r.tokens = x[1];
    r.heads = heads > 0 ? heads : x[2] / width;
    if (r.heads < 1 || x[2] % r.heads != 0) return does_not_fit(node);
    r.size = x[2] / r.heads;
  } else {
    return node.error(ErrorCode::kInvalidShape, "its input has neither 3 nor 4 axes");
  }
  return turned <= r.size ? Result<void>() : does_not_fit(node);
}

// Angles are listed by position, or without positions for each token.
Result<void> check_angles(const NodeView& node, const Rotary& r) {
  const Shape& cosines = node.shape(r.at.cosines);
  if (node.shape(r.at.sines) != cosines) return does_not_fit(node);
  if (!node.has_input(r.at.positions))
    return cosines == Shape{r.batch, r.tokens, r.pairs} ? Result<void>() : does_not_fit(node);
  const Shape& positions = node.shape(r.at.positions);
  const bool first_alone = node.node().op != "RotaryEmbedding" && positions == Shape{1};
  const bool fits = cosines.rank() == 2 && cosines[1] == r.pairs &&
                    (first_alone || positions == Shape{r.batch, r.tokens});
  return fits ? Result<void>() : does_not_fit(node);
}

Result<ParsedPtr> parse_at(const NodeView& node, Places at) {
  if (node.get_int("is_packed_batching", 0) != 0)
    return node.error(ErrorCode::kUnsupported, "packed batches are not supported", {},
                      "is_packed_batching");
  const Shape& cosines = node.shape(at.cosines);
  if (node.shape(0).rank() == 0 || cosines.rank() == 0) return does_not_fit(node);
  Rotary r{at, node.shape(0)[0], 0, 0, 0, false, cosines[cosines.rank() - 1], false};
  const std::int64_t turned = node.get_int("rotary_embedding_dim", 0);
  if (r.pairs < 0 || r.pairs > node.shape(0).elements() || (turned > 0 && turned != 2 * r.pairs))
    return does_not_fit(node);
  CNN_TRY(check_heads(node, r, 2 * r.pairs));
  CNN_TRY(check_angles(node, r));
  r.interleaved = node.get_int("interleaved", 0) != 0;
  return parsed_as(r);
}

Result<ParsedPtr> parse_standard(const NodeView& node) {
  return parse_at(node, {1, 2, 3});
}
Result<ParsedPtr> parse_microsoft(const NodeView& node) {
  return parse_at(node, {2, 3, 1});
}

Result<std::vector<ValueType>> infer(const NodeView& node) {
  const Places at = node.parsed<Rotary>().at;
  for (const std::size_t index : {std::size_t{0}, at.cosines, at.sines})
    if (node.input(index).type.dtype != DType::kFloat32)
      return node.error(ErrorCode::kUnsupported, "only float32 is supported");
  if (node.has_input(at.positions) && node.input(at.positions).type.dtype != DType::kInt64)
    return node.error(ErrorCode::kInvalidModel, "its positions are not int64");
  return one_output(DType::kFloat32, node.shape(0));
}

// Which row of the angles a token reads.
Result<std::int64_t> row_of(const NodeView& node, Inputs in, std::int64_t batch,
                            std::int64_t token) {
  const Rotary& r = node.parsed<Rotary>();
  const std::int64_t index = batch * r.tokens + token;
  if (!node.has_input(r.at.positions)) return index;
  const auto* positions = in.as<std::int64_t>(r.at.positions);
  const bool first_alone = node.shape(r.at.positions).rank() == 1;
  const std::int64_t rows = node.shape(r.at.cosines)[0];
  const std::int64_t position = positions[first_alone ? 0 : index];
  if (position >= 0 && position < rows && (!first_alone || position < rows - token))
    return position + (first_alone ? token : 0);
  return node.error(ErrorCode::kInvalidModel,
                    "its position " + decimal(position) + " is outside of its angles");
}

Result<void> typed(const NodeView& node, Inputs in, Outputs out) {
  const Rotary& r = node.parsed<Rotary>();
  std::copy_n(in[0], node.shape(0).elements(), out[0]);
  for (std::int64_t batch = 0; batch < r.batch; ++batch)
    for (std::int64_t token = 0; token < r.tokens; ++token) {
      CNN_ASSIGN(const std::int64_t row, row_of(node, in, batch, token));
      const float* cosines = in[r.at.cosines] + row * r.pairs;
      const float* sines = in[r.at.sines] + row * r.pairs;
      for (std::int64_t head = 0; head < r.heads; ++head) {
        const std::int64_t start = r.token_at(batch, head, token);
        for (std::int64_t pair = 0; pair < r.pairs; ++pair) {
          const std::int64_t first = start + (r.interleaved ? 2 * pair : pair);
          const std::int64_t second = first + (r.interleaved ? 1 : r.pairs);
          const double a = in[0][first], b = in[0][second];
          out[0][first] = static_cast<float>(cosines[pair] * a - sines[pair] * b);
          out[0][second] = static_cast<float>(sines[pair] * a + cosines[pair] * b);
        }
      }
    }
  return {};
}

constexpr Operator row(std::string_view type, std::span<const AttributeSpec> attributes, int least,
                       Result<ParsedPtr> (*parse)(const NodeView&), std::string_view parameters) {
  return {.type = type,
          .help = "Turns pairs of numbers of every token by angles that say where it stands.",
          .attributes = attributes,
          .min_inputs = least,
          .max_inputs = 4,
          .data_inputs = 4,
          .types = dtypes(DType::kFloat32, DType::kInt64),
          .parse = parse,
          .infer = infer,
          .typed = typed,
          .formula = "x * cosine and its partner * sine, with a minus for the first of a pair",
          .parameters = parameters,
          .facts = any_of_x};
}

constexpr Operator kTable[] = {
    row("RotaryEmbedding", kStandard, 3, parse_standard,
        "x; cosines: of the angles; sines: of the angles; positions: of the tokens | "
        "interleaved=0: 1 pairs neighbours; num_heads: heads of an input of 3 axes; "
        "rotary_embedding_dim=0: numbers of a head that are turned, 0 for all"),
    row("com.microsoft.RotaryEmbedding", kMicrosoft, 4, parse_microsoft,
        "x; positions: of the tokens, or of the first one; cosines: of the angles; sines: of the "
        "angles | interleaved=0: 1 pairs neighbours; is_packed_batching=0: 1 is not supported; "
        "num_heads: heads of an input of 3 axes; rotary_embedding_dim=0: numbers of a head that "
        "are turned, 0 for all; scale=1: not used, as in onnxruntime"),
};

}  // namespace

std::span<const Operator> rotary_table() {
  return kTable;
}

}  // namespace cnn
