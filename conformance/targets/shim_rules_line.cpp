// SPDX-License-Identifier: MIT
#include "conformance/targets/shim_dialogue.hpp"

// spec/shim.md §2, §5, §8: lines, ids, hello, bye.
namespace assay::shim {
namespace {

using nlohmann::json;

constexpr std::int64_t largest = (1LL << 53) - 1;

Rule malformed(const std::string& what, const std::string& line) {
  return {what + " ends the shim with exit code 64", [line](const Subject&, Dialogue& dialogue) {
            dialogue.write(line + "\n");
            dialogue.exits(64);
          }};
}

// Strictness that common JSON libraries lack: an error answer will do as well as the exit.
Rule refused_line(const std::string& what, const std::string& line) {
  return {what + " is refused, by exit code 64 or an error",
          [line](const Subject&, Dialogue& dialogue) {
            dialogue.write(line + "\n");
            dialogue.close_input();
            dialogue.refused_line();
          }};
}

void versions(const Subject&, Dialogue& dialogue) {
  json later = hello_request();
  later["hsp"] = {999};
  dialogue.unsupported(later);
  later["hsp"] = {999, 1};
  if (dialogue.accepted(later).value("hsp", json()) != 1) throw Broken("\"hsp\" is not 1");
}

void ids(const Subject&, Dialogue& dialogue) {
  for (const std::int64_t id : {std::int64_t{0}, largest}) {
    json request = hello_request();
    request["id"] = id;
    dialogue.accepted(request);
  }
}

void unknown_keys(const Subject& subject, Dialogue& dialogue) {
  json request = hello_request();
  request["zq"] = {{"a", {1, nullptr}}};
  dialogue.accepted(request);
  request = subject.open(subject.roles()[0], 1);
  request["zq"] = 1;
  dialogue.accepted(request);
}

void pieces(const Subject&, Dialogue& dialogue) {
  const std::string line = R"({"id":1,"op":"hello","hsp":[1],"runner":"assay"})"
                           "\n";
  dialogue.expect(1, line);
  dialogue.write(line.substr(0, 9));
  dialogue.pause();
  dialogue.write(line.substr(9));
  dialogue.hear();
}

void long_line(const Subject&, Dialogue& dialogue) {
  json request = hello_request();
  request["id"] = 1;
  request["zq"] = "";
  const std::size_t room = (1u << 20) - 1 - request.dump().size();
  request["zq"] = std::string(room, 'z');
  dialogue.accepted(request);
}

void pipelined(const Subject& subject, Dialogue& dialogue) {
  const json open = subject.open(subject.roles()[0], 1);
  const json then[] = {hello_request(),
                       open,
                       {{"op", "poll"}, {"s", 1}},
                       {{"op", "close"}, {"s", 1}},
                       {{"op", "poll"}, {"s", 1}},
                       open,
                       {{"op", "close"}, {"s", 1}}};
  for (const json& request : then) dialogue.say(request);
  const bool wanted[] = {true, true, true, true, false, true, true};
  for (const bool ok : wanted)
    if (dialogue.hear()["ok"] != ok) throw Broken("a request took effect out of its turn");
}

void bye(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  dialogue.accepted(subject.open(subject.roles()[0], 1));
  dialogue.accepted({{"op", "bye"}});
  dialogue.exits(0);
}

void random_words(const Subject& subject, Dialogue& dialogue) {
  dialogue.accepted(hello_request());
  dialogue.unsupported({{"op", "zq-5d21"}});
  json open = subject.open(subject.roles()[0], 1);
  open["protocol"] = "zq-5d21";
  dialogue.unsupported(open);
}

}  // namespace

std::vector<Rule> line_rules() {
  const std::string hello = R"({"id":1,"op":"hello","hsp":[1])";
  return {
      {"hello answers the highest version that both know, or unsupported", versions},
      {"an operation and a protocol that do not exist are unsupported", random_words},
      {"an id from 0 to 2^53-1 comes back as it was", ids},
      {"keys that are unknown are ignored outside params", unknown_keys},
      {"a request may come in pieces", pieces},
      {"a line of 1 MiB is taken", long_line},
      {"requests written at once are answered one by one, in order", pipelined},
      {"bye is answered and ends the process with exit code 0", bye},
      malformed("a line that is not JSON", "zq"),
      malformed("a line that is no object", "[1]"),
      malformed("a line without id", R"({"op":"hello","hsp":[1]})"),
      malformed("a line without op", R"({"id":1})"),
      refused_line("a key that stands twice", hello + R"(,"hsp":[1]})"),
      refused_line("invalid UTF-8", hello + ",\"zq\":\"\xff\"}"),
      refused_line("an id that is no integer", R"({"id":1.5,"op":"hello","hsp":[1]})"),
      refused_line("nesting deeper than 16", hello + R"(,"zq":)" + std::string(100'000, '[') +
                                                 std::string(100'000, ']') + "}"),
  };
}

}  // namespace assay::shim
