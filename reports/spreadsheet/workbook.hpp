// A spreadsheet in the making: the few things that reports ask of libxlsxwriter, with every error
// of it thrown and no cell that a spreadsheet would want to repair.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace landfall::reports {

/// How a cell looks.
enum class CellStyle { plain, head, title, note, money, number, share, months, count };

/// A range of cells in one column, rows counted from 0.
struct CellRange {
  std::uint32_t first_row = 0, last_row = 0;
  std::uint16_t column = 0;
};

class Workbook {
 public:
  /// `currency` is shown beside amounts.
  Workbook(const std::string& title, const std::string& currency);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// A sheet; its name is cut and changed where the format does not allow it, or has it already.
  void begin_sheet(const std::string& name, const std::vector<double>& column_widths);

  /// The next row. Cells are written from left to right.
  void begin_row() {
    ++row_;
    column_ = 0;
  }
  std::uint32_t row() const { return row_; }
  void put(const std::string& text, CellStyle style = CellStyle::plain);
  /// A number, or an empty cell where it is not finite.
  void put(double value, CellStyle style);
  void skip() { ++column_; }
  void freeze_rows();  ///< those so far stay in sight

  /// The cells from `first` to the column `last_column` are shaded by how far from zero they are,
  /// in one colour above and in another below; full at `most`.
  void shade(const CellRange& first, std::uint16_t last_column, double most);

  enum class ChartKind { line, column, bar };
  struct Series {
    std::string name;
    CellRange labels, values;
  };
  /// A chart of this sheet's cells, placed right of `column` at the top.
  void chart(ChartKind kind, const std::string& title, const std::string& unit,
             const std::vector<Series>& series, std::uint16_t column, const std::string& alt);

  /// The bytes of the file. The workbook is done then. Throws WorldError where the disk is full.
  std::string bytes();

 private:
  lxw_format* format(CellStyle style);
  void check(int error) const;

  std::string folder_, file_, currency_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::string sheet_name_;
  std::vector<std::string> names_;
  std::map<CellStyle, lxw_format*> formats_;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
};

}  // namespace landfall::reports
