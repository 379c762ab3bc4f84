// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "conformance/engine/run.hpp"

// The matrix: what several protocols keep, side by side. JSON first; every other form is
// rendered from it.
namespace assay::matrix {

using Json = nlohmann::ordered_json;

// One protocol in one mode, from its run.
Json column(const Report& report);

// Columns of runs with one effort and seed, in order, and beside them those on paper.
Json of_columns(std::vector<Json> columns, const std::string& effort, const std::string& seed);

// The columns of spec/on-paper.json: what is argued of protocols that no run has touched.
Json on_paper();

// A line for each cell whose verdict is not what its claim says: BROKEN, STRICTER, or left open.
std::vector<std::string> differences(const Json& matrix);

// What a row of a column comes to over its roles and halves. One role that lacks a half makes the
// half lacked, since both ends have to keep a property; halves that differ make it `part`, and so
// do roles that differ in P16, which is about the keys of both.
enum class Fold { absent, held, lacks, part, not_applicable, open, broken, stricter };
Fold fold(const Json& column, const std::string& row);

// The rows that any of the columns has, in the order of all rows.
std::vector<std::string> rows_of(const Json& columns);

// "P01" -> "1", where a column has to be narrow; other rows as they are.
std::string short_row(const std::string& row);

// A mode as it is shown: empty where there is none.
std::string mode_of(const Json& column);

// "server/E04-degenerate-identity" -> "E04"
std::string id_of_attack(const std::string& name);

// The ids of attacks that show a lack, or broke something, in the row; each once.
std::vector<std::string> shown_by(const Json& column, const std::string& row);

// The command that shows it.
std::string command(const Json& column, const std::string& attack);

// The first column of each protocol, which is that of its default mode or of the one asked for.
// `differs`: whether some other mode of the protocol comes to something else in that row.
std::vector<Json> shown_columns(const Json& matrix);
bool differs(const Json& matrix, const Json& column, const std::string& row);

// At most 100 columns wide: a line a protocol; of a single protocol a line a cell instead. What the
// symbols mean stands beneath.
std::string to_terminal(const Json& matrix, bool ascii);
// A table, the legend, and what shows each lack.
std::string to_markdown(const Json& matrix);
// One file, without scripts: every column with every cell, and what shows it.
std::string to_html(const Json& matrix);

}  // namespace assay::matrix
