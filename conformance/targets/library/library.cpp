// SPDX-License-Identifier: MIT
#include "conformance/targets/library/library.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "conformance/targets/strict_json.hpp"

namespace assay {
namespace {

constexpr std::size_t shown = 200;  // bytes of foreign text in a message

// The loader's own words, without the path that they start with.
std::string loader_error(const std::string& path) {
  const char* const said = dlerror();
  std::string why = said == nullptr ? "the loader does not say why" : said;
  if (why.starts_with(path + ": ")) why.erase(0, path.size() + 2);
  return printable(why, shown);
}

template <class Function>
void find(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (function == nullptr)
    throw Defective(fmt::format("the library has no {} (spec/shim.md §10)", name));
}

// What `read` makes of hsp_describe's text, with what hello adds.
auto read_description(const Library& library, const auto& read) {
  const char* const text = library.describe();
  if (text == nullptr) throw Defective("hsp_describe returns NULL");
  try {
    nlohmann::json said = parse_strict({text, strnlen(text, json_line_limit + 1)});
    if (!said.is_object()) throw JsonError("not a JSON object");
    said["hsp"] = 1U;
    return read(said);
  } catch (const JsonError& wrong) {
    throw Defective(fmt::format("hsp_describe: {}", wrong.what()));
  }
}

template <class Function>
void find_optional(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
}

void need(bool there, const char* name, const char* why) {
  if (!there) throw Defective(fmt::format("the library has no {}, which {} needs", name, why));
}

}  // namespace

Library load_library(const std::string& file) {
  // A path without a slash would be searched for where libraries are.
  const std::string path = std::filesystem::absolute(file).string();
  void* const handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) throw Defective("cannot load the library: " + loader_error(path));
  Library library{};
  find(handle, "hsp_abi", library.abi);
  if (const auto abi = library.abi(); abi != HSP_ABI)
    throw Defective(fmt::format("the library has ABI {}, and assay-host {}", abi, HSP_ABI));
  find(handle, "hsp_describe", library.describe);
  find(handle, "hsp_open", library.open);
  find(handle, "hsp_step", library.step);
  find(handle, "hsp_eof", library.eof);
  find(handle, "hsp_poll", library.poll);
  find(handle, "hsp_send", library.send);
  find(handle, "hsp_finish", library.finish);
  find(handle, "hsp_next_event", library.next_event);
  find(handle, "hsp_get", library.get);
  find(handle, "hsp_close", library.close);
  find_optional(handle, "hsp_take", library.take);
  find_optional(handle, "hsp_next_datagram", library.next_datagram);
  find_optional(handle, "hsp_at", library.at);
  return library;
}

std::string protocol_of(const Library& library) {
  return read_description(library, [](const nlohmann::json& said) {
    const nlohmann::json& protocols = member(said, "protocols");
    if (!protocols.is_object()) throw JsonError("\"protocols\" is not an object");
    if (protocols.size() != 1)
      throw JsonError(fmt::format("it names {} protocols, not 1", protocols.size()));
    return protocols.begin().key();
  });
}

Hello describe(const Protocol& protocol, const Library& library) {
  Hello hello = read_description(
      library, [&](const nlohmann::json& said) { return parse_hello(protocol, said); });
  if (protocol.carrier == Carrier::datagrams) {
    need(library.take != nullptr, "hsp_take", "a protocol over datagrams");
    need(library.next_datagram != nullptr, "hsp_next_datagram", "a protocol over datagrams");
  }
  if (hello.capabilities && hello.capabilities->has("clock"))
    need(library.at != nullptr, "hsp_at", "the capability clock");
  return hello;
}

}  // namespace assay
