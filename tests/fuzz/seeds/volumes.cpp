// Operators over volumes, and windows that few networks have.
#include <string>
#include <utility>
#include <vector>

#include "fuzz/seeds/seeds.h"

namespace cnn::fuzz {

void add_volumes(Seeds& seeds) {
  const std::vector<Message> window = {attribute("kernel_shape", Dims{2, 3, 2}),
                                       attribute("strides", Dims{1, 2, 1}),
                                       attribute("pads", Dims{1, 1, 0, 0, 1, 1})};
  ModelBuilder conv = with_input({1, 4, 3, 4, 3});
  weight(weight(conv, "w", {2, 2, 2, 3, 2}), "b", {2});
  std::vector<Message> grouped = window;
  grouped.push_back(attribute("group", 2));
  seeds.add("Conv-volumes", std::move(conv.node("Conv", {"x", "w", "b"}, {"y"}, grouped)));
  ModelBuilder transposed = with_input({1, 2, 2, 3, 2});
  weight(transposed, "w", {2, 3, 2, 2, 2});
  transposed.node(
      "ConvTranspose", {"x", "w"}, {"y"},
      {attribute("strides", Dims{1, 2, 2}), attribute("output_padding", Dims{0, 1, 0})});
  seeds.add("ConvTranspose-volumes", std::move(transposed));
  // A pool over whole volumes is told from one over maps by what lies around it.
  for (const char* op : {"MaxPool", "AveragePool"}) {
    ModelBuilder model = with_input({1, 2, 3, 4, 3});
    model.node(op, {"x"}, {"p"}, window).node("Global" + std::string(op), {"p"}, {"y"});
    seeds.add(std::string(op) + "-volumes", std::move(model), {"y", "p"});
  }
  seeds.one("LpPool", {1, 2, 5, 4},
            {attribute("kernel_shape", Dims{3, 2}), attribute("p", 3),
             attribute("pads", Dims{1, 0, 1, 1})});
  seeds.one("GlobalLpPool", {1, 2, 3, 4}, {attribute("p", 1)});
}

void add_regions(Seeds& seeds) {
  ModelBuilder align = with_input({2, 2, 5, 5}, 16);
  align.input("regions", {2, 4})
      .node("RoiAlign", {"x", "regions", "of"}, {"y"},
            {attribute("output_height", 2), attribute("output_width", 3),
             attribute("sampling_ratio", 2)});
  seeds.add("RoiAlign", std::move(integers(align, "of", {0, 1})));
  ModelBuilder most = with_input({2, 2, 5, 5});
  most.input("regions", {3, 5})
      .node("MaxRoiPool", {"x", "regions"}, {"y"}, {attribute("pooled_shape", Dims{2, 2})});
  seeds.add("MaxRoiPool", std::move(most));
  const std::vector<Message> halves = {attribute("kernel_shape", Dims{2, 2}),
                                       attribute("strides", Dims{2, 2})};
  ModelBuilder unpool = with_input({1, 2, 4, 4});
  unpool.node("MaxPool", {"x"}, {"p", "at"}, halves);
  seeds.add("MaxUnpool", std::move(unpool.node("MaxUnpool", {"p", "at"}, {"y"}, halves)));
  ModelBuilder blocks = with_input({1, 8, 6}, 18);
  integers(integers(blocks, "image", {4, 3}), "block", {2, 2});
  seeds.add("Col2Im", std::move(blocks.node("Col2Im", {"x", "image", "block"}, {"y"})));
  for (const char* mode : {"linear", "nearest", "cubic"}) {
    ModelBuilder model = with_input({1, 2, 4, 4}, 20);
    model.input("grid", {1, 3, 2, 2})
        .node("GridSample", {"x", "grid"}, {"y"},
              {attribute("mode", std::string(mode)),
               attribute("padding_mode", std::string("reflection"))});
    seeds.add(std::string("GridSample-") + mode, std::move(model));
  }
  ModelBuilder volume = with_input({1, 1, 2, 3, 2}, 20);
  volume.input("grid", {1, 2, 2, 2, 3}).node("GridSample", {"x", "grid"}, {"y"});
  seeds.add("GridSample-volumes", std::move(volume));
  ModelBuilder affine = with_input({1, 2, 3}, 20);
  integers(affine, "size", {1, 2, 3, 4}).node("AffineGrid", {"x", "size"}, {"y"});
  seeds.add("AffineGrid", std::move(affine));
  ModelBuilder solid = with_input({1, 3, 4}, 20);
  integers(solid, "size", {1, 1, 2, 3, 2});
  solid.node("AffineGrid", {"x", "size"}, {"y"}, {attribute("align_corners", 1)});
  seeds.add("AffineGrid-volumes", std::move(solid));
  ModelBuilder deform = with_input({1, 2, 4, 4}, 19);
  weight(weight(deform, "w", {2, 2, 2, 2}), "b", {2});
  deform.input("offset", {1, 8, 3, 3}).input("mask", {1, 4, 3, 3});
  deform.node("DeformConv", {"x", "w", "offset", "b", "mask"}, {"y"});
  seeds.add("DeformConv", std::move(deform));
}

}  // namespace cnn::fuzz
