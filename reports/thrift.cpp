#include "reports/thrift.hpp"

#include "base/contract.hpp"

namespace landfall::reports {

namespace {

// Types of the protocol.
constexpr int kI32 = 5, kI64 = 6, kBinary = 8, kList = 9, kStruct = 12;

constexpr std::size_t kShortListMax = 14;

/// 0 -1 1 -2 as 0 1 2 3: small numbers of either sign have few digits.
std::string zigzag(std::int64_t value) {
  return varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

std::string counted(std::string_view bytes) {
  return varint(bytes.size()).append(bytes);
}

}  // namespace

std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value > 0x7F; value >>= 7) bytes += static_cast<char>(value | 0x80);
  return bytes + static_cast<char>(value);
}

void ThriftStruct::field(int id, int type) {
  EXPECTS(id > last_ && id - last_ <= 15);
  bytes_ += static_cast<char>((id - last_) << 4 | type);
  last_ = id;
}

void ThriftStruct::list_head(std::size_t count, int type) {
  if (count <= kShortListMax)
    bytes_ += static_cast<char>(static_cast<int>(count) << 4 | type);
  else
    bytes_ += static_cast<char>(0xF0 | type) + varint(count);
}

ThriftStruct& ThriftStruct::i32(int id, std::int32_t value) {
  field(id, kI32);
  bytes_ += zigzag(value);
  return *this;
}

ThriftStruct& ThriftStruct::i64(int id, std::int64_t value) {
  field(id, kI64);
  bytes_ += zigzag(value);
  return *this;
}

ThriftStruct& ThriftStruct::text(int id, std::string_view value) {
  field(id, kBinary);
  bytes_ += counted(value);
  return *this;
}

ThriftStruct& ThriftStruct::nested(int id, const ThriftStruct& value) {
  field(id, kStruct);
  bytes_ += value.bytes();
  return *this;
}

ThriftStruct& ThriftStruct::i32s(int id, const std::vector<std::int32_t>& values) {
  field(id, kList);
  list_head(values.size(), kI32);
  for (const std::int32_t value : values) bytes_ += zigzag(value);
  return *this;
}

ThriftStruct& ThriftStruct::texts(int id, const std::vector<std::string>& values) {
  field(id, kList);
  list_head(values.size(), kBinary);
  for (const std::string& value : values) bytes_ += counted(value);
  return *this;
}

ThriftStruct& ThriftStruct::structs(int id, std::size_t count, std::string_view bytes) {
  field(id, kList);
  list_head(count, kStruct);
  bytes_ += bytes;
  return *this;
}

std::string ThriftStruct::bytes() const {
  return bytes_ + '\0';
}

}  // namespace landfall::reports
