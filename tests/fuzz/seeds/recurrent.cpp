// Recurrent layers, attention, and what takes sound apart.
#include <string>
#include <utility>
#include <vector>

#include "fuzz/seeds/seeds.h"

namespace cnn::fuzz {

void add_recurrent(Seeds& seeds) {
  const auto layer = [&](const char* op, std::int64_t gates, std::int64_t directions,
                         std::vector<Message> attributes, const std::string& suffix) {
    constexpr std::int64_t kSize = 2, kInputs = 3;
    ModelBuilder model = with_input({4, 2, kInputs}, 14);
    weight(model, "w", {directions, gates * kSize, kInputs});
    weight(model, "r", {directions, gates * kSize, kSize});
    weight(model, "b", {directions, 2 * gates * kSize});
    weight(model, "h", {directions, 2, kSize});
    model.tensor("lengths", {2}, 6, test::raw_bytes<std::int32_t>({4, 2}));
    attributes.push_back(attribute("hidden_size", kSize));
    model.node(op, {"x", "w", "r", "b", "lengths", "h"}, {"y", "last"}, attributes);
    seeds.add(op + suffix, std::move(model), {"y", "last"});
  };
  const auto direction = [](const char* word) { return attribute("direction", std::string(word)); };
  layer("LSTM", 4, 2, {direction("bidirectional")}, "");
  layer("GRU", 3, 1, {attribute("linear_before_reset", 1)}, "");
  layer("GRU", 3, 1, {direction("reverse"), attribute("clip", 0.5f)}, "-reverse");
  layer("RNN", 1, 1, {}, "");
}

void add_attention(Seeds& seeds) {
  ModelBuilder own = with_input({1, 3, 4}, 17);
  weight(weight(own, "w", {4, 12}), "b", {12});
  own.tensor("mask", {1, 3}, 6, test::raw_bytes<std::int32_t>({1, 1, 0}));
  own.node("com.microsoft.Attention", {"x", "w", "b", "mask"}, {"y"},
           {attribute("num_heads", 2), attribute("unidirectional", 1)});
  seeds.add("Attention-microsoft", std::move(own));
  ModelBuilder many = with_input({1, 3, 4}, 17);
  weight(many, "b", {12}).input("k", {1, 2, 4}).input("v", {1, 2, 4});
  many.node("com.microsoft.MultiHeadAttention", {"x", "k", "v", "b"}, {"y"},
            {attribute("num_heads", 2)});
  seeds.add("MultiHeadAttention", std::move(many));
  ModelBuilder packed = with_input({1, 3, 2, 3, 2}, 17);
  packed.node("com.microsoft.MultiHeadAttention", {"x"}, {"y"}, {attribute("num_heads", 2)});
  seeds.add("MultiHeadAttention-packed", std::move(packed));
  ModelBuilder heads = with_input({1, 2, 3, 4}, 23);
  heads.input("k", {1, 1, 3, 4}).input("v", {1, 1, 3, 2}).input("pk", {1, 1, 2, 4});
  heads.input("pv", {1, 1, 2, 2});
  weight(heads, "mask", {3, 5})
      .node("Attention", {"x", "k", "v", "mask", "pk", "pv"}, {"y", "keys", "values"},
            {attribute("softcap", 2.0f), attribute("is_causal", 1)});
  seeds.add("Attention", std::move(heads), {"y", "keys", "values"});
  ModelBuilder flat = with_input({1, 3, 4}, 23);
  flat.node("Attention", {"x", "x", "x"}, {"y"},
            {attribute("q_num_heads", 2), attribute("kv_num_heads", 2)});
  seeds.add("Attention-flat", std::move(flat));
  ModelBuilder turned = with_input({1, 2, 3, 4}, 23);
  weight(weight(turned, "c", {5, 2}), "s", {5, 2});
  turned.input("at", {1, 3}, 7).node("RotaryEmbedding", {"x", "c", "s", "at"}, {"y"});
  seeds.add("RotaryEmbedding", std::move(turned));
  ModelBuilder other = with_input({1, 3, 8}, 17);
  weight(weight(other, "c", {5, 2}), "s", {5, 2}).weight("at", {1}, Dims{1});
  other.node("com.microsoft.RotaryEmbedding", {"x", "at", "c", "s"}, {"y"},
             {attribute("num_heads", 2), attribute("interleaved", 1)});
  seeds.add("RotaryEmbedding-microsoft", std::move(other));
  ModelBuilder norm = with_input({2, 3, 4}, 23);
  weight(norm, "g", {4}).node("RMSNormalization", {"x", "g"}, {"y"});
  seeds.add("RMSNormalization", std::move(norm));
}

void add_signals(Seeds& seeds) {
  ModelBuilder dft = with_input({1, 6, 1}, 20);
  number(number(dft, "length", 5), "axis", 1);
  dft.node("DFT", {"x", "length", "axis"}, {"y"}, {attribute("onesided", 1)});
  seeds.add("DFT", std::move(dft));
  seeds.one("DFT", {1, 4, 2}, {attribute("inverse", 1), attribute("axis", 1)}, 17, "-inverse");
  ModelBuilder stft = with_input({1, 12}, 17);
  number(weight(stft, "window", {4}), "hop", 3);
  seeds.add("STFT", std::move(stft.node("STFT", {"x", "hop", "window"}, {"y"})));
  for (const char* op : {"BlackmanWindow", "HammingWindow", "HannWindow"}) {
    ModelBuilder model = with_input({2, 5}, 17);
    number(model, "size", 5).node(op, {"size"}, {"w"}, {attribute("periodic", 0)});
    seeds.add(op, std::move(model.node("Mul", {"x", "w"}, {"y"})));
  }
  ModelBuilder mel = with_input({2, 9}, 17);
  number(number(number(mel, "bands", 3), "length", 16), "rate", 8000);
  mel.weight("low", {}, std::vector<float>{0}).weight("high", {}, std::vector<float>{4000});
  mel.node("MelWeightMatrix", {"bands", "length", "rate", "low", "high"}, {"w"});
  seeds.add("MelWeightMatrix", std::move(mel.node("MatMul", {"x", "w"}, {"y"})));
}

}  // namespace cnn::fuzz
