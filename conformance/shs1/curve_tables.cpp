// SPDX-License-Identifier: MIT
#include "conformance/shs1/curve_tables.hpp"

#include <stdexcept>

namespace assay::mallory {

const std::vector<NamedPoint>& small_order_u() {
  static const std::vector<NamedPoint> table = {
      {"zero", unhex("0000000000000000000000000000000000000000000000000000000000000000")},
      {"one", unhex("0100000000000000000000000000000000000000000000000000000000000000")},
      {"order-8-a", unhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")},
      {"order-8-b", unhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")},
      {"p-minus-1", unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {"p", unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {"p-plus-1", unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
  };
  return table;
}

const std::vector<NamedPoint>& small_order_u_bit_255() {
  static const std::vector<NamedPoint> table = {
      {"zero-bit-255", unhex("0000000000000000000000000000000000000000000000000000000000000080")},
      {"one-bit-255", unhex("0100000000000000000000000000000000000000000000000000000000000080")},
      {"order-8-a-bit-255",
       unhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880")},
      {"order-8-b-bit-255",
       unhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7")},
      {"p-minus-1-bit-255",
       unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"p-bit-255", unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"p-plus-1-bit-255",
       unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
  };
  return table;
}

const std::vector<NamedPoint>& small_order_u_unmasked() {
  static const std::vector<NamedPoint> table = {
      {"p-plus-order-8-a",
       unhex("cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880")},
      {"p-plus-order-8-b",
       unhex("4c9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7")},
      {"2p-minus-1", unhex("d9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"2p", unhex("daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"2p-plus-1", unhex("dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
  };
  return table;
}

const std::vector<NamedPoint>& small_order_ed25519() {
  static const std::vector<NamedPoint> table = {
      {"identity", unhex("0100000000000000000000000000000000000000000000000000000000000000")},
      {"order-2", unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {"order-4-a", unhex("0000000000000000000000000000000000000000000000000000000000000000")},
      {"order-4-b", unhex("0000000000000000000000000000000000000000000000000000000000000080")},
      {"order-8-a", unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")},
      {"order-8-b", unhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85")},
      {"order-8-c", unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")},
      {"order-8-d", unhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")},
      {"identity-signed",
       unhex("0100000000000000000000000000000000000000000000000000000000000080")},
      {"order-2-signed", unhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"identity-plus-p",
       unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {"identity-plus-p-signed",
       unhex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
      {"order-4-plus-p", unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
      {"order-4-plus-p-signed",
       unhex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")},
  };
  return table;
}

const std::vector<NamedPoint>& undecodable_ed25519() {
  static const std::vector<NamedPoint> table = {
      {"y-2", unhex("0200000000000000000000000000000000000000000000000000000000000000")},
      {"y-2-signed", unhex("0200000000000000000000000000000000000000000000000000000000000080")},
      {"y-7", unhex("0700000000000000000000000000000000000000000000000000000000000000")},
      {"y-2-plus-p", unhex("efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")},
  };
  return table;
}

const Bytes& torsion_point(int order) {
  const std::vector<NamedPoint>& points = small_order_ed25519();
  if (order == 2) return points[1].bytes;
  if (order == 4) return points[2].bytes;
  if (order == 8) return points[4].bytes;
  throw std::invalid_argument("torsion_point: the order is 2, 4 or 8");
}

}  // namespace assay::mallory
