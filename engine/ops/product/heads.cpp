// Attention as onnxruntime's optimiser writes it. No node of these is ever run: while shapes are
// inferred, products, a Softmax and what stands around them take its place (passes/heads.cpp).
#include "ops/op.h"
#include "ops/support/facts.h"
#include "ops/tables.h"

namespace cnn {
namespace {

constexpr AttributeSpec kAttention[] = {
    {"mask_filter_value", AttributeSpec::kFloat}, {"num_heads", AttributeSpec::kInt},
    {"qkv_hidden_sizes", AttributeSpec::kInts},   {"scale", AttributeSpec::kFloat},
    {"unidirectional", AttributeSpec::kInt},
};
constexpr AttributeSpec kMultiHead[] = {
    {"mask_filter_value", AttributeSpec::kFloat},
    {"num_heads", AttributeSpec::kInt},
    {"scale", AttributeSpec::kFloat},
    {"unidirectional", AttributeSpec::kInt},
};

constexpr Operator kTable[] = {
    {.type = "com.microsoft.Attention",
     .help = "Makes queries, keys and values of every token, and lets each look at all others: the "
             "mean of their values, weighed by how well its query fits their keys.",
     .attributes = kAttention,
     .min_inputs = 2,
     .max_inputs = 6,
     .parameter_inputs = 0b110,
     .formula = "the values, weighed by the shares of query times key",
     .parameters =
         "x; weight: for queries, keys and values; bias: likewise; mask: keys that count, "
         "or how many do; past: not supported; attention_bias: added to the products | "
         "num_heads: how many heads; mask_filter_value=-10000: added where a key does not "
         "count; qkv_hidden_sizes: sizes of queries, keys and values; scale: of the "
         "products, by default one over the root of a head's size; unidirectional=0: 1 "
         "hides later tokens",
     .facts = any_of_x},
    {.type = "com.microsoft.MultiHeadAttention",
     .help = "Lets every token look at all others: the mean of their values, weighed by how well "
             "its query fits their keys.",
     .attributes = kMultiHead,
     .min_inputs = 1,
     .max_inputs = 6,
     .parameter_inputs = 0b1000,
     .formula = "the values, weighed by the shares of query times key",
     .parameters =
         "query: may have keys and values in it; key: may have values in it; value; bias: "
         "of queries, keys and values; mask: keys that count, or how many do; "
         "attention_bias: added to the products | num_heads: how many heads; "
         "mask_filter_value=-10000: added where a key does not count; scale: of the "
         "products, by default one over the root of a head's size; unidirectional=0: 1 "
         "hides later tokens",
     .facts = any_cells},
};

}  // namespace

std::span<const Operator> heads_table() {
  return kTable;
}

}  // namespace cnn
