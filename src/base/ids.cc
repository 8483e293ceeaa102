#include "base/ids.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

#include <openssl/rand.h>

#include "base/encoding.h"
#include "base/hash.h"

namespace spotter {
namespace {

using Uuid = std::array<std::uint8_t, 16>;

std::string format(Uuid uuid, unsigned version) {
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0FU) | (version << 4U));
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3FU) | 0x80U);
  std::string text = to_hex(uuid);
  for (const std::size_t at : {20U, 16U, 12U, 8U})
    text.insert(at, 1, '-');
  return text;
}

/// 48 bits of time, 12 bits that count within a millisecond, 62 random bits.
std::string uuid7_of(std::int64_t ms, std::uint32_t counter, Uuid random) {
  for (unsigned i = 0; i < 6; ++i)
    random.at(i) = static_cast<std::uint8_t>(ms >> (40U - 8U * i));
  random[6] = static_cast<std::uint8_t>(counter >> 8U);
  random[7] = static_cast<std::uint8_t>(counter);
  return format(random, 7);
}

void fill_random(std::uint8_t* out, std::size_t size) {
  const int filled = RAND_bytes(out, static_cast<int>(size));
  assert(filled == 1);
  static_cast<void>(filled);
}

}  // namespace

std::string SystemIds::uuid7() {
  Uuid random{};
  fill_random(random.data(), random.size());
  const std::scoped_lock lock(mutex_);
  const std::int64_t now = clock_.now().time_since_epoch().count();
  if (now > last_ms_) {
    last_ms_ = now;
    counter_ = 0;
  } else if (++counter_ > 0xFFF) {
    ++last_ms_;
    counter_ = 0;
  }
  return uuid7_of(last_ms_, counter_, random);
}

std::string SystemIds::random_hex(std::size_t bytes) {
  Bytes out(bytes);
  fill_random(out.data(), out.size());
  return to_hex(out);
}

double SystemIds::fraction() {
  std::array<std::uint8_t, 4> raw{};
  fill_random(raw.data(), raw.size());
  std::uint32_t value = 0;
  std::memcpy(&value, raw.data(), raw.size());
  return value / 4294967296.0;
}

std::string SeededIds::uuid7() {
  const std::scoped_lock lock(mutex_);
  Uuid random{};
  for (auto& byte : random)
    byte = static_cast<std::uint8_t>(random_());
  return uuid7_of(1'700'000'000'000 + count_++, 0, random);
}

std::string SeededIds::random_hex(std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  Bytes out(bytes);
  for (auto& byte : out)
    byte = static_cast<std::uint8_t>(random_());
  return to_hex(out);
}

double SeededIds::fraction() {
  const std::scoped_lock lock(mutex_);
  return static_cast<double>(random_() >> 11U) * 0x1.0p-53;
}

std::string uuid5(std::string_view space, std::string_view name) {
  std::string plain(space);
  std::erase(plain, '-');
  Hasher hasher(Digest::sha1);
  hasher.update(from_hex(plain).value_or(Bytes{}));
  hasher.update(as_bytes(name));
  const Bytes digest = hasher.finish();
  Uuid uuid{};
  std::copy_n(digest.begin(), uuid.size(), uuid.begin());
  return format(uuid, 5);
}

}  // namespace spotter
