// SPDX-License-Identifier: MIT
#include "conformance/options/json_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "conformance/options/shown.hpp"

namespace assay {
namespace {

using nlohmann::ordered_json;

// Reads the events of the parser, which does not recurse, and builds nothing.
class BoundsReader {
 public:
  explicit BoundsReader(const JsonBounds& bounds) : bounds_(bounds) {}

  std::string wrong = {};

  bool null() { return value(); }
  bool boolean(bool) { return value(); }
  bool number_integer(ordered_json::number_integer_t) { return value(); }
  bool number_unsigned(ordered_json::number_unsigned_t) { return value(); }
  bool number_float(ordered_json::number_float_t, const std::string&) { return value(); }
  bool string(const std::string&) { return value(); }
  bool binary(const ordered_json::binary_t&) { return false; }
  bool start_object(std::size_t) { return open(); }
  bool start_array(std::size_t) { return open(); }
  bool end_object() { return shut(); }
  bool end_array() { return shut(); }
  bool key(const std::string& name) {
    std::set<std::string>& keys = keys_.back();
    if (!keys.insert(name).second)
      return refuse(fmt::format("names \"{}\" twice in one object", shown(name, 40)));
    if (keys.size() <= bounds_.members) return true;
    return refuse(fmt::format("holds an object of more than {} members", bounds_.members));
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception&) {
    return refuse(fmt::format("is not JSON, at byte {}", at));
  }

 private:
  bool refuse(std::string why) {
    wrong = std::move(why);
    return false;
  }
  bool value() {
    if (++values_ <= bounds_.values) return true;
    return refuse(fmt::format("holds more than {} values", bounds_.values));
  }
  bool open() {
    if (keys_.size() == bounds_.depth)
      return refuse(fmt::format("is nested deeper than {}", bounds_.depth));
    keys_.emplace_back();
    return value();
  }
  bool shut() {
    keys_.pop_back();
    return true;
  }

  const JsonBounds& bounds_;
  std::size_t values_ = 0;
  std::vector<std::set<std::string>> keys_;
};

struct OpenedFile {
  int fd;
  ~OpenedFile() { close(fd); }
};

// Without waiting: a pipe that nobody writes to is empty.
std::string read_bounded(const std::string& path, std::size_t limit) {
  const OpenedFile file{open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat about{};
  if (file.fd < 0 || fstat(file.fd, &about) != 0)
    throw FileError(fmt::format("cannot read {}: {}", shown(path), std::strerror(errno)));
  if (!S_ISREG(about.st_mode)) throw FileError(shown(path) + " is no file; name one");
  std::string text;
  std::vector<char> piece(65536);
  ssize_t got = 0;
  while (text.size() <= limit && (got = read(file.fd, piece.data(), piece.size())) > 0)
    text.append(piece.data(), static_cast<std::size_t>(got));
  if (got < 0)
    throw FileError(fmt::format("cannot read {}: {}", shown(path), std::strerror(errno)));
  if (text.size() > limit)
    throw FileError(fmt::format("{} is longer than {} MiB", shown(path), limit >> 20));
  return text;
}

}  // namespace

ordered_json read_json_file(const std::string& path, const JsonBounds& bounds) {
  const std::string text = read_bounded(path, bounds.bytes);
  BoundsReader reader(bounds);
  if (!ordered_json::sax_parse(text, &reader))
    throw FileError(fmt::format("{} {}", shown(path), reader.wrong));
  return ordered_json::parse(text);
}

}  // namespace assay
