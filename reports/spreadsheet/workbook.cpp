#include "reports/spreadsheet/workbook.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kNameMost = 31, kTextMost = 32'000;
constexpr double kNarrowest = 8, kHeadWidest = 18, kWidest = 70;  // characters
constexpr std::uint32_t kInk = 0x1f2933, kFaint = 0x54616e, kHeadGround = 0xe8edf2,
                        kRule = 0x9aa5b1;
constexpr std::uint32_t kColours[] = {0x2f6690, 0xd1495b, 0x3d8b6d, 0xb8802a,
                                      0x6b4e9b, 0x4fa3a5, 0x8a5a44, 0x7b8794};

std::string temporary_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "landfall-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw WorldError("cannot write a spreadsheet: no folder can be made in " +
                     std::filesystem::temp_directory_path().string());
  return name;
}

/// At most so many code points.
std::string cut(const std::string& text, std::size_t most) {
  const std::u32string all = decode_utf8(text);
  return encode_utf8(all.substr(0, std::min(all.size(), most)));
}

/// As a name of a sheet may be: without []:*?/\ and quotes, not longer than 31, not taken.
std::string sheet_name(const std::string& wanted, const std::vector<std::string>& taken) {
  std::string name;
  for (const char c : sanitise(wanted))
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
  name = cut(name.empty() ? "Sheet" : name, kNameMost);
  const std::string base = cut(name, kNameMost - 4);
  for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i)
    name = base + " " + std::to_string(i);
  return name;
}

/// A range as a formula writes it.
std::string range_of(const std::string& sheet, const CellRange& range) {
  char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell_abs(first, range.first_row, range.column, 1, 1);
  lxw_rowcol_to_cell_abs(last, range.last_row, range.column, 1, 1);
  return "='" + sheet + "'!" + first + ":" + last;
}

/// Text of a chart: one that began with = would be taken for the address of a cell.
std::string chart_text(const std::string& text) {
  const std::string shown = cut(sanitise(text), 250);
  return shown.starts_with('=') ? " " + shown : shown;
}

/// How wide a head is that may be wrapped: its longest word.
double head_width(const std::string& text) {
  std::istringstream words(text);
  double width = std::min<double>(display_width(text), kNarrowest);
  for (std::string word; words >> word;) width = std::max<double>(width, display_width(word));
  return std::min(width, kHeadWidest);
}

}  // namespace

Workbook::Workbook(const std::string& title, const std::string& currency, int decimals)
    : folder_(temporary_folder()), file_(folder_ + "/report.xlsx"), decimals_(decimals) {
  for (const char c : sanitise(currency))
    if (c != '"') currency_ += c;
  lxw_workbook_options options{};
  options.tmpdir = folder_.data();
  book_ = workbook_new_opt(file_.c_str(), &options);
  if (book_ == nullptr) throw WorldError("cannot write a spreadsheet: out of memory");
  std::string name = cut(sanitise(title), 255);
  lxw_doc_properties properties{};
  properties.title = name.data();
  properties.created = 1;  // the same run gives the same bytes
  check(workbook_set_properties(book_, &properties));
}

