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
struct lxw_chart;

namespace landfall::reports {

/// How a cell looks. Heads stand above texts, or above numbers; a title, a sentence or a note may
/// run on over the cells beside it.
enum class CellStyle {
  plain,
  head,
  number_head,
  title,
  sentence,
  note,
  text,  ///< wrapped within its column
  money,
  number,
  share,
  months,
  count
};

/// A range of cells in one column, rows counted from 0.
struct CellRange {
  std::uint32_t first_row = 0, last_row = 0;
  std::uint16_t column = 0;
};

/// A chart of a sheet's own cells.
struct SheetChart {
  enum class Kind { line, column, bar, scatter };
  struct Series {
    std::string name;
    CellRange labels, values;  ///< of a scatter: x and y
  };
  Kind kind = Kind::line;
  std::string title;
  std::string names[2] = {};    ///< of the axis of labels, and of that of values
  std::string formats[2] = {};  ///< of their numbers; empty: as the cells
  bool of_shares = false;       ///< values go up to 1
  std::string alt;              ///< the chart in words
  std::vector<Series> series;
  std::uint32_t row = 0;  ///< its upper left corner
  std::uint16_t column = 0;
};

class Workbook {
 public:
  /// `currency` is shown beside amounts, which have `decimals`.
  Workbook(const std::string& title, const std::string& currency, int decimals = 0);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// Whether the rows of a sheet are kept in memory, or written on as they come. Charts can show
  /// only cells that are kept.
  enum class Rows { kept, streamed };

  /// The next sheet; its name is cut and changed where the format does not allow it, or has it
  /// already. Columns become as wide as what is put into them.
  void begin_sheet(const std::string& name, Rows rows = Rows::kept);

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

  /// The cells from `first` to the column `last_column` are shaded by how far from zero they are,
  /// in one colour above and in another below; full at `most`.
  void shade(const CellRange& first, std::uint16_t last_column, double most);
  /// The rows so far stay in sight, with the first `columns`; the last of them is printed on each
  /// page.
  void freeze(std::uint16_t columns = 0);
  /// The table from the head at row `head` to here, by its columns, can be filtered.
  void filter(std::uint32_t head, std::uint16_t columns);

  void chart(const SheetChart& chart);

  /// The bytes of the file. The workbook is done then. Throws WorldError where the disk is full.
  std::string bytes();

 private:
  /// A text that may need several lines.
  struct Wrapped {
    std::uint32_t row;
    std::uint16_t column;
    std::string text;
    bool bold;
  };
  lxw_format* format(CellStyle style);
  std::string money_format() const;
  void end_sheet();
  void widen(double characters);
  void raise(const std::vector<Wrapped>& cells);
  void set_axes(lxw_chart* made, const SheetChart& chart);
  void check(int error) const;

  std::string folder_, file_, currency_;
  int decimals_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::string sheet_name_;
  std::vector<std::string> names_;
  std::map<CellStyle, lxw_format*> formats_;
  std::vector<double> widths_;  ///< of the sheet's columns so far, in characters
  std::vector<Wrapped> wrapped_;
  bool is_streamed_ = false;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
};

}  // namespace landfall::reports
