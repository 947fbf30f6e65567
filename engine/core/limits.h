// Bounds on what a model file may ask for. A model is hostile input: every count and size read from
// it is compared with these before anything is allocated.
#pragma once

#include <cstddef>
#include <cstdint>

namespace cnn::limits {

inline constexpr std::size_t kMaxRank = 8;
inline constexpr std::size_t kMaxNodes = 20'000;
inline constexpr std::size_t kMaxTensors = std::size_t{1} << 17;  // initialisers, and inputs
inline constexpr std::size_t kMaxEdges = std::size_t{1} << 18;    // inputs and outputs of all nodes
// Graphs inside of each other (branches of an If, bodies of loops), and functions that call others.
inline constexpr int kMaxGraphDepth = 16;
inline constexpr std::size_t kMaxFunctions = 4096;
inline constexpr std::size_t kMaxAttributes = 256;                   // of one node
inline constexpr std::size_t kMaxMetadata = 4096;                    // entries
inline constexpr std::size_t kMaxStringBytes = 1u << 20;             // names, metadata values
inline constexpr std::int64_t kMaxDim = 1 << 24;                     // one dimension
inline constexpr std::int64_t kMaxElements = std::int64_t{1} << 29;  // one tensor: 2 GiB of float32
// Elements under all positions of one sliding window: kernel area times output area of one channel.
inline constexpr std::int64_t kMaxWindowTaps = std::int64_t{1} << 26;
inline constexpr std::int64_t kMaxKernelArea = 1 << 20;
// What may be computed once, at load, from constants: elements read and written, and
// multiply-accumulates, of all nodes together.
inline constexpr std::int64_t kMaxFoldedWork = std::int64_t{1} << 27;
// How often a run may start again because a shape turned out to depend on data.
inline constexpr int kMaxRestarts = 64;
// How often numbers that only a run shows are guessed again, where shapes do not fit.
inline constexpr int kMaxGuesses = 16;
// All that a session holds. VGG-19, the largest classic, has 548 MiB of weights, which are there as
// loaded and as packed for the kernels.
inline constexpr std::size_t kDefaultMaxMemory = std::size_t{5} << 28;
inline constexpr int kMaxPictureSide = 16'384;
inline constexpr std::int64_t kMaxPicturePixels = 50'000'000;

}  // namespace cnn::limits
