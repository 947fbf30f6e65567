// The activation functions that recurrent operators name in their attributes.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "ops/op.h"

namespace cnn {

struct GateActivation {
  double (*of)(double x, double alpha, double beta);
  double alpha, beta;

  double operator()(double x) const { return of(x, alpha, beta); }
};

// `functions` a direction, from the attributes activations, activation_alpha and activation_beta;
// where the node has none, those of `usual`, of which there are `functions`. Errors: kUnsupported
// for a name that is not known, kInvalidModel for a wrong number of them.
Result<std::vector<GateActivation>> read_activations(const NodeView& node, std::size_t directions,
                                                     std::span<const std::string_view> usual);

}  // namespace cnn
