// libFuzzer's side: `npm run fuzz` builds and runs this.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include "fuzz/heap_use.h"
#include "fuzz/mutate.h"
#include "fuzz/try_file.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace cnn::fuzz {
namespace {

std::string_view view(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Writes the file over `data` where it fits, and returns its size; otherwise 0.
std::size_t store(const Field& model, std::uint8_t* data, std::size_t most) {
  const std::string file = to_bytes(model);
  if (file.empty() || file.size() > most) return 0;
  std::memcpy(data, file.data(), file.size());
  return file.size();
}

void stop(const std::string& why) {
  std::fprintf(stderr, "\nBroken promise: %s\n", why.c_str());
  std::abort();  // libFuzzer keeps the file
}

}  // namespace
}  // namespace cnn::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cnn::fuzz;
  const HeapUse heap;
  const std::string broken = try_file({reinterpret_cast<const std::byte*>(data), size});
  if (!broken.empty()) stop(broken);
  if (heap.peak() > kMaxMemory + kHeapSlack)
    stop(std::to_string(heap.peak() >> 20) + " MiB of memory were in use at once; the limit is " +
         std::to_string(kMaxMemory >> 20) + " MiB");
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  using namespace cnn::fuzz;
  cnn::test::Random random(seed);
  if (size > 1 && random.chance(1)) return 1 + random.next() % (size - 1);  // cut off
  std::optional<Field> model;
  if (!random.chance(5)) model = parse_model(view(data, size));
  if (!model) return LLVMFuzzerMutate(data, size, most);
  for (auto left = random.integer(1, 4); left > 0; --left) mutate(*model, random, LLVMFuzzerMutate);
  const std::size_t stored = store(*model, data, most);
  return stored ? stored : LLVMFuzzerMutate(data, size, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t one_size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t most,
                                                 unsigned seed) {
  using namespace cnn::fuzz;
  cnn::test::Random random(seed);
  auto model = parse_model(view(one, one_size));
  auto second = parse_model(view(other, other_size));
  if (!model || !second) return 0;
  splice(*model, std::move(*second), random);
  return store(*model, out, most);
}
