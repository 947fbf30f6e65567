// Writes the fuzzer's corpus: a small network for each operator and each way to write it, and a few
// of several operators. Usage: cnn_fuzz_seeds FOLDER. A seed that does not load ends it with
// status 1.
#include <cstdio>

#include "fuzz/seeds/seeds.h"

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "usage: cnn_fuzz_seeds FOLDER\n");
    return 2;
  }
  using namespace cnn::fuzz;
  Seeds seeds(words[1]);
  add_elementwise(seeds);
  add_functions(seeds);
  add_windows(seeds);
  add_volumes(seeds);
  add_regions(seeds);
  add_norms_and_reductions(seeds);
  add_quantised(seeds);
  add_products(seeds);
  add_attention(seeds);
  add_recurrent(seeds);
  add_signals(seeds);
  add_rearranging(seeds);
  add_picking(seeds);
  add_resizing(seeds);
  add_lists(seeds);
  add_networks(seeds);
  add_counted(seeds);
  return seeds.all_load() ? 0 : 1;
}
