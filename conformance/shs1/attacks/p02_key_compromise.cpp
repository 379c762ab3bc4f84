// SPDX-License-Identifier: MIT
#include "conformance/shs1/attacks/attacks.hpp"

// P02 and P03: a stolen key lets the thief pose as its owner, not as others to its owner
// (spec/shs1.md §9.5).
namespace assay::mallory {
namespace {

// H05 on a server: the thief of B calls B as A. aB is no hurdle to it; sigA is.
Result pose_as_client(Stage& stage) {
  return forged_msg3(stage, [](Stage&, AsClient& s) {
    s.t.sigA = sign(s.keys.B, s.t.text_of_sigA());
    return s.t.msg3();
  });
}

using StandIn = std::function<Bytes(const AsServer&)>;

// H05 on a client: the thief of A answers A as B. It can compute ab, Ab and sigA, hence H; for aB
// it needs a or B, and for sigB it needs B.
Case pose_as_server(std::string slug, std::string change, StandIn for_aB) {
  return spoiled_msg4(std::move(slug), std::move(change), [for_aB](Stage&, AsServer& s) {
    const Bytes K3 = h(cat(s.t.K, s.t.ab, for_aB(s), s.t.Ab));
    return box(K3, sign(s.keys.A, s.t.text_of_sigB()));
  });
}

std::vector<Case> poses_as_server(Stage&) {
  return {pose_as_server("omitted", "K3 = h(K | ab | Ab), sigB signed with A",
                         [](const AsServer&) { return Bytes(); }),
          pose_as_server("zero", "K3 with aB = 0, sigB signed with A",
                         [](const AsServer&) { return zeros(32); }),
          pose_as_server("static", "K3 with A·B in the place of aB, sigB signed with A",
                         [](const AsServer& s) {
                           return dh(secret_to_curve(s.keys.A), to_curve(s.keys.B_p));
                         })};
}

}  // namespace

std::vector<Attack> p02_key_compromise_attacks() {
  return {
      {.id = "H05",
       .slug = "pose-as-client",
       .role = Role::server,
       .meaning = "Whoever stole the server's key can log in to it as any client.",
       .expected = "refused at msg3, nothing sent",
       .spec = "spec/shs1.md#9.5",
       .likely = "the signature in msg3 is not checked under the key that msg3 names",
       .needs = {"choose.server_key"},
       .control = honest_run,
       .cases = single("sigA made with the server's own key, A_p admitted", pose_as_client)},
      {.id = "H05",
       .slug = "pose-as-server",
       .role = Role::client,
       .meaning = "Whoever stole the client's key can pose to it as any server.",
       .expected = "refused at msg4, nothing sent, no success reported",
       .spec = "spec/shs1.md#9.5",
       .likely = "neither the box nor the signature of msg4 is checked",
       .needs = {"client_key"},
       .control = honest_run,
       .cases = poses_as_server},
  };
}

}  // namespace assay::mallory