Workbook::~Workbook() {
  if (book_ != nullptr) workbook_close(book_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Workbook::check(int error) const {
  if (error != LXW_NO_ERROR)
    throw WorldError(std::string("cannot write a spreadsheet: ") +
                     lxw_strerror(static_cast<lxw_error>(error)));
}

std::string Workbook::money_format() const {
  const std::string number = "#,##0" + (decimals_ > 0 ? "." + std::string(decimals_, '0') : "");
  return currency_.empty() ? number : number + " \"" + currency_ + "\"";
}

lxw_format* Workbook::format(CellStyle style) {
  if (style == CellStyle::plain || style == CellStyle::sentence) return nullptr;
  lxw_format*& made = formats_[style];
  if (made != nullptr) return made;
  made = workbook_add_format(book_);
  switch (style) {
    case CellStyle::number_head:
      format_set_align(made, LXW_ALIGN_RIGHT);
      [[fallthrough]];
    case CellStyle::head:
      format_set_bold(made);
      format_set_bottom(made, LXW_BORDER_THIN);
      format_set_bottom_color(made, kRule);
      format_set_bg_color(made, kHeadGround);
      format_set_text_wrap(made);
      format_set_align(made, LXW_ALIGN_VERTICAL_BOTTOM);
      break;
    case CellStyle::title:
      format_set_bold(made);
      format_set_font_size(made, 15);
      break;
    case CellStyle::note:
      format_set_font_color(made, kFaint);
      break;
    case CellStyle::text:
      format_set_text_wrap(made);
      format_set_align(made, LXW_ALIGN_LEFT);
      format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
      break;
    case CellStyle::money:
      format_set_num_format(made, money_format().c_str());
      break;
    case CellStyle::number:
      format_set_num_format(made, "#,##0.00");
      break;
    case CellStyle::share:
      // More digits of what is small, such as the error of a share.
      format_set_num_format(made, "[=0]0%;[<0.001]0.0000%;0.00%");
      break;
    case CellStyle::months:
      format_set_num_format(made, "0.0");
      break;
    case CellStyle::count:
      format_set_num_format(made, "#,##0");
      break;
    case CellStyle::plain:
    case CellStyle::sentence:
      break;
  }
  return made;
}

/// Rows as high as the texts in them: not every program sees to that itself.
void Workbook::raise(const std::vector<Wrapped>& cells) {
  constexpr double kLinePoints = 15, kOfDigits = 1.1;  // letters are narrower than digits
  std::map<std::uint32_t, std::size_t> lines;
  for (const Wrapped& cell : cells) {
    const double width = std::max(widths_[cell.column], kNarrowest) + 1;
    const auto columns = static_cast<int>(cell.bold ? width : width * kOfDigits);
    lines[cell.row] = std::max(lines[cell.row], wrapped(cell.text, columns).size());
  }
  for (const auto& [row, count] : lines)
    if (count > 1)
      check(worksheet_set_row(sheet_, row, kLinePoints * static_cast<double>(count), nullptr));
}

void Workbook::end_sheet() {
  if (!is_streamed_) raise(wrapped_);
  wrapped_.clear();
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    check(worksheet_set_column(sheet_, column, column, std::max(widths_[i], kNarrowest) + 2,
                               nullptr));
  }
  widths_.clear();
}

void Workbook::begin_sheet(const std::string& name, Rows rows) {
  if (sheet_ != nullptr) end_sheet();
  sheet_name_ = sheet_name(name, names_);
  names_.push_back(sheet_name_);
  book_->options.constant_memory = rows == Rows::streamed ? LXW_TRUE : LXW_FALSE;
  sheet_ = workbook_add_worksheet(book_, sheet_name_.c_str());
  if (sheet_ == nullptr) throw WorldError("cannot write a spreadsheet: sheet " + sheet_name_);
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, 9);  // A4
  is_streamed_ = rows == Rows::streamed;
  if (!is_streamed_) worksheet_fit_to_pages(sheet_, 1, 0);  // what is streamed is too wide for that
  check(worksheet_set_footer(sheet_, "&L&A&R&P / &N"));
  row_ = static_cast<std::uint32_t>(-1);
  column_ = 0;
}

void Workbook::widen(double characters) {
  if (widths_.size() <= column_) widths_.resize(column_ + std::size_t{1}, 0);
  widths_[column_] = std::max(widths_[column_], std::min(characters, kWidest));
}

void Workbook::put(const std::string& text, CellStyle style) {
  const std::string shown = cut(sanitise(text), kTextMost);
  const bool is_head = style == CellStyle::head || style == CellStyle::number_head;
  if (is_head)
    widen(head_width(shown));
  else if (style == CellStyle::plain || style == CellStyle::text)
    widen(display_width(shown));
  if (is_head || style == CellStyle::text) wrapped_.push_back({row_, column_, shown, is_head});
  check(worksheet_write_string(sheet_, row_, column_++, shown.c_str(), format(style)));
}

void Workbook::put(double value, CellStyle style) {
  if (!std::isfinite(value)) return skip();
  const int decimals = style == CellStyle::money ? decimals_ : style == CellStyle::count ? 0 : 2;
  const bool is_bare = style == CellStyle::plain;
  widen(is_bare ? kNarrowest + 2
                : static_cast<double>(grouped(value, decimals).size()) +
                      (style == CellStyle::money ? 1 + display_width(currency_) : 0));
  // Without the sign of a zero, so that equal numbers have the same bytes.
  check(worksheet_write_number(sheet_, row_, column_++, value == 0 ? 0 : value, format(style)));
}

void Workbook::freeze(std::uint16_t columns) {
  worksheet_freeze_panes(sheet_, row_ + 1, columns);
  check(worksheet_repeat_rows(sheet_, row_, row_));
  if (columns > 0) check(worksheet_repeat_columns(sheet_, 0, static_cast<lxw_col_t>(columns - 1)));
  if (is_streamed_) raise(wrapped_);  // while the row can still be changed
}

void Workbook::shade(const CellRange& first, std::uint16_t last_column, double most) {
  if (!(most > 0) || first.last_row < first.first_row) return;
  lxw_conditional_format scale{};
  scale.type = LXW_CONDITIONAL_3_COLOR_SCALE;
  scale.min_rule_type = scale.mid_rule_type = scale.max_rule_type =
      LXW_CONDITIONAL_RULE_TYPE_NUMBER;
  scale.min_value = -most;
  scale.mid_value = 0;
  scale.max_value = most;
  scale.min_color = 0xe3bda6;  // as on a page: ink stays legible on either end
  scale.mid_color = 0xffffff;
  scale.max_color = 0x8fb3c2;
  check(worksheet_conditional_format_range(sheet_, first.first_row, first.column, first.last_row,
                                           last_column, &scale));
}

