// SPDX-License-Identifier: MIT
#include "conformance/ladder/attacks/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/ladder/formulas.hpp"
#include "conformance/terms/delta.hpp"

namespace assay::rungs {
namespace {

using terms::append, terms::flip_bit, terms::omit, terms::reorder, terms::replace, terms::Row,
    terms::RowCase, terms::truncate, terms::with;

// The proof of one end, by the letters that it has.
struct ProofLetters {
  std::string sig, mac, other_mac_key, name, own_enc, other_enc;
  Letters signs, macs;
  int n;  // the message that brings it
};

ProofLetters proof_letters(const Rung& rung, Role by) {
  if (by == Role::client)
    return {"sigA",    "macA",    "mac-r",           "A", "enc-i", "enc-r",
            rung.sigA, rung.macA, proof_of(rung, by)};
  return {"sigB", "macB", "mac-i", "B", "enc-r", "enc-i", rung.sigB, rung.macB, proof_of(rung, by)};
}

// Only what stands on the wire: the key that a header is also good for stays.
Row header_row(int n) {
  const std::string msg(numbered("msg", n)), h(numbered("h", n)), at = msg + "." + h;
  return {
      .id = fmt::format("L{:02}", n),
      .slug = "header-of-" + msg,
      .message = msg,
      .cases = {{"other-version", {replace(at, fmt::format("4c32 | {}[2..4)", h))}},
                {"other-rung", {replace(at, fmt::format("{0}[0..2) | 7f | {0}[3..4)", h))}},
                {"other-number", {replace(at, fmt::format("{}[0..3) | 09", h))}}},
      .meaning = "A message of another rung, version or place in the run is taken for this one.",
      .likely = "the header is not compared, or not all of it"};
}

Row low_order_row(Role target) {
  const std::string share = target == Role::server ? "X" : "Y";
  const std::string msg = target == Role::server ? "msg1" : "msg2";
  const std::pair<const char*, const char*> points[] = {
      {"zero", "0^32"},
      {"one", "01 | 0^31"},
      {"order-8", "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"},
      {"order-8-other", "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"},
      {"minus-one", "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
      {"p", "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
      {"p-plus-one", "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
      {"zero-with-bit-255", "0^31 | 80"}};
  Row row{.id = "L06",
          .slug = "share-of-low-order",
          .message = msg,
          .cases = {},
          .meaning = "Both ends hold keys that anyone can compute.",
          .likely = "a shared secret of zeros is not refused"};
  for (const auto& [slug, point] : points) row.cases.push_back({slug, {replace(share, point)}});
  // Whoever sends msg2 has Z already, and what it sends there follows from it.
  if (target == Role::client)
    for (RowCase& c : row.cases) c.deltas.push_back(replace("Z", "0^32"));
  return row;
}

// What is last where it stands, in the box or in the clear, so that cut short it moves nothing
// else.
std::string last_letter(const Said& said) {
  return std::string(said.hidden().empty() ? said.clear.back() : said.hidden().back());
}

// The box around it is whole, and the length says what is there.
std::vector<RowCase> cut_short(const std::string& letter, std::size_t bytes) {
  return {{"empty", {truncate(letter, 0)}},
          {"shorter", {truncate(letter, static_cast<int>(bytes) - 1)}}};
}

RowCase swapped_case(const std::string& letter, const Letters& operands, std::size_t i) {
  std::vector<std::string> order(operands.begin(), operands.end());
  std::swap(order[i], order[i + 1]);
  return {order[i] + "-before-" + order[i + 1], {reorder(letter, order)}};
}

std::vector<RowCase> other_texts(const std::string& letter, const Letters& covered) {
  const bool is_signature = letter.starts_with("sig");
  Letters operands = covered;
  if (is_signature) operands.insert(operands.begin(), "P");
  std::vector<RowCase> cases;
  for (const std::string_view operand : operands) {
    const std::string op(operand);
    const std::size_t bytes = op == "P" ? 1 : bytes_of(op);
    cases.push_back({"without-" + op, {omit(letter, op)}});
    cases.push_back({"zeros-for-" + op, {replace(letter + "." + op, fmt::format("0^{}", bytes))}});
  }
  // The last two of two are swapped in what follows.
  const std::size_t swaps = covered.size() == 2 ? operands.size() - 2 : operands.size() - 1;
  for (std::size_t i = 0; i < swaps; ++i) cases.push_back(swapped_case(letter, operands, i));
  if (covered.size() > 1) {
    std::vector<std::string> order(covered.rbegin(), covered.rend());
    if (is_signature) order.insert(order.begin(), "P");
    cases.push_back({"in-reverse", {reorder(letter, order)}});
  }
  return cases;
}

void add_signature_rows(std::vector<Row>& rows, const Rung& rung, const ProofLetters& p) {
  const std::string msg(numbered("msg", p.n));
  std::vector<RowCase> shapes = {
      {"s-plus-order", {replace(p.sig, "plus-order(" + p.sig + ")")}, true}};
  if (last_letter(rung.message(p.n)) == p.sig)
    for (RowCase& c : cut_short(p.sig, 64)) shapes.push_back(std::move(c));
  rows.push_back({.id = "L10",
                  .slug = "signature-bit",
                  .message = msg,
                  .cases = shapes,
                  .meaning = "A signature that is none is taken for the peer's.",
                  .likely = "the signature is not verified, or not all of it is looked at",
                  .sweeps = {{.letter = p.sig, .bytes = 64}}});
  rows.push_back({.id = "L11",
                  .slug = "signature-by-another",
                  .message = msg,
                  .cases = {{"", {with("sign-with", p.sig, "seedE")}}},
                  .meaning = "Whoever has a key passes for whoever it names.",
                  .likely = "the signature is verified under a key that its sender chose"});
  std::vector<RowCase> texts = other_texts(p.sig, p.signs);
  texts.push_back({"of-another-rung", {replace(p.sig + ".P", "7f")}});
  rows.push_back(
      {.id = "L12",
       .slug = "signature-over-another-text",
       .message = msg,
       .cases = texts,
       .meaning = "A signature that was made for something else is taken for this run's.",
       .likely = "the signed text lacks something, or its order differs"});
}

void add_mac_rows(std::vector<Row>& rows, const Rung& rung, const ProofLetters& p) {
  const std::string msg(numbered("msg", p.n));
  const bool last = last_letter(rung.message(p.n)) == p.mac;
  std::vector<RowCase> otherwise = other_texts(p.mac, p.macs);
  otherwise.push_back({"zero-key", {with("mac-with", p.mac, "0^32")}});
  otherwise.push_back({"of-the-other-direction", {with("mac-with", p.mac, p.other_mac_key)}});
  rows.push_back({.id = "L13",
                  .slug = "mac-bit",
                  .message = msg,
                  .cases = last ? cut_short(p.mac, 32) : std::vector<RowCase>(),
                  .meaning = "Nothing shows that who names itself knows the shared secret.",
                  .likely = "the mac is not compared, or not all of it",
                  .sweeps = {{.letter = p.mac, .bytes = 32}}});
  rows.push_back({.id = "L14",
                  .slug = "mac-over-something-else",
                  .message = msg,
                  .cases = otherwise,
                  .meaning = "The mac does not bind the name to the shared secret.",
                  .likely = "the mac's key or text differs"});
}

void add_box_rows(std::vector<Row>& rows, const Rung& rung, const ProofLetters& p) {
  const std::string msg(numbered("msg", p.n)), box(numbered("box", p.n)), h(numbered("h", p.n));
  const bool tagged = !rung.message(p.n).boxed.empty();
  std::size_t bytes = tagged ? 16 : 0;
  for (const std::string_view letter : rung.message(p.n).hidden()) bytes += bytes_of(letter);
  rows.push_back({.id = "L15",
                  .slug = "box-byte",
                  .message = msg,
                  .cases = {},
                  .meaning = "What is encrypted can be changed by whoever cannot read it.",
                  .likely = "the tag is not checked, or not all of it",
                  .sweeps = {{.letter = box, .bytes = bytes, .coarse = true}}});
  const std::string ad = tagged ? " | " + h : "";
  std::vector<RowCase> keys = {
      {"zero-key", {with("box-with", box, "0^32" + ad)}},
      {"of-the-other-direction", {with("box-with", box, p.other_enc + ad)}}};
  if (tagged) {
    const std::string seal(numbered("seal", p.n));
    keys.push_back({"header-of-another-message", {with("box-with", box, p.own_enc + " | h1")}});
    keys.push_back({"without-header", {omit(seal, h)}});
    keys.push_back({"zero-header", {replace(seal + "." + h, "0^4")}});
  }
  rows.push_back({.id = "L16",
                  .slug = "box-under-another-key",
                  .message = msg,
                  .cases = keys,
                  .meaning = "A box that was not made for this message opens.",
                  .likely = "one key serves both directions, or the header is not covered"});
}

// Longer by what no letter has, in a box that is whole. Where there is none L05 says as much.
Row longer_box_row(const Rung& rung, int n) {
  return {.id = "L35",
          .slug = "longer-inside-its-box",
          .message = std::string(numbered("msg", n)),
          .cases = {{"by-a-byte", {append(last_letter(rung.message(n)), "00")}},
                    {"by-32", {append(last_letter(rung.message(n)), "0^32")}}},
          .meaning = "A message of another length is taken, with what nobody looks at.",
          .likely = "the length is not compared with the due one, but with the least",
          .expected = "refused from the length on",
          .spec = "spec/ladder.md#3.2"};
}

Row ack_row() {
  std::vector<RowCase> cases = {{"zero-key", {with("mac-with", "ack", "0^32")}},
                                {"without-B", {omit("ack", "B")}},
                                {"without-A", {omit("ack", "A")}},
                                {"zeros-for-B", {replace("ack.B", "0^32")}},
                                {"zeros-for-A", {replace("ack.A", "0^32")}},
                                {"in-reverse", {reorder("ack", {"A", "B"})}},
                                {"under-mac-r", {with("mac-with", "ack", "mac-r")}}};
  for (RowCase& c : cut_short("ack", 32)) cases.push_back(std::move(c));
  return {.id = "L19",
          .slug = "ack-forged",
          .message = "msg4",
          .cases = cases,
          .meaning = "The initiator is done although nobody said that it was verified.",
          .likely = "the ack is not compared, or made over something else",
          .sweeps = {{.letter = "ack", .bytes = 32}}};
}

}  // namespace

int proof_of(const Rung& rung, Role role) {
  return rung.message_with(role == Role::client ? "sigA" : "sigB");
}

std::vector<Row> ladder_rows(const Rung& rung) {
  std::vector<Row> rows;
  for (int n = 1; n <= rung.last(); ++n) rows.push_back(header_row(n));
  rows.push_back(low_order_row(Role::server));
  rows.push_back(low_order_row(Role::client));
  if (!rung.has_names()) return rows;
  for (const Role by : {Role::client, Role::server}) {
    const ProofLetters p = proof_letters(rung, by);
    add_signature_rows(rows, rung, p);
    if (!p.macs.empty()) add_mac_rows(rows, rung, p);
    if (rung.message(p.n).hidden().empty()) continue;
    add_box_rows(rows, rung, p);
    rows.push_back(longer_box_row(rung, p.n));
  }
  if (rung.is_acknowledged()) rows.push_back(ack_row());
  return rows;
}

}  // namespace assay::rungs
