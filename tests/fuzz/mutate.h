// Changes an ONNX file so that it stays one, mostly: the reader's checks of the wire are passed and
// what lies behind them is reached.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/support/random.h"
#include "fuzz/onnx_tree.h"

namespace cnn::fuzz {

// Changes bytes somehow and returns their new number, at most `most`: LLVMFuzzerMutate.
using MutateBytes = std::size_t (*)(std::uint8_t* data, std::size_t size, std::size_t most);

// One change of `model`: an operator, an attribute, a dimension, an element, an edge, a node.
void mutate(Field& model, test::Random& random, MutateBytes mutate_bytes);

// Appends the nodes and weights of `other` to `model` under new names, and feeds them with a value
// of `model` where they read an input of theirs.
void splice(Field& model, Field other, test::Random& random);

}  // namespace cnn::fuzz
