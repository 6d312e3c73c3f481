// Thrift's compact protocol, as much of it as the head and the foot of a Parquet file take.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace landfall::reports {

/// A struct as its bytes. Fields are given in the order of their ids, which are at most 15 apart.
///
/// https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
class ThriftStruct {
 public:
  ThriftStruct& i32(int id, std::int32_t value);
  ThriftStruct& i64(int id, std::int64_t value);
  ThriftStruct& text(int id, std::string_view value);  ///< or any bytes
  ThriftStruct& nested(int id, const ThriftStruct& value);
  ThriftStruct& i32s(int id, const std::vector<std::int32_t>& values);
  ThriftStruct& texts(int id, const std::vector<std::string>& values);
  /// `bytes`: those of `count` structs one after the other.
  ThriftStruct& structs(int id, std::size_t count, std::string_view bytes);

  std::string bytes() const;

 private:
  void field(int id, int type);
  void list_head(std::size_t count, int type);

  std::string bytes_;
  int last_ = 0;  ///< id
};

/// Seven bits a byte, the lowest first; the high bit says that more follow.
std::string varint(std::uint64_t value);

}  // namespace landfall::reports