void Workbook::filter(std::uint32_t head, std::uint16_t columns) {
  if (row_ > head)
    check(worksheet_autofilter(sheet_, head, 0, row_, static_cast<lxw_col_t>(columns - 1)));
}

void Workbook::set_axes(lxw_chart* made, const SheetChart& chart) {
  // The library calls the axis of a bar's values, which lies, x.
  const bool is_bar = chart.kind == SheetChart::Kind::bar;
  lxw_chart_axis* axes[] = {is_bar ? made->y_axis : made->x_axis,
                            is_bar ? made->x_axis : made->y_axis};
  lxw_chart_font small{};
  small.size = 9;
  small.color = kInk;
  small.bold = LXW_EXPLICIT_FALSE;
  for (int i = 0; i < 2; ++i) {
    if (!chart.names[i].empty()) {
      chart_axis_set_name(axes[i], chart_text(chart.names[i]).c_str());
      chart_axis_set_name_font(axes[i], &small);
    }
    if (!chart.formats[i].empty()) chart_axis_set_num_format(axes[i], chart.formats[i].c_str());
    chart_axis_set_label_position(axes[i], LXW_CHART_AXIS_LABEL_POSITION_LOW);
  }
  lxw_chart_line faint{};
  faint.color = 0xd9dee3;
  faint.width = 0.5;
  chart_axis_major_gridlines_set_visible(axes[0], LXW_FALSE);
  chart_axis_major_gridlines_set_visible(axes[1], LXW_TRUE);
  chart_axis_major_gridlines_set_line(axes[1], &faint);
  if (chart.of_shares) chart_axis_set_max(axes[1], 1);
  if (is_bar) {  // from the top down, with the values below
    chart_axis_set_reverse(axes[0]);
    chart_axis_set_label_position(axes[1], LXW_CHART_AXIS_LABEL_POSITION_HIGH);
  }
}

void Workbook::chart(const SheetChart& chart) {
  constexpr int kKinds[] = {LXW_CHART_LINE, LXW_CHART_COLUMN, LXW_CHART_BAR,
                            LXW_CHART_SCATTER_STRAIGHT};
  const bool is_lines =
      chart.kind == SheetChart::Kind::line || chart.kind == SheetChart::Kind::scatter;
  lxw_chart* made =
      workbook_add_chart(book_, static_cast<std::uint8_t>(kKinds[static_cast<int>(chart.kind)]));
  if (made == nullptr) throw WorldError("cannot write a spreadsheet: a chart");
  for (std::size_t i = 0; i < chart.series.size(); ++i) {
    const SheetChart::Series& one = chart.series[i];
    lxw_chart_series* added = chart_add_series(made, range_of(sheet_name_, one.labels).c_str(),
                                               range_of(sheet_name_, one.values).c_str());
    if (added == nullptr) throw WorldError("cannot write a spreadsheet: a series");
    chart_series_set_name(added, chart_text(one.name).c_str());
    lxw_chart_line line{};
    lxw_chart_fill fill{};
    line.color = fill.color = kColours[i % std::size(kColours)];
    line.width = 2;
    is_lines ? chart_series_set_line(added, &line) : chart_series_set_fill(added, &fill);
  }
  lxw_chart_font bold{};
  bold.size = 12;
  bold.color = kInk;
  bold.bold = LXW_TRUE;
  chart_title_set_name(made, chart_text(chart.title).c_str());
  chart_title_set_name_font(made, &bold);
  set_axes(made, chart);
  if (chart.kind == SheetChart::Kind::column) chart_set_series_gap(made, 8);
  if (chart.series.size() < 2)
    chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
  else
    chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
  std::string words = cut(sanitise(chart.alt), 2000);
  lxw_chart_options options{};
  options.x_scale = 1.5;
  options.y_scale = 1.3;
  options.x_offset = options.y_offset = 12;
  options.object_position = LXW_OBJECT_DONT_MOVE_DONT_SIZE;  // whatever a filter hides
  options.description = words.data();
  check(worksheet_insert_chart_opt(sheet_, chart.row, chart.column, made, &options));
}

std::string Workbook::bytes() {
  end_sheet();
  const lxw_error error = workbook_close(book_);
  book_ = nullptr;
  check(error);
  std::error_code failed;
  std::string all(std::filesystem::file_size(file_, failed), '\0');
  std::ifstream file(file_, std::ios::binary);
  if (failed || !file.read(all.data(), static_cast<std::streamsize>(all.size())))
    throw WorldError("cannot write a spreadsheet: it cannot be read back");
  return all;
}

}  // namespace landfall::reports
